"""Decoded arrays of hot terms, kept up to a number of bytes.

The engine keeps what it has worked out in one of four ways. Arrays of a segment are kept here,
under one limit for the whole process. What is made once for an opened index (its segments, the
weights of its terms) hangs on the reader by a ``WeakKeyDictionary`` and goes with it. What a file
says is kept by the object that reads the file, results of pure functions by ``functools``.
"""

from __future__ import annotations

import threading
import weakref
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_LIMIT = 1 << 30
"""Bytes of decoded postings that one process keeps; a search of cold terms decodes them anew."""

_ENTRY = 300  # bytes of an entry beside its arrays


class _Entry:
    __slots__ = ("size", "used", "value")

    def __init__(self, value: Any, size: int) -> None:
        self.value = value
        self.size = size + _ENTRY
        self.used = False


class BoundedCache:
    """Keeps what is used again, up to ``limit`` bytes: a second-chance ("clock") cache.

    A hit costs one look into a dict and no lock. What has to go is the oldest entry that was
    not used since it was last looked at. Two threads may compute the same value at once.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._entries: dict[Hashable, _Entry] = {}
        self._used = 0
        self._lock = threading.Lock()
        self._gone: deque[int] = deque()

    def forget_with(self, owner: object, number: int) -> None:
        """Drop what has a key that begins with ``number`` some time after ``owner`` is no more."""
        # Not at once: garbage is collected at any moment, also while this thread holds the lock.
        weakref.finalize(owner, self._gone.append, number).atexit = False

    def fetch(self, key: Hashable, make: Callable[[], tuple[Any, int]]) -> Any:
        """Return the cached value, or else what ``make`` returns as (value, bytes), and keep it."""
        entry = self._entries.get(key)
        if entry is None:
            entry = _Entry(*make())
            self._keep(key, entry)
        else:
            entry.used = True
        return entry.value

    def _keep(self, key: Hashable, entry: _Entry) -> None:
        with self._lock:
            if self._gone:
                self._drop_gone()
            if entry.size > self._limit or key in self._entries:
                return
            self._entries[key] = entry
            self._used += entry.size
            while self._used > self._limit:
                self._drop_one()

    def _drop_gone(self) -> None:
        gone: set[int] = set()
        while self._gone:
            gone.add(self._gone.popleft())
        for key in [key for key in self._entries if isinstance(key, tuple) and key[0] in gone]:
            self._used -= self._entries.pop(key).size

    def _drop_one(self) -> None:
        oldest = next(iter(self._entries))
        entry = self._entries.pop(oldest)
        if entry.used:
            entry.used = False
            self._entries[oldest] = entry
        else:
            self._used -= entry.size

    def clear(self) -> None:
        """Drop everything, as in a process that has just started."""
        with self._lock:
            self._entries.clear()
            self._used = 0

    @property
    def used(self) -> int:
        """Bytes of all that is kept."""
        return self._used


HOT = BoundedCache(_LIMIT)
"""The process's cache; keys begin with a number that is unique to a segment's reader."""
