"""A list of words of several syllables, looked up at every position of many texts at once."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from searchkit.text.query_streams import LENGTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


class Lexicon:
    """Finds the entries of ``words`` (syllables separated by one space) of 2, 3 or 4 syllables.

    An n-gram is one number, the syllables' numbers as digits to ``base``. ``pairs``, asked for at
    every position, are bits, as are the ``beginnings`` of longer ones, which are found by binary
    search: ``longer``, ascending, by length.
    """

    def __init__(self, words: Iterable[str]) -> None:
        by_length: dict[int, list[str]] = {length: [] for length in LENGTHS}
        for word in words:
            by_length.get(word.count(" ") + 1, []).append(word)
        # Numbers in the order of first appearance, from 1, given in C: this is start-up time.
        self._numbers: dict[str, int] = defaultdict(count(1).__next__)
        entries = {length: self._entries(by_length[length], length) for length in LENGTHS}
        self.base = len(self._numbers) + 1
        keys = {length: np.sort(self._keys(entries[length])) for length in LENGTHS}
        self.longer = {length: keys[length] for length in LENGTHS[1:]}
        self.pairs = self._bits(keys[2])
        self.beginnings = self._bits(
            np.concatenate([keys[3] // self.base, keys[4] // self.base**2])
        )

    def number(self, syllable: str) -> int:
        """Return the number of a syllable, 0 when it is in no entry."""
        return self._numbers.get(syllable, 0)

    def ngrams(self, syllables: NDArray[np.int64]) -> dict[int, NDArray[np.intp]]:
        """Return the positions, ascending, at which an entry of 2, 3 and 4 syllables begins."""
        pairs = syllables[:-1] * self.base + syllables[1:]
        known = (syllables[:-1] > 0) & (syllables[1:] > 0)
        found = {2: np.flatnonzero(_contains(self.pairs, pairs) & known)}
        begun = np.flatnonzero(_contains(self.beginnings, pairs) & known)
        keys = pairs[begun]
        for length, entries in self.longer.items():
            inside = begun <= len(syllables) - length
            begun, keys = begun[inside], keys[inside]
            following = syllables[begun + length - 1]
            keys = keys * self.base + following
            entry = np.searchsorted(entries, keys, "right") > np.searchsorted(entries, keys)
            found[length] = begun[entry & (following > 0)]
        return found

    def _entries(self, words: list[str], length: int) -> NDArray[np.int64]:
        """Return the numbers of the syllables of such words, shape (words, length)."""
        syllables = " ".join(words).split(" ") if words else []
        numbers = list(map(self._numbers.__getitem__, syllables))
        return np.array(numbers, np.int64).reshape(-1, length)

    def _keys(self, entries: NDArray[np.int64]) -> NDArray[np.int64]:
        powers = self.base ** np.arange(entries.shape[1], dtype=np.int64)
        keys: NDArray[np.int64] = entries @ powers[::-1]
        return keys

    def _bits(self, keys: NDArray[np.int64]) -> NDArray[np.uint8]:
        table = np.zeros((self.base**2 + 7) // 8, np.uint8)
        np.bitwise_or.at(table, keys >> 3, np.left_shift(1, keys & 7).astype(np.uint8))
        return table


def _contains(table: NDArray[np.uint8], keys: NDArray[np.int64]) -> NDArray[np.bool_]:
    bits: NDArray[np.uint8] = table[keys >> 3] >> (keys & 7).astype(np.uint8)
    return (bits & 1).astype(bool)
