"""Decoded arrays of hot terms, kept up to a number of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

LIMIT = 256 << 20
"""Bytes of decoded postings that one process keeps; a search of cold terms decodes them anew."""


class BoundedCache:
    """Least recently used arrays up to a number of bytes; safe for threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used = 0
        self._entries: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Any:
        """Return the cached value, or None."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
        return entry[0]

    def put(self, key: Hashable, value: Any, size: int) -> None:
        """Keep ``value``, forgetting the least recently used until ``size`` bytes more fit."""
        with self._lock:
            if key in self._entries or size > self._limit:
                return
            self._entries[key] = (value, size)
            self._used += size
            while self._used > self._limit:
                _, (_, dropped) = self._entries.popitem(last=False)
                self._used -= dropped

    def fetch(self, key: Hashable, make: Callable[[], tuple[Any, int]]) -> Any:
        """Return the cached value, or else what ``make`` returns as (value, bytes), and keep it."""
        value = self.get(key)
        if value is None:
            value, size = make()
            self.put(key, value, size)
        return value


HOT = BoundedCache(LIMIT)
"""The process's cache; keys begin with a number that is unique to a segment's reader."""
