"""Work spread over processes: ordered results, a bounded number of tasks under way."""

from __future__ import annotations

import gc
import os
from collections import deque
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from searchkit.documents.isolation.lifetime import end_with
from searchkit.errors import ProcessError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 4
"""Tasks under way per process: one being worked on, others waiting, so that none idles while this
process writes what there is."""

HELD = 3 * AHEAD
"""Tasks per process that wait for those before them, done or not: what they hold takes memory."""

_KEPT = 32 << 20  # bytes

_SAFE_PATH = "PYTHONSAFEPATH"


def default_jobs() -> int:
    """Return how many processes analyse text unless told otherwise: the cores, at most eight."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2, 8)


def ordered_map(
    function: Callable[[Task], Result], tasks: Iterable[Task], jobs: int
) -> Iterator[Result]:
    """Yield ``function(task)`` for each task in order, worked on by ``jobs`` processes.

    This process is one of them, and the only one with one job. Others are started by loky, which
    needs no ``if __name__ == "__main__"`` in the caller's script and survives threads.
    """
    _keep_freed_memory()
    if jobs <= 1:
        yield from map(function, tasks)
        return
    from loky import ProcessPoolExecutor
    from loky.process_executor import TerminatedWorkerError

    settings = (os.getpid(), *gc.get_threshold())
    with _code_of_ours_only():
        try:
            others = ProcessPoolExecutor(jobs - 1, initializer=_prepare, initargs=settings)
        except OSError:  # no room for semaphores: /dev/shm is closed or full, as in some containers
            yield from map(function, tasks)
            return
        try:
            for future in _in_order(function, tasks, others, jobs):
                yield future.result()
        except TerminatedWorkerError as error:
            raise ProcessError(
                "a process that analyses texts was ended from outside, maybe for want of memory; "
                "what was committed is kept: run the same command again, with fewer --jobs"
            ) from error
        finally:
            others.shutdown(wait=False, kill_workers=True)


@contextmanager
def _code_of_ours_only() -> Iterator[None]:
    """Keep new Python processes from importing what lies in the current folder.

    It may be a folder of documents, with a ``random.py`` among them.
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(_SAFE_PATH, None)
        else:
            os.environ[_SAFE_PATH] = before


def _prepare(parent: int, *thresholds: int) -> None:
    """Let a new process end with its parent, and collect garbage as seldom as that one."""
    end_with(parent)
    gc.set_threshold(*thresholds)
    _keep_freed_memory()


def _keep_freed_memory() -> None:
    """Let glibc keep freed memory up to twice the size of the largest block that was ever freed.

    Without it, the pages of each task's arrays go back to the system to be had anew, cleared, for
    the next task, which takes a twentieth of the time.
    """
    np.empty(_KEPT >> 1, np.uint8)


def _in_order(
    function: Callable[[Task], Result], tasks: Iterable[Task], others: Executor, jobs: int
) -> Iterator[Future[Result]]:
    """Yield the futures of the tasks in order; a task for which no other is free is done here."""
    waiting: deque[Future[Result]] = deque()
    for task in tasks:
        under_way = sum(not future.done() for future in waiting)
        if under_way < AHEAD * (jobs - 1):
            waiting.append(others.submit(function, task))
        else:
            waiting.append(_done(function, task))
        while waiting and (waiting[0].done() or len(waiting) >= HELD * jobs):
            yield waiting.popleft()
    yield from waiting


def _done(function: Callable[[Task], Result], task: Task) -> Future[Result]:
    future: Future[Result] = Future()
    try:
        future.set_result(function(task))
    except Exception as error:  # comes up where the result is asked for, in its turn
        future.set_exception(error)
    return future
