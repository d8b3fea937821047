"""Passages that say the same: of copies of a decision, or of a text that two documents have.

Files with the same content are one document already. Texts that differ by a signature, a spelling
or an extraction are found here, among the best passages of a search.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from math import ceil
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, replace
from searchkit._lazy import lazy_pattern
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.search.results import Hit

_ALIKE = 0.9
"""The share of the words of two texts that both have, from which on they say the same."""

_FEWEST = 12
"""Words of a text that can be told from another; shorter ones (``Bãi bỏ``) say what is around."""

_HEAD = ("number", "date", "issuer")
"""What copies of a document have in common, where it was read."""

_WORD = lazy_pattern(r"[^\W\d_]+")
_NUMBER = lazy_pattern(r"\d+(?:[.,/]\d+)*")


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
    shows with more than one passage, and those of which the heads differ: decisions on two people
    may say the same in an article, and are two decisions.
    """
    firsts: list[tuple[TextWords, list[Hit]]] = []
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for hit, own, telling in zip(hits, *_telling_words(hits), strict=True):
        for place in sorted({place for word in telling for place in holding[word]}):
            words, group = firsts[place]
            if _may_join(hit, group) and own.says_the_same(words):
                group.append(hit)
                break
        else:
            for word in telling:
                holding[word].append(len(firsts))
            firsts.append((own, [hit]))
    return [
        replace(first, same_text=tuple(hit.id for hit in others)) if others else first
        for _, (first, *others) in firsts
    ]


def _telling_words(hits: Sequence[Hit]) -> tuple[list[TextWords], list[list[str]]]:
    """Return the words of each hit, and its rarest, of which two that say the same share one.

    Who shares nine words in ten with another shares one of any tenth, and one more, that is taken
    in the same order (prefix filtering: Chaudhuri, Ganti and Kaushik 2006). So few are compared.
    """
    texts = [TextWords.of(hit.text) for hit in hits]
    counts = Counter(word for text in texts for word in text.words)
    telling = []
    for text in texts:
        size = len(text.words) - ceil(_ALIKE * len(text.words)) + 1
        telling.append(sorted(text.words, key=lambda word: (counts[word], word))[:size])
    return texts, telling


def _may_join(hit: Hit, group: Sequence[Hit]) -> bool:
    return not hit.more and all(
        hit.document_id != other.document_id
        and not any(_differ(hit.metadata.get(key), other.metadata.get(key)) for key in _HEAD)
        for other in group
    )


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other) and fold(one or "").lower() != fold(other or "").lower()
