"""Serving an index: the application, run until it is told to end, with a log on standard error."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from searchkit.web.app import make_app
from searchkit.web.running import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.library import Index
    from searchkit.web.settings import ServeSettings


def serve(index: Index, settings: ServeSettings, started: Callable[[str], None]) -> None:
    """Serve an index until Ctrl-C or SIGTERM; ``started`` is told the address once it answers."""
    log = logging.getLogger("searchkit.web")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        run(make_app(index, settings), settings, started)
    finally:
        log.removeHandler(handler)
