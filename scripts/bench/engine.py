"""What an engine must do to be compared, and the engines by name."""

from __future__ import annotations

import time
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bench.queries import Query

_Item = TypeVar("_Item")

NAMES = ("searchkit", "tantivy", "fts5", "bm25s", "whoosh")


class Engine:
    """An index of ``streams`` in ``folder``; ``kinds`` are the kinds of queries it can answer."""

    name: ClassVar[str]
    kinds: ClassVar[Sequence[str]]
    largest: ClassVar[int | None] = None
    """More passages than this would take this engine too long."""
    keeps: ClassVar[bool] = False
    """Whether the engine itself keeps anything in memory from one query to the next."""

    def __init__(self, folder: Path, streams: Sequence[str]) -> None:
        self.folder = folder
        self.streams = streams

    def build(self, prepared: Path) -> tuple[float, float]:
        """Index a prepared file; (seconds, CPU seconds) from tokens to a searchable index."""
        raise NotImplementedError

    def open(self) -> None:
        """Get ready to search."""
        raise NotImplementedError

    def search(self, query: Query, k: int) -> Any:
        """Return the engine's own result for the best k; this is what is timed."""
        raise NotImplementedError

    def forget(self) -> None:
        """Drop what was kept from earlier queries."""

    def documents(self, result: Any) -> list[int]:
        """Return the passages of a result, best first, numbered in the order of indexing."""
        raise NotImplementedError


class Clock:
    """The time of a build, from the clock's making on, without that of reading its input.

    An engine's own threads may go on while the input is read. So only the time that this thread
    computes for reading is left out, which on one core is all that the engine did not have.
    """

    def __init__(self) -> None:
        self._started = time.perf_counter(), time.process_time()
        self._reading = 0.0

    def reading(self, items: Iterator[_Item]) -> Iterator[_Item]:
        """Yield the items; making them is not timed."""
        while True:
            started = time.thread_time()
            item = next(items, None)
            self._reading += time.thread_time() - started
            if item is None:
                return
            yield item

    def stop(self) -> tuple[float, float]:
        """Return (seconds, CPU seconds of all threads)."""
        seconds = time.perf_counter() - self._started[0]
        return seconds - self._reading, time.process_time() - self._started[1] - self._reading


def engine(name: str, folder: Path, streams: Sequence[str]) -> Engine:
    """Return the engine of that name; ImportError says which package it needs."""
    found: Engine = import_module(f"bench.{name}_engine").Adapter(folder, streams)
    return found
