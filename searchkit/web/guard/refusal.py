"""A refusal: problem details (RFC 9457) for programs, a page in their language for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

PROBLEM = "application/problem+json"

_FOR_PROGRAMS = ("/api/", "/multi-search", "/openapi.json", "/mcp")


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
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, Response

    request = Request(scope)
    more = dict(headers or {})
    if is_read_by_people(request):
        response: Response = HTMLResponse(_page(request, answer[3]), answer[0], more)
    else:
        response = Response(problem(*answer), answer[0], more, PROBLEM)
    await response(scope, receive, send)


def is_read_by_people(request: Request) -> bool:
    """Say whether a browser asks for a page, and no program for data."""
    if request.scope["path"].startswith(_FOR_PROGRAMS):
        return False
    return "text/html" in request.headers.get("accept", "")


def _page(request: Request, detail: str) -> str:
    """Return a page that needs nothing of the server: who is not let in gets no style sheet."""
    from html import escape

    from searchkit.messages import translated
    from searchkit.web.languages import language_of

    language = language_of(request)
    heading, said = (
        escape(translated(text, language)) for text in ("This cannot be shown", detail)
    )
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{heading} – searchkit</title></head>"
        f"<body><main><h1>{heading}</h1><p>{said[:1].upper()}{said[1:]}.</p></main></body></html>\n"
    )
