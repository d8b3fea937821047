"""Passages that say the same: of copies of a decision, or of a text that two documents have.

Files with the same content are one document already. Texts that differ by a signature, a spelling
or an extraction are found here, among the best passages of a search.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.search.results import Hit

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


def folded(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that say something new, each with the ids of those that say it again.

    Passages of one document stay apart: there a repetition is meant. So do documents that a hit
    shows with more than one passage.
    """
    firsts: list[tuple[TextWords, list[Hit]]] = []
    for hit in hits:
        own = TextWords.of(hit.text)
        for words, group in firsts:
            if _may_join(hit, group) and own.says_the_same(words):
                group.append(hit)
                break
        else:
            firsts.append((own, [hit]))
    return [
        replace(first, same_text=tuple(hit.id for hit in others)) if others else first
        for _, (first, *others) in firsts
    ]


def _may_join(hit: Hit, group: Sequence[Hit]) -> bool:
    return not hit.more and all(hit.document_id != other.document_id for other in group)
