"""What an address asks for, as a model that is described for OpenAPI and read from the address.

FastAPI itself can read a model of parameters, but looks through the address once for each of its
fields (``request_params_to_args``); here it is looked through once.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from starlette.requests import Request

Model = TypeVar("Model", bound=BaseModel)


def asked_of(request: Request, model: type[Model]) -> Model:
    """Return the parameters of an address; raises RequestValidationError, which is answered 422.

    Of a parameter that takes one value and is given several, the last counts.
    """
    several = _several(model)
    values: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name in several:
            values.setdefault(name, []).append(value)
        else:
            values[name] = value
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False)
        wrong = [{**one, "loc": ("query", *one["loc"])} for one in found]
        raise RequestValidationError(wrong) from error


def described(model: type[BaseModel]) -> dict[str, Any]:
    """Return the parameters of a model as OpenAPI 3.1 describes them, for ``openapi_extra``."""
    schema = model.model_json_schema()
    required = schema.get("required", ())
    return {
        "parameters": [
            {
                "name": name,
                "in": "query",
                "required": name in required,
                "schema": values,
                "description": values["description"],
            }
            for name, values in schema["properties"].items()
        ]
    }


@cache
def _several(model: type[BaseModel]) -> frozenset[str]:
    properties = model.model_json_schema()["properties"]
    return frozenset(name for name, own in properties.items() if own.get("type") == "array")
