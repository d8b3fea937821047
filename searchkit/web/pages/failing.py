"""What people read where an address leads nowhere, or the server fails; programs get problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from searchkit.web.api.problems import on_http_error, on_surprise
from searchkit.web.guard.refusal import is_read_by_people
from searchkit.web.pages.rendering import page

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response


def add_failures(app: FastAPI) -> None:
    """Let browsers show a page where programs are answered by a problem."""
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(Exception, _on_surprise)


def _on_http_error(request: Request, error: Exception) -> Response:
    problem = on_http_error(request, error)
    if not is_read_by_people(request):
        return problem
    failure = "there is no such page; look for what you need, or see `searchkit list`"
    response = page(request, "failure.html", problem.status_code, failure=failure)
    if allowed := problem.headers.get("allow"):
        response.headers["allow"] = allowed
    return response


def _on_surprise(request: Request, error: Exception) -> Response:
    problem = on_surprise(request, error)
    if not is_read_by_people(request):
        return problem
    failure = "an unexpected error, which the log of the server tells"
    return page(request, "failure.html", problem.status_code, failure=failure)
