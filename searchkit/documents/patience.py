"""How a reader asks for more time than a file is given, where long work is no sign of a hang."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_listeners: list[Callable[[float], None]] = []


def ask_for(seconds: float) -> None:
    """Ask whoever limits the time of this process to allow ``seconds`` from now on."""
    for listener in _listeners:
        listener(seconds)


def listen(listener: Callable[[float], None]) -> None:
    """Have ``listener`` called with the seconds that a reader asks for."""
    _listeners.append(listener)
