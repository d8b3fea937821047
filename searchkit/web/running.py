"""Running an ASGI application with uvicorn until it is told to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import uvicorn

from searchkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from searchkit.web.settings import ServeSettings

_IDLE_SECONDS = 10
"""Seconds that a connection may be idle between two requests."""

_AT_ONCE = 512
"""Connections at a time; further ones are told to come again."""


def run(app: ASGIApp, settings: ServeSettings, started: Callable[[str], None]) -> None:
    """Run an application until Ctrl-C or SIGTERM; ``started`` is told its address.

    Raises UsageError for an address that cannot be had.
    """
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,  # ours leaves out what was searched for
        server_header=False,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=5,
        limit_concurrency=_AT_ONCE,
        h11_max_incomplete_event_size=64 << 10,
    )
    _Server(config, started).run()


class _Server(uvicorn.Server):
    """Tells the address when it has one: port 0 is given a free one by the system."""

    def __init__(self, config: uvicorn.Config, started: Callable[[str], None]) -> None:
        super().__init__(config)
        self._told = started

    async def startup(self, sockets: Any = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit as error:  # so uvicorn ends where it gets no address
            host, port = self.config.host, self.config.port
            raise UsageError(
                f"{host}:{port} cannot be used: another program has it, "
                "or it is no address of this machine; choose another with --port or --host"
            ) from error
        for listening in self.servers:
            host, port = listening.sockets[0].getsockname()[:2]
            self._told(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
