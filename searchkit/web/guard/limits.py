"""How often and with how much one address may ask."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from searchkit.web.guard.refusal import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from searchkit.web.settings import ServeSettings

MOST_BYTES = 1 << 20
"""Bytes of a request's body, but that of a file."""

MOST_UPLOAD = 512 << 20
"""Bytes of a file that is sent: no larger one is indexed."""

BURST = 4
"""Seconds whose requests may come at once: a page asks for its parts together."""

_FILES = ("/api/v1/files/", "/upload")
_MOST_ADDRESSES = 10_000


class LimitGuard:
    """Refuses bodies that are too large, and addresses that ask too often."""

    def __init__(self, app: ASGIApp, settings: ServeSettings) -> None:
        self._app = app
        self._settings = settings
        self._left: dict[str, tuple[float, float]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        takes_files = self._settings.uploads is not None and scope["path"].startswith(_FILES)
        most = MOST_UPLOAD if takes_files else MOST_BYTES
        if self._is_too_often((scope.get("client") or ("",))[0]):
            detail = "too many requests from this address: wait a second"
            answer = (429, "rate", "Too many requests", detail)
            await refuse(scope, receive, send, answer, {"retry-after": "1"})
        elif _length(scope) > most:
            await refuse(scope, receive, send, _too_large(most))
        else:
            await self._app(scope, _bounded(receive, most), send)

    def _is_too_often(self, address: str) -> bool:
        rate = self._settings.rate
        if rate is None:
            return False
        now = time.monotonic()
        most = rate * BURST
        left, before = self._left.pop(address, (most, now))
        left = min(most, left + (now - before) * rate)
        if len(self._left) >= _MOST_ADDRESSES:  # the one that has asked last longest ago
            del self._left[next(iter(self._left))]
        self._left[address] = (max(0.0, left - 1), now)
        return left < 1


def _length(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "0")
    return int(length) if length.isdecimal() else 0


def _too_large(most: int) -> tuple[int, str, str, str]:
    return 413, "size", "Too large", f"a request may have {most:,} bytes at most"


def _bounded(receive: Receive, most: int) -> Receive:
    """Return a ``receive`` that ends a body without a length where it gets too large."""
    left = most

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        return {"type": "http.disconnect"} if left < 0 else message

    return bounded
