"""Only requests that call the server by a name of its own, and no form of another web page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from searchkit.web.guard.refusal import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from searchkit.web.settings import ServeSettings

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class HostGuard:
    """Refuses foreign ``Host`` headers (DNS rebinding), and changes asked for by foreign pages."""

    def __init__(self, app: ASGIApp, settings: ServeSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._settings.allows_host(_without_port(host)):
            detail = f'this server is not called "{host}"; its operator names it with --allow-host'
            await refuse(scope, receive, send, (421, "host", "Unknown host", detail))
        elif scope["method"] not in _READING and not self._is_own(headers, host):
            detail = "what changes something is taken from pages of this server only"
            await refuse(scope, receive, send, (403, "origin", "Foreign page", detail))
        else:
            await self._app(scope, receive, send)

    def _is_own(self, headers: Headers, host: str) -> bool:
        """Say whether no browser sent the request for a foreign page; programs name no origin."""
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        return urlsplit(origin).netloc == host or origin in self._settings.origins


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]
