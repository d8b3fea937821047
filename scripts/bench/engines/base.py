"""What an engine must do to be compared, and the engines by name."""

from __future__ import annotations

import os
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bench.dataset import Batch
    from bench.queries import Query

_Item = TypeVar("_Item")

NAMES = ("searchkit", "tantivy", "lucene", "fts5", "bm25s", "whoosh")


class Engine:
    """An index of ``streams`` in ``folder``; ``kinds`` are the kinds of queries it can answer."""

    name: ClassVar[str]
    kinds: ClassVar[Sequence[str]]
    largest: ClassVar[int | None] = None
    """More passages than this would take this engine too long."""
    reopens: ClassVar[bool] = True
    """Whether opening is quick: False for an engine that reads its whole index then."""

    def __init__(self, folder: Path, streams: Sequence[str]) -> None:
        self.folder = folder
        self.streams = streams

    def build(self, passages: Iterable[Batch]) -> tuple[float, float]:
        """Index passages; (seconds, CPU seconds) from tokens to a searchable index."""
        raise NotImplementedError

    def open(self) -> None:
        """Get ready to search, as if nothing had been searched before in this process."""
        raise NotImplementedError

    def search(self, query: Query) -> Any:
        """Return the engine's own result for the best ``query.k``, or for a count."""
        raise NotImplementedError

    def milliseconds(self, query: Query) -> float:
        """Search and return what it took this thread of the processor.

        On a quiet machine that is the time that passes, since nothing is waited for; on a busy one
        a query of some milliseconds is put off for a hundred.
        """
        started = time.thread_time()
        self.search(query)
        return (time.thread_time() - started) * 1000

    def warm_up(self, queries: Sequence[Query]) -> None:
        """Get used to queries, where an engine compiles itself while it runs."""

    def documents(self, result: Any) -> list[int]:
        """Return the passages of a result, best first, numbered in the order of indexing."""
        raise NotImplementedError

    def count(self, result: Any) -> int:
        """Return the number that the result of a counting query is."""
        raise NotImplementedError

    def memory(self) -> int:
        """Return the bytes that are held now, mapped files not among them."""
        return memory_of(os.getpid(), "RssAnon")

    def peak(self) -> int:
        """Return the most bytes that were ever held, of a process that has only built."""
        return memory_of(os.getpid(), "VmHWM")  # ru_maxrss would begin with that of the parent

    def close(self) -> None:
        """Let go of what is open."""


def memory_of(process: int, name: str) -> int:
    """Return bytes of a process's memory: ``name`` is that of a line of its status in Linux."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split(f"{name}:")[1].split()[0]) * 1024


class Clock:
    """The time of a build, from the clock's making on, without that of reading its input.

    An engine's own threads may go on while the input is read. So only the time that this thread
    computes for reading is left out, which on one core is all that the engine did not have.
    """

    def __init__(self) -> None:
        self._started = time.perf_counter(), time.process_time()
        self._reading = 0.0

    def reading(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """Yield the items; making them is not timed."""
        iterator = iter(items)
        while True:
            started = time.thread_time()
            item = next(iterator, None)
            self._reading += time.thread_time() - started
            if item is None:
                return
            yield item

    def stop(self) -> tuple[float, float]:
        """Return (seconds, CPU seconds of all threads of this process)."""
        seconds = time.perf_counter() - self._started[0]
        return seconds - self._reading, time.process_time() - self._started[1] - self._reading


def engine(name: str, folder: Path, streams: Sequence[str]) -> Engine:
    """Return the engine of that name; ImportError says what it lacks here."""
    found: Engine = import_module(f"bench.engines.{name}_engine").Adapter(folder, streams)
    return found
