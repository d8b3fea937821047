"""Who may come in: whoever has the token, or a name and password of the user file.

Both go by HTTP's own schemes, so that browsers ask people themselves and no page has to keep a
secret: ``Authorization: Bearer TOKEN`` for programs, Basic for browsers (the token as password,
with any name).
"""

from __future__ import annotations

import base64
import hmac
import logging
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers

from searchkit.errors import SearchkitError
from searchkit.web.guard.passwords import UserFile
from searchkit.web.guard.refusal import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from searchkit.web.settings import ServeSettings

_OPEN = frozenset({"/api/v1/health"})
"""What anybody may ask: whoever supervises the server has no name."""

_LOG = logging.getLogger("searchkit.web")

_ASK = {"www-authenticate": 'Basic realm="searchkit", charset="UTF-8"'}


class UserGuard:
    """Refuses whoever does not say, or not rightly, who they are."""

    def __init__(self, app: ASGIApp, settings: ServeSettings) -> None:
        self._app = app
        self._settings = settings
        self._users = UserFile(settings.user_file) if settings.user_file else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or ask who sends it."""
        if scope["type"] != "http" or self._settings.is_open or scope["path"] in _OPEN:
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("authorization", "")
        try:
            accepted = await run_in_threadpool(self._accepts, given)
        except SearchkitError as error:  # the user file, as somebody left it
            _LOG.error("%s", error)
            detail = "the operator's list of users cannot be read: try again later"
            await refuse(scope, receive, send, (503, "users", "No list of users", detail))
            return
        if accepted:
            await self._app(scope, receive, send)
            return
        detail = "give the token, or your name and password"
        await refuse(scope, receive, send, (401, "identity", "Who are you?", detail), _ASK)

    def _accepts(self, given: str) -> bool:
        scheme, _, secret = given.partition(" ")
        if scheme.lower() == "bearer":
            return self._is_token(secret.strip().encode("latin-1"))  # as headers are decoded
        if scheme.lower() != "basic":
            return False
        try:
            name, _, password = base64.b64decode(secret, validate=True).decode().partition(":")
        except ValueError:
            return False
        known = self._users is not None and self._users.knows(name, password)
        return known or self._is_token(password.encode())

    def _is_token(self, secret: bytes) -> bool:
        token = self._settings.token
        return token is not None and hmac.compare_digest(secret, token.encode())
