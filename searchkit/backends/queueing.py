"""Whoever wants to write waits in line: threads of one process in their order, then processes.

The first of a process's threads waits for the others' first ones, by a lock of its own beside the
write lock; so whoever has just written and wants to write again comes behind those who wait. The
system frees both locks with the process that holds them.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from searchkit._locks import ForkSafeLock
from searchkit.engine.whoosh.index_folder import queue_lock
from searchkit.errors import IndexLockedError
from searchkit.logs import log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Taken = TypeVar("Taken")

QUEUE_FILE = ".queue"
"""Made when somebody has to wait for the first time; it stays, and is empty."""

_PAUSE = 0.02  # seconds between two tries


def wait_for(folder: Path, seconds: float, take: Callable[[], Taken]) -> Taken:
    """Return what ``take`` gives; while it raises IndexLockedError, try again for some seconds.

    Raises IndexLockedError when they are over.
    """
    if seconds <= 0:
        return take()
    end = time.monotonic() + seconds
    with _line_of(folder).place(end) as is_first:
        if is_first:
            try:
                return _in_turn(folder, end, take)
            except IndexLockedError:
                pass
    raise IndexLockedError(
        f"{folder}: another process is writing to this index, and was for the {seconds:g} seconds "
        "that were waited; try again when it has finished, or wait longer"
    )


def _in_turn(folder: Path, end: float, take: Callable[[], Taken]) -> Taken:
    """Wait among processes; where nobody has ever waited, there is no line to stand in yet."""
    if not (folder / QUEUE_FILE).exists():
        try:
            return take()
        except IndexLockedError:
            pass
    told = "%s: waiting until another process has written"  # no message
    log("index", "info", told, folder)
    lock = queue_lock(folder, QUEUE_FILE)
    try:
        first = _tried(lock.acquire, end)
    except FileNotFoundError:  # the folder is gone, of which ``take`` can tell more
        return take()
    if not first:
        raise IndexLockedError(str(folder))
    try:
        while True:
            try:
                return take()
            except IndexLockedError:
                if time.monotonic() >= end:
                    raise
                time.sleep(_PAUSE)
    finally:
        lock.release()


def _tried(acquire: Callable[[], bool], end: float) -> bool:
    while not acquire():
        if time.monotonic() >= end:
            return False
        time.sleep(_PAUSE)
    return True


class _Line:
    """The threads of this process that wait to write to one index."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()

    @contextmanager
    def place(self, end: float) -> Iterator[bool]:
        """Stand in line; yields whether this thread is the first before it is ``end``."""
        mine = object()
        with self._changed:
            self._waiting.append(mine)
        try:
            with self._changed:
                left = max(0.0, end - time.monotonic())
                is_first = self._changed.wait_for(lambda: self._waiting[0] is mine, left)
            yield is_first
        finally:
            with self._changed:
                self._waiting.remove(mine)
                self._changed.notify_all()


_lines: dict[str, _Line] = {}
_guard = ForkSafeLock()


def _line_of(folder: Path) -> _Line:
    with _guard:
        return _lines.setdefault(os.path.realpath(folder), _Line())


if hasattr(os, "register_at_fork"):  # not on Windows
    # The threads of the process that this one was forked from wait no more.
    os.register_at_fork(after_in_child=_lines.clear)
