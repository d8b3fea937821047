"""How much time a file is given, and how a reader gets more where long work is no hang."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BYTES_PER_LIMIT = 64 << 20
"""The slowest readers get through a tenth of it in a second, so this takes a tenth of the limit."""

_KEEPER: ContextVar[Callable[[float], None] | None] = ContextVar("deadline", default=None)


def extend(seconds: float) -> None:
    """Ask whoever limits the time of this process to allow ``seconds`` from now on."""
    keeper = _KEEPER.get()
    if keeper is not None:
        keeper(seconds)


@contextmanager
def kept_by(keeper: Callable[[float], None]) -> Iterator[None]:
    """Have ``keeper`` called with the seconds that readers ask for inside the block."""
    token = _KEEPER.set(keeper)
    try:
        yield
    finally:
        _KEEPER.reset(token)


def time_for(size: int, seconds: float) -> float:
    """Return the seconds for a file of ``size`` bytes where a small one is given ``seconds``."""
    return seconds * (1 + size / _BYTES_PER_LIMIT)
