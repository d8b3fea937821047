"""Answers as JSON, with the generation of the index as their ETag."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from starlette.requests import Request

    from searchkit.web.site import Site


def site_of(request: Request) -> Site:
    """Return what is served."""
    site: Site = request.app.state.site
    return site


def _in_iso(value: date) -> str:
    return value.isoformat()


def json_answer(values: Any, status: int = 200, **headers: str) -> Response:
    """Return values as JSON."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_in_iso)
    body = text.encode()
    return Response(body, status, headers, "application/json")


def is_known(request: Request, tag: str) -> bool:
    """Say whether the asker has this answer already (RFC 9110, If-None-Match; weak comparison)."""
    known = request.headers.get("if-none-match", "")
    tags = {one.strip().removeprefix("W/") for one in known.split(",")}
    return known.strip() == "*" or tag.removeprefix("W/") in tags


async def answer(request: Request, make: Callable[[], Any]) -> Response:
    """Return what ``make`` gives in a worker, or 304 where the asker has it already.

    The ETag is weak: an answer says how long it took, which is never the same.
    """
    site = site_of(request)

    def work() -> Response:
        tag = f'W/"{site.generation()}"'
        if is_known(request, tag):
            return Response(status_code=304, headers={"etag": tag})
        return json_answer(make(), etag=tag)

    return await site.run(work)
