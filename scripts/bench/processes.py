"""What is measured in a process of its own: building, the first answer, the memory that is kept."""

from __future__ import annotations

import os
import shutil
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from bench.engines.base import Engine, engine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bench.dataset import Passages
    from bench.queries import Query

_Result = TypeVar("_Result")
_PATIENCE_S = 120


class Place(NamedTuple):
    """Which engine holds which streams in which folder: what a process needs to make it."""

    name: str
    folder: Path
    streams: Sequence[str]

    def engine(self) -> Engine:
        """Make the engine; ImportError says what it lacks here."""
        return engine(self.name, self.folder, self.streams)


def built(place: Place, passages: Passages) -> dict[str, Any]:
    """Build an index on one core; what that took, and its size."""
    shutil.rmtree(place.folder, ignore_errors=True)
    place.folder.mkdir()
    return _alone(_build, place, passages)


def first_answers(place: Place, queries: Sequence[Query]) -> float:
    """Milliseconds until a new process has its first answer; the median of some queries.

    They begin before the engine's package is imported, and end with the answer: loading, opening
    and one query.
    """
    return median(_alone(_answer, place, query) for query in queries)


def memory_kept(place: Place, queries: Sequence[Query]) -> int:
    """Bytes that are held more after all queries, twice, than before opening.

    An engine that takes too long is not put all of them.
    """
    return _alone(_keep, place, queries)


def _alone(function: Callable[..., _Result], *arguments: Any) -> _Result:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def _build(place: Place, passages: Passages) -> dict[str, Any]:
    if hasattr(os, "sched_setaffinity"):  # all threads of the engine on one core
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    made = place.engine()
    seconds, cpu = made.build(passages)
    size = sum(file.stat().st_size for file in place.folder.rglob("*") if file.is_file())
    costs = {"build_s": seconds, "build_cpu_s": cpu}
    return costs | {"index_bytes": size, "peak_rss_bytes": made.peak()}


def _answer(place: Place, query: Query) -> float:
    started = time.perf_counter()
    made = place.engine()
    made.open()
    made.search(query)
    took = (time.perf_counter() - started) * 1000
    made.close()
    return took


def _keep(place: Place, queries: Sequence[Query]) -> int:
    made = place.engine()
    before = made.memory()
    made.open()
    until = time.monotonic() + _PATIENCE_S
    for query in [*queries, *queries]:
        made.search(query)
        if time.monotonic() > until:
            break
    kept = made.memory() - before
    made.close()
    return kept
