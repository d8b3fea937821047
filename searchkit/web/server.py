"""Serving an index: the application, run until it is told to end, with a log on standard error."""

from __future__ import annotations

import logging
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from searchkit.errors import SearchkitError
from searchkit.web.app import make_app
from searchkit.web.running import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.library import Index
    from searchkit.web.settings import ServeSettings
    from searchkit.web.site import Site


def serve(index: Index, settings: ServeSettings, started: Callable[[str], None]) -> None:
    """Serve an index until Ctrl-C or SIGTERM; ``started`` is told the address once it answers."""
    log = logging.getLogger("searchkit.web")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    app = make_app(index, settings)
    site: Site = app.state.site

    def begin(address: str) -> None:
        threading.Thread(target=warm, daemon=True).start()
        started(address)

    def warm() -> None:
        with suppress(SearchkitError):  # an index that cannot be read says so where it is asked
            site.warming.ready(site.generation())

    try:
        run(app, settings, begin)
    finally:
        log.removeHandler(handler)
