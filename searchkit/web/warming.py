"""What is slow for the first who asks for it in a state of the index, made before anybody does.

Which documents a topic has, and which hold, is worked out once for all documents of a state.
Meanwhile pages do without; small indexes have it at once.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from searchkit.errors import SearchkitError

if TYPE_CHECKING:
    from searchkit.library import Index

SLOW = ("validity", "topic")
"""Facets that look at every document."""

PATIENCE = 8.0
"""Seconds that somebody waits for them, from when they are begun."""

LOG = logging.getLogger("searchkit.web")


class Warming:
    """Makes the slow facets of each state of an index in a thread of its own, one at a time."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = threading.Lock()
        self._generation = ""
        self._began = 0.0
        self._made = threading.Event()
        self._busy = False

    def ready(self, generation: str) -> bool:
        """Say whether the facets of a state can be had soon; begins to make them if not."""
        with self._lock:
            if self._generation != generation and not self._busy:
                self._generation, self._began, self._busy = generation, time.monotonic(), True
                self._made.clear()
                threading.Thread(target=self._make, name="warming", daemon=True).start()
            mine = self._generation == generation
        left = self._began + PATIENCE - time.monotonic()
        return mine and self._made.wait(max(0.0, left))

    def _make(self) -> None:
        try:
            for facet in SLOW:
                self._index.search("văn bản", limit=1, facets=[facet])
        except SearchkitError as error:  # whoever searches is told, too
            LOG.warning("facets: %s", error)
        finally:
            with self._lock:
                self._busy = False
            self._made.set()
