"""Results of pure functions that are kept, in a bounded number of bytes.

``functools.lru_cache`` bounds the number of results alone: a few thousand for texts of 4,000
letters, which anybody may type, take a hundred megabytes.
"""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


def remembers(
    entries: int, *, longest: int = 64
) -> Callable[[Callable[_Given, _Result]], Callable[_Given, _Result]]:
    """Let a function keep its last results, where its first argument is at most ``longest`` long.

    That is a text or a tuple of texts; what it makes of a longer one is made each time.
    """

    def decorate(function: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
        known = lru_cache(maxsize=entries)(function)

        @wraps(function)
        def call(*given: _Given.args, **named: _Given.kwargs) -> _Result:
            if len(given[0]) > longest:  # type: ignore[arg-type]
                return function(*given, **named)
            return known(*given, **named)  # type: ignore[arg-type]

        return call

    return decorate
