"""Passages that say the same: of copies of a decision, or of a text that two documents have.

Files with the same content are one document already. Texts that differ by a signature, a spelling
or an extraction are found here, among the best passages of a search.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ALIKE = 0.9
"""The share of the words of two texts that both have, from which on they say the same."""

_FEWEST = 12
"""Words of a text that can be told from another; shorter ones (``Bãi bỏ``) say what is around."""

_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


@dataclass(frozen=True, slots=True)
class TextWords:
    """What two texts must share: their words, and all of their numbers."""

    words: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str) -> TextWords:
        """Return the words of a text, whatever its letters are composed of."""
        plain = unicodedata.normalize("NFC", text).lower()
        return cls(frozenset(_WORD.findall(plain)), frozenset(_NUMBER.findall(plain)))

    def says_the_same(self, other: TextWords) -> bool:
        """Say whether two texts are the same but for a few words; a number makes them differ."""
        fewer, more = sorted((len(self.words), len(other.words)))
        if fewer < _FEWEST or fewer < _ALIKE * more or self.numbers != other.numbers:
            return False
        shared = len(self.words & other.words)
        return shared >= _ALIKE * (fewer + more - shared)


class Groups:
    """Texts of documents in their order, each with those before it that say the same."""

    def __init__(self) -> None:
        self._firsts: list[TextWords] = []
        self._owners: list[set[int]] = []

    def add(self, owner: int, text: str) -> int:
        """Return the number of the group that a text of a document belongs to, a new one if none.

        Passages of one document are never in one group: there a repetition is meant.
        """
        own = TextWords.of(text)
        for number, words in enumerate(self._firsts):
            if owner not in self._owners[number] and own.says_the_same(words):
                self._owners[number].add(owner)
                return number
        self._firsts.append(own)
        self._owners.append({owner})
        return len(self._firsts) - 1
