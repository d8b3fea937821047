"""Requests that run at the same time, and those that are made before their answers are needed."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import lru_cache
from threading import local
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

_THREADS = 8
_AHEAD = 4
"""Threads for what is asked ahead; they may wait for the others, never for one another."""

_thread = local()
"""``helps``: whether this thread is one of those that ``together`` waits for."""


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Return what several calls return, which run at the same time.

    Such calls within such calls run one after the other: if all threads waited for more calls,
    none would be left to do them.
    """
    if not calls or getattr(_thread, "helps", False):
        return [call() for call in calls]
    first, *others = calls
    waiting = [_helpers(os.getpid()).submit(copy_context().run, call) for call in others]
    try:
        own = first()
    except BaseException:
        for other in waiting:
            other.cancel()
        raise
    return [own, *(other.result() for other in waiting)]


def ahead(call: Callable[[], Any]) -> Future[Any]:
    """Begin a call whose answer is wanted later; one that has not begun may be taken back."""
    return _foragers(os.getpid()).submit(copy_context().run, call)


# By process: threads do not live on in one that was forked.
@lru_cache(maxsize=1)
def _helpers(process: int) -> ThreadPoolExecutor:
    def begin() -> None:
        _thread.helps = True

    name = f"searchkit-cluster-{process}"
    return ThreadPoolExecutor(_THREADS, thread_name_prefix=name, initializer=begin)


@lru_cache(maxsize=1)
def _foragers(process: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_AHEAD, thread_name_prefix=f"searchkit-ahead-{process}")
