"""What the engine has worked out and keeps, up to a number of bytes for the whole process.

The environment variable ``SEARCHKIT_CACHE`` gives that number in megabytes. Arrays of a segment are
kept in ``HOT``, which takes no more than that. Small facts that cost a look into a file are kept
beside it, in a ``Memo`` for each dictionary or list of a file: each memo takes a 256th of the
number at most, unless whoever makes it says how many bytes. Keys count, and so does that there is
nothing. What is made once for an opened index (its segments, the weights of its terms) hangs on the
reader by a ``WeakKeyDictionary`` and goes with it.
"""

from __future__ import annotations

import os
import sys
import weakref
from collections import deque
from itertools import count, islice
from typing import TYPE_CHECKING, Any, TypeVar

from searchkit._locks import ForkSafeLock
from searchkit.engine import kernels
from searchkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_SETTING, _DEFAULT = "SEARCHKIT_CACHE", "256" if kernels.native is not None else "1024"
"""What numpy keeps for its speed takes four times the room of what the compiled kernels keep."""

_ENTRY = 600  # bytes of an entry beside its arrays and its key: their heads, its place in the dict
_FACT = 100  # bytes of an entry of a memo beside its key and value: its place in the dict
_numbers = count()

_NUMBERS = frozenset((int, float, bool, type(None)))
_NUMBER = 32  # bytes of one, at most

_SHARE = 8
"""Bits by which the limit of a memo is shorter than that of all, a 256th: of 256 MB one."""


def _limit() -> int:
    """Return how many bytes are kept; raises UsageError when the setting is no number."""
    megabytes = os.environ.get(_SETTING) or _DEFAULT
    if not megabytes.isascii() or not megabytes.isdigit():
        raise UsageError(f"{_SETTING} is {megabytes!r}: give whole megabytes, as {_DEFAULT}")
    return int(megabytes) << 20


class Memo(dict[_Key, _Value]):
    """Small facts that are kept until their bytes are used up, and then collected anew.

    Safe for threads that call ``get`` and ``keep`` only; both may keep the same fact. Where None is
    one, ``get`` is given another default: between it and ``in`` a fact may come or go.
    """

    __slots__ = ("_limit", "_used")

    def __init__(self, limit: int | None = None) -> None:
        super().__init__()
        self._limit = HOT.limit >> _SHARE if limit is None else limit
        self._used = 0

    def keep(self, key: _Key, value: _Value, size: int | None = None) -> _Value:
        """Keep a fact and return it; ``size``: bytes of both, where they need not be counted.

        Another fact of the same key must have as many.
        """
        if key in self:
            self[key] = value
            return value
        if size is None:
            size = bytes_of(key) + bytes_of(value)
        size += _FACT
        if self._used + size > self._limit:
            self.clear()
        if size <= self._limit:
            self[key] = value
            self._used += size
        return value

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self._used = 0

    @property
    def used(self) -> int:
        """Bytes of all that is kept."""
        return self._used


def bytes_of(key: Any) -> int:
    """Return about the bytes of a key with its parts: text, numbers, tuples, nodes of queries."""
    kind = type(key)
    if kind in _NUMBERS:
        return _NUMBER
    size = sys.getsizeof(key)
    if kind is str or kind is bytes:
        return size
    if isinstance(key, tuple):
        for part in key:
            size += _NUMBER if type(part) in _NUMBERS else bytes_of(part)
        return size
    slots = getattr(kind, "__slots__", ())
    return size + sum(bytes_of(getattr(key, name)) for name in slots)


class _Entry:
    __slots__ = ("size", "used", "value")

    def __init__(self, value: Any, size: int) -> None:
        self.value = value
        self.size = size
        self.used = 0  # how often lately


_OFTEN = 15
"""More often than this nothing counts as used or asked for."""

_COMPARED = 8
"""Of so many of the oldest entries the one that was used least often has to go."""

_PATIENCE = 16
"""So often for each entry others are looked at before all counts are halved."""


