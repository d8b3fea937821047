"""What an address asks for is read as FastAPI reads it, and described as FastAPI describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import pytest
from fastapi import FastAPI, Query, Request
from starlette.testclient import TestClient

from searchkit.web.api.addresses import asked_of, described
from searchkit.web.api.parameters import Listing, Looking, Searching

if TYPE_CHECKING:
    from pydantic import BaseModel

ADDRESSES = [
    "",
    "?q=tinh+gon&limit=3",
    "?q=a&q=b",
    "?type=NQ&type=Q%C4%90&since=2025",
    "?type=",
    "?in_force=true&with_unknown=no",
    "?limit=0&offset=-1",
    "?limit=nhieu",
    "?limit=",
    "?limit=1e2",
    "?group=document&facets=year&facets=type",
    "?group=passage",
    "?unknown=1",
    "?q=%FF%C3",
    "?number=18-NQ%2FTW;type=NQ",
]


@pytest.fixture(scope="module")
def both() -> TestClient:
    """An application that answers each model as read by FastAPI, and as read by us."""
    app = FastAPI()
    _add(app, "searching", Searching)
    _add(app, "looking", Looking)
    _add(app, "listing", Listing)
    return TestClient(app)


def _add(app: FastAPI, name: str, model: type[BaseModel]) -> None:
    def theirs(asked: Any) -> dict[str, Any]:
        found: dict[str, Any] = asked.model_dump()
        return found

    def ours(request: Request) -> dict[str, Any]:
        return asked_of(request, model).model_dump()

    theirs.__annotations__["asked"] = Annotated[model, Query()]
    ours.__annotations__["request"] = Request
    app.get(f"/theirs/{name}")(theirs)
    app.get(f"/ours/{name}", openapi_extra=described(model))(ours)


def _said(answer: dict[str, Any]) -> Any:
    """Return the values that were read, or what was said to be wrong, as it is answered."""
    if "detail" in answer:
        return [(wrong["loc"], wrong["msg"]) for wrong in answer["detail"]]
    return answer


@pytest.mark.parametrize("name", ["searching", "looking", "listing"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_read_as_fastapi_reads_it(both: TestClient, name: str, address: str) -> None:
    theirs, ours = (both.get(f"/{whose}/{name}{address}") for whose in ("theirs", "ours"))
    assert ours.status_code == theirs.status_code
    assert _said(ours.json()) == _said(theirs.json())


@pytest.mark.parametrize("name", ["searching", "looking", "listing"])
def test_parameters_are_described_as_fastapi_describes_them(both: TestClient, name: str) -> None:
    paths = both.get("/openapi.json").json()["paths"]
    theirs, ours = (paths[f"/{whose}/{name}"]["get"] for whose in ("theirs", "ours"))
    assert ours["parameters"] == theirs["parameters"]
    assert len(ours["parameters"]) > 3
