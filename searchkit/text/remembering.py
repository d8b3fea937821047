"""Results of pure functions that are kept, in a bounded number of bytes.

``functools.lru_cache`` bounds the number of results alone: a few thousand for texts of 4,000
letters, which anybody may type, take a hundred megabytes.
"""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

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
        code = function.__code__
        if code.co_argcount == 1 and not code.co_kwonlyargcount:
            results = Results(function, entries, longest)

            @wraps(function)
            def look_up(given: Any) -> Any:
                return results[given]

            return look_up  # type: ignore[return-value]
        known = lru_cache(maxsize=entries)(function)

        @wraps(function)
        def call(*given: _Given.args, **named: _Given.kwargs) -> _Result:
            if len(given[0]) > longest:  # type: ignore[arg-type]
                return function(*given, **named)
            return known(*given, **named)  # type: ignore[arg-type]

        return call

    return decorate


class Results(dict[Any, Any]):
    """The results of a function of one argument, which it calls itself; anew when it is full.

    Such functions are asked for single words, a hundred times for each document: a look-up in a
    dict takes half the time of one in a cache that knows which result was used last, and many are
    looked up without a call of Python: ``map(results.__getitem__, words)``.
    """

    def __init__(self, function: Callable[..., Any], entries: int, longest: int) -> None:
        self._function, self._entries, self._longest = function, entries, longest

    def __missing__(self, given: Any) -> Any:
        result = self._function(given)
        if len(given) <= self._longest:
            if len(self) >= self._entries:
                self.clear()
            self[given] = result
        return result
