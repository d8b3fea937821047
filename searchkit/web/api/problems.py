"""Errors as problem details (RFC 9457), which tell nothing of the folders of the server."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from searchkit.errors import (
    DiskFullError,
    DocumentError,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    SearchkitError,
    SearchTimeoutError,
    UsageError,
)
from searchkit.web.api.answers import site_of
from searchkit.web.documents import UnknownDocumentError
from searchkit.web.guard.refusal import PROBLEM, problem
from searchkit.web.site import TooSlowError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

LOG = logging.getLogger("searchkit.web")


class Kind(NamedTuple):
    """How an error is answered: the status, the end of the problem's URN, its title."""

    status: int
    name: str
    title: str


_KINDS: list[tuple[type[SearchkitError], Kind]] = [
    (UnknownDocumentError, Kind(404, "document", "No such document")),
    (DocumentError, Kind(404, "unreadable", "A file that could not be read")),
    (IndexMissingError, Kind(503, "index", "No index")),
    (IndexDamagedError, Kind(503, "index", "The index is damaged")),
    (IndexLockedError, Kind(409, "locked", "The index is being written")),
    (DiskFullError, Kind(507, "disk", "The disk is full")),
    (SearchTimeoutError, Kind(503, "time", "Took too long")),
    (TooSlowError, Kind(503, "time", "Took too long")),
    (UsageError, Kind(400, "usage", "Wrong request")),
]
"""The first that fits counts."""

_OTHER = Kind(500, "failure", "The server failed")


def kind_of(error: SearchkitError) -> Kind:
    """Return how an error is answered."""
    return next((kind for type_, kind in _KINDS if isinstance(error, type_)), _OTHER)


def on_error(request: Request, error: Exception) -> Response:
    """Answer an error of searchkit's own."""
    assert isinstance(error, SearchkitError)
    kind = kind_of(error)
    if kind.status >= 500:
        LOG.warning("%s", error)
    headers = {"retry-after": "1"} if kind.status in (409, 503) else {}
    body = problem(kind.status, kind.name, kind.title, said(request, error))
    return Response(body, kind.status, headers, PROBLEM)


def said(request: Request, error: SearchkitError) -> str:
    """Return the message of an error without the server's folders."""
    try:
        return site_of(request).paths().scrubbed(str(error))
    except SearchkitError:  # the index itself cannot be read: nothing is known of its folders
        return kind_of(error).title


def on_wrong_parameters(_: Request, error: Exception) -> Response:
    """Answer parameters that are out of range, all of them."""
    assert isinstance(error, RequestValidationError)
    wrong = [
        {"parameter": ".".join(map(str, one["loc"][1:])), "detail": one["msg"]}
        for one in error.errors()
    ]
    detail = "; ".join(f"{one['parameter']}: {one['detail']}" for one in wrong)
    body = problem(422, "parameters", "Wrong parameters", detail, errors=wrong)
    return Response(body, 422, media_type=PROBLEM)


def on_http_error(_: Request, error: Exception) -> Response:
    """Answer an address that there is not, or a method that it does not take."""
    assert isinstance(error, HTTPException)
    body = problem(error.status_code, "http", error.detail, error.detail)
    return Response(body, error.status_code, error.headers, PROBLEM)


def on_surprise(_: Request, error: Exception) -> Response:
    """Answer what nobody expected, and keep its story in the log."""
    LOG.error("unexpected error", exc_info=error)
    detail = "an unexpected error, which the log of the server tells"
    return Response(problem(500, _OTHER.name, _OTHER.title, detail), 500, media_type=PROBLEM)


def add_problems(app: FastAPI) -> None:
    """Let the application answer errors of its own as problems; ``pages`` answers all others."""
    app.add_exception_handler(SearchkitError, on_error)
    app.add_exception_handler(RequestValidationError, on_wrong_parameters)
