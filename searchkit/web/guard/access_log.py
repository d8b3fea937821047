"""A line for each answer, without what was searched for."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("searchkit.web.access")


class AccessLog:
    """Logs address, method, path, status and milliseconds; queries only if the operator wants."""

    def __init__(self, app: ASGIApp, with_queries: bool) -> None:
        self._app = app
        self._with_queries = with_queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and log its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            path = scope["raw_path"].decode("latin-1") if scope.get("raw_path") else scope["path"]
            if self._with_queries and scope["query_string"]:
                path += "?" + scope["query_string"].decode("latin-1")
            took = (time.perf_counter() - started) * 1000
            address = (scope.get("client") or ("-",))[0]
            LOG.info("%s %s %s %d %.1f ms", address, scope["method"], path, status, took)
