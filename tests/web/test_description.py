"""The API does what its description says, whatever is asked: requests made up by schemathesis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from searchkit.web.app import make_app
from searchkit.web.settings import ServeSettings

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    import searchkit


@pytest.fixture
def described(index: searchkit.Index) -> Any:
    return schemathesis.openapi.from_asgi("/openapi.json", make_app(index, OWN))


OWN = ServeSettings(hosts=("testserver",))  # as schemathesis calls the application
EXAMPLES = settings(
    max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


# That 400 is right for a query that says nothing, or a date that is none, no schema can tell.
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_answers_are_as_described(described: Any, mode: schemathesis.GenerationMode) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 8
    for operation in operations:
        if mode is schemathesis.GenerationMode.NEGATIVE and not operation.query:
            continue

        @EXAMPLES
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        ask()


def test_every_answer_has_an_example_or_a_shape(page: TestClient) -> None:
    description = page.get("/openapi.json").json()
    assert description["openapi"].startswith("3.")
    for path, methods in description["paths"].items():
        assert path.startswith("/api/v1/") or path == "/multi-search"
        for operation in methods.values():
            assert operation["summary"]
            assert operation["description"]
            assert operation["responses"]["200"]["content"]
    assert description["components"]["schemas"]["HitShape"]["examples"]
