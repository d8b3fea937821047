"""Work spread over processes: ordered results, a bounded number of tasks under way."""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 2
"""Tasks under way per process: one being worked on, one waiting, so that none idles."""


def default_jobs() -> int:
    """Return how many processes analyse text unless told otherwise: the cores, at most eight."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2, 8)


def ordered_map(
    function: Callable[[Task], Result], tasks: Iterable[Task], jobs: int
) -> Iterator[Result]:
    """Yield ``function(task)`` for each task in order, worked on by ``jobs`` processes.

    With one job everything runs in this process. Processes are started by loky, which needs no
    ``if __name__ == "__main__"`` in the caller's script and survives threads.
    """
    if jobs <= 1:
        yield from map(function, tasks)
        return
    from loky import ProcessPoolExecutor

    executor = ProcessPoolExecutor(max_workers=jobs)
    waiting: deque[Future[Result]] = deque()
    try:
        for task in tasks:
            waiting.append(executor.submit(function, task))
            if len(waiting) >= AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        executor.shutdown(wait=False, kill_workers=True)
