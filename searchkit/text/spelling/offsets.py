"""Where each character of a rewritten text comes from: a map that stores only the differences."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from searchkit._named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Edit(NamedTuple):
    """``before[start:end]`` was replaced by ``text``."""

    start: int
    end: int
    text: str


class OffsetMap:
    """Positions of a text after ``edits`` to positions before them.

    ``edits`` do not overlap and come in order. Between them, text is copied. What an edit wrote
    stands for all that it replaced: each of its characters begins where the replaced text begins
    and ends where it ends. Memory grows with the edits, look-ups with their logarithm.
    """

    __slots__ = ("_after", "_edits")

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = [edit for edit in edits if edit.end - edit.start != 1 or len(edit.text) != 1]
        self._after: list[int] = []  # where the text of each edit begins, after all edits
        shift = 0
        for start, end, text in self._edits:
            self._after.append(start + shift)
            shift += len(text) - (end - start)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest part of the text before that became ``[start:end]``."""
        first = self._source(start)[0]
        return (first, self._source(end - 1)[1]) if start < end else (first, first)

    def _source(self, position: int) -> tuple[int, int]:
        """Return the span before of the one character at ``position``."""
        index = bisect_right(self._after, position) - 1
        if index < 0:
            return position, position + 1
        start, end, text = self._edits[index]
        beyond = position - self._after[index] - len(text)
        return (start, end) if beyond < 0 else (end + beyond, end + beyond + 1)
