"""Where words of a list stand in texts: all are looked for at once by the kernels, or by turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.text import kernels

if TYPE_CHECKING:
    from collections.abc import Iterable


class Needles:
    """Words, or pieces of them, that are looked for together; at most 255, none of them empty.

    >>> Needles(["is", "his", "a"]).find("this has")
    [1, 1, 2, 0, 6, 2]
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = list(words)
        native = kernels.native
        self._made = native.make_needles(self._words) if native is not None else None

    def find(self, text: str) -> list[int]:
        """Return where each begins that stands in a text, and its number, by place and number."""
        if kernels.native is not None and self._made is not None:
            return kernels.native.find_needles(self._made, text)
        found: list[tuple[int, int]] = []
        for number, word in enumerate(self._words):
            at = text.find(word)
            while at >= 0:
                found.append((at, number))
                at = text.find(word, at + 1)
        return [figure for one in sorted(found) for figure in one]
