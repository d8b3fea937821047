"""How much time a file is given, and how a reader asks for more where long work is no hang."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_BYTES_PER_LIMIT = 64 << 20
"""The slowest readers get through a tenth of it in a second, so this takes a tenth of the limit."""

_listeners: list[Callable[[float], None]] = []


def ask_for(seconds: float) -> None:
    """Ask whoever limits the time of this process to allow ``seconds`` from now on."""
    for listener in _listeners:
        listener(seconds)


def listen(listener: Callable[[float], None]) -> None:
    """Have ``listener`` called with the seconds that a reader asks for."""
    _listeners.append(listener)


def time_for(size: int, seconds: float) -> float:
    """Return the seconds for a file of ``size`` bytes where a small one is given ``seconds``."""
    return seconds * (1 + size / _BYTES_PER_LIMIT)
