"""A refusal: problem details (RFC 9457) for programs, which people can read as well."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

PROBLEM = "application/problem+json"


def problem(status: int, kind: str, title: str, detail: str, **more: object) -> bytes:
    """Return problem details as JSON; ``kind`` ends the URN that names the kind of problem."""
    values = {
        "type": f"urn:searchkit:problem:{kind}",
        "title": title,
        "status": status,
        "detail": detail,
        **more,
    }
    return json.dumps(values, ensure_ascii=False).encode()


async def refuse(
    scope: Scope,
    receive: Receive,
    send: Send,
    answer: tuple[int, str, str, str],
    headers: Mapping[str, str] | None = None,
) -> None:
    """Answer a request with (status, kind, title, detail) of a problem."""
    from starlette.responses import Response

    response = Response(problem(*answer), answer[0], dict(headers or {}), PROBLEM)
    await response(scope, receive, send)
