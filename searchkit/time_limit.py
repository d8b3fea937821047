"""An end for searches that take too long: a number of seconds, or an event that is set.

Whoever works step by step asks between the steps (`checkpoint`): segments, stages of the ranking,
passages that are read. The limit holds for what runs in its ``with``, in this thread alone.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar

from searchkit.errors import SearchCancelledError, SearchTimeoutError, UsageError

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import Event


class _Limit:
    __slots__ = ("cancel", "end", "seconds")

    def __init__(self, seconds: float | None, cancel: Event | None) -> None:
        self.seconds = seconds
        self.end = None if seconds is None else time.monotonic() + seconds
        self.cancel = cancel


_current: ContextVar[_Limit | None] = ContextVar("time_limit", default=None)


def checkpoint() -> None:
    """Go on, or raise SearchTimeoutError or SearchCancelledError where the work is to end."""
    limit = _current.get()
    if limit is None:
        return
    if limit.cancel is not None and limit.cancel.is_set():
        raise SearchCancelledError("the search was cancelled")
    if limit.end is not None and time.monotonic() >= limit.end:
        raise SearchTimeoutError(
            f"the search took longer than the {limit.seconds:g} seconds that it was given; "
            "ask for less, by fewer words or by filters, or give it more time"
        )


def remaining(most: float) -> float:
    """Return the seconds until the work is to end, at most ``most``, at least a little."""
    limit = _current.get()
    if limit is None or limit.end is None:
        return most
    return min(most, max(0.01, limit.end - time.monotonic()))


@contextmanager
def time_limit(seconds: float | None, cancel: Event | None = None) -> Iterator[None]:
    """End what is done within after ``seconds``, or once ``cancel`` is set; None is no limit.

    Raises UsageError for seconds that are no positive number.
    """
    if seconds is not None and not seconds > 0:
        raise UsageError(f"a timeout is a number of seconds above 0, not {seconds:g}")
    if seconds is None and cancel is None:
        yield
        return
    token = _current.set(_Limit(seconds, cancel))
    try:
        checkpoint()
        yield
    finally:
        _current.reset(token)
