"""Running the application with uvicorn until it is told to end."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import uvicorn

from searchkit.web.app import make_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.library import Index
    from searchkit.web.settings import ServeSettings

_HEADER_SECONDS = 10
"""Seconds that a connection may be idle between two requests."""

_AT_ONCE = 512
"""Connections at a time; further ones are told to come again."""


def serve(index: Index, settings: ServeSettings, started: Callable[[str], None]) -> None:
    """Serve an index until Ctrl-C or SIGTERM; ``started`` is told the address once it answers."""
    _log_to_stderr()
    config = uvicorn.Config(
        make_app(index, settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,  # ours leaves out what was searched for
        server_header=False,
        timeout_keep_alive=_HEADER_SECONDS,
        timeout_graceful_shutdown=5,
        limit_concurrency=_AT_ONCE,
        h11_max_incomplete_event_size=64 << 10,
        lifespan="off",
    )
    server = _Server(config, started)
    server.run()


class _Server(uvicorn.Server):
    """Tells the address when it has one: port 0 is given a free one by the system."""

    def __init__(self, config: uvicorn.Config, started: Callable[[str], None]) -> None:
        super().__init__(config)
        self._told = started

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        for listening in self.servers:
            host, port = listening.sockets[0].getsockname()[:2]
            self._told(f"http://{f'[{host}]' if ':' in host else host}:{port}/")


def _log_to_stderr() -> None:
    log = logging.getLogger("searchkit.web")
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