class BoundedCache:
    """Keeps what is used again, up to ``limit`` bytes.

    A hit costs one look into a dict and no lock. What has to go is, of some of the oldest entries,
    the one that was used least often lately. Two threads may compute the same value at once.

    What can also be done without (``fetch_if_repeated``) displaces only what is used less often
    than it is asked for, after Einziger, Friedman and Manes, "TinyLFU: A Highly Efficient Cache
    Admission Policy" (ACM Transactions on Storage 13, 2017): else terms that do not all fit would
    displace each other for ever, each made anew for every query.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._entries: dict[Hashable, _Entry] = {}
        self._missing: Memo[Hashable, None] = Memo(limit >> 5)
        self._asked: Memo[int, int] = Memo(limit >> _SHARE)
        self._turns = 0
        self._used = 0
        self._lock = ForkSafeLock()
        self._gone: deque[int] = deque()

    def number_for(self, owner: object) -> int:
        """Return a number with which the owner's keys begin.

        What has such a key is dropped some time after the owner is no more.
        """
        number = next(_numbers)
        # Not at once: garbage is collected at any moment, also while this thread holds the lock.
        weakref.finalize(owner, self._gone.append, number).atexit = False
        return number

    def fetch(self, key: Hashable, make: Callable[..., tuple[Any, int]], *given: Any) -> Any:
        """Return the cached value, or else what ``make`` returns as (value, bytes), and keep it.

        ``given``: the arguments of ``make``.

        That there is nothing (None) is kept too, in a small part of the bytes.
        """
        entry = self._entries.get(key)
        if entry is None:
            if key in self._missing:
                return None
            value, size = make(*given)
            self._keep(key, _Entry(value, size + _ENTRY + bytes_of(key)))
            return value
        if entry.used < _OFTEN:
            entry.used += 1
        return entry.value

    def fetch_repeated(self, key: Hashable, make: Callable[[], tuple[Any, int]]) -> Any:
        """Do as ``fetch``, but keep only what is asked for again: most queries are asked once."""
        if key in self._entries or self._times_asked(key) > 1:
            return self.fetch(key, make)
        return make()[0]

    def fetch_if_repeated(
        self, key: Hashable, make: Callable[..., tuple[Any, int]], *given: Any
    ) -> Any:
        """Do as ``fetch`` for what is worth keeping; else return None, making nothing.

        That is what is asked for again, and where there is no room, more often than what would have
        to go for it. Whoever asks can do with less than what is kept, which only takes longer.
        """
        entry = self._entries.get(key)
        if entry is not None:
            if entry.used < _OFTEN:
                entry.used += 1
            return entry.value
        times = self._times_asked(key)
        if times == 1 or not self._is_better(times):
            return None
        value = self.fetch(key, make, *given)
        entry = self._entries.get(key)
        if entry is not None:
            entry.used = times
        return value

    def _times_asked(self, key: Hashable) -> int:
        asked = hash(key)
        times = min(self._asked.get(asked, 0) + 1, _OFTEN)
        self._asked.keep(asked, times, _NUMBER)
        return times

    def _is_better(self, times: int) -> bool:
        """Tell whether there is room, or one of those that would have to go is used less often."""
        if self._used < self.limit - (self.limit >> 4):
            return True
        with self._lock:
            oldest = self._oldest()
            if not oldest or min([self._entries[key].used for key in oldest]) < times:
                return True
            self._put_last(oldest)
        return False

    def _oldest(self) -> list[Hashable]:
        return list(islice(self._entries, _COMPARED))

    def _put_last(self, keys: Sequence[Hashable]) -> None:
        """Let others be the oldest; from time to time all have been used half as often."""
        for key in keys:
            self._entries[key] = self._entries.pop(key)
        self._turns += 1
        if self._turns > _PATIENCE * len(self._entries):
            self._turns = 0
            self._asked.clear()
            for entry in self._entries.values():
                entry.used >>= 1

    def _keep(self, key: Hashable, entry: _Entry) -> None:
        with self._lock:
            if self._gone:
                self._drop_gone()
            if entry.value is None:
                self._missing.keep(key, None)
                return
            if entry.size > self.limit or key in self._entries:
                return
            self._entries[key] = entry
            self._count(entry.size)

    def grow(self, key: Hashable, size: int) -> None:
        """Count more bytes of what is kept: its value holds so many more from now on."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                entry.size += size
                self._count(size)

    def _count(self, size: int) -> None:
        self._used += size
        while self._used > self.limit:
            self._drop_one()

    def _drop_gone(self) -> None:
        gone: set[int] = set()
        while self._gone:
            gone.add(self._gone.popleft())
        for key in [key for key in self._entries if isinstance(key, tuple) and key[0] in gone]:
            self._used -= self._entries.pop(key).size

    def _drop_one(self) -> None:
        oldest = self._oldest()
        least = min(oldest, key=lambda key: self._entries[key].used)
        self._used -= self._entries.pop(least).size
        oldest.remove(least)
        self._put_last(oldest)

    def clear(self) -> None:
        """Drop everything, as in a process that has just started."""
        with self._lock:
            self._entries.clear()
            self._missing = Memo(self.limit >> 5)
            self._asked = Memo(self.limit >> _SHARE)
            self._turns = self._used = 0

    @property
    def used(self) -> int:
        """Bytes of all that is kept, what is missing among it."""
        return self._used + self._missing.used + self._asked.used


HOT = BoundedCache(_limit())
"""The process's cache; keys begin with the number of what reads a file."""
