"""Many phrases in one text: where they stand, whatever the case, punctuation and missing marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from searchkit.search.tokens import TokenizedText, same_token, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A phrase found: its index among the phrases, its first token and its last token + 1."""

    phrase: int
    start: int
    end: int


class PhraseFinder:
    """Finds many phrases in texts; of phrases that overlap, the longest counts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = [tokenize(phrase) for phrase in phrases]
        self._by_first: dict[str, list[int]] = {}
        for number, phrase in enumerate(self._phrases):
            if len(phrase):
                self._by_first.setdefault(phrase.folded[0], []).append(number)

    def find(self, text: TokenizedText) -> list[Occurrence]:
        """Return the occurrences in order, none overlapping another."""
        found = [
            Occurrence(number, start, start + len(self._phrases[number]))
            for start, token in enumerate(text.folded)
            for number in self._by_first.get(token, ())
            if self._stands_at(number, text, start)
        ]
        return _longest(found)

    def _stands_at(self, number: int, text: TokenizedText, start: int) -> bool:
        phrase = self._phrases[number]
        if start + len(phrase) > len(text):
            return False
        return all(
            same_token(
                phrase.accented[i],
                phrase.folded[i],
                text.accented[start + i],
                text.folded[start + i],
            )
            for i in range(len(phrase))
        )


def _longest(found: list[Occurrence]) -> list[Occurrence]:
    """Drop what overlaps a longer occurrence."""
    taken: set[int] = set()
    kept: list[Occurrence] = []
    for occurrence in sorted(found, key=lambda o: (o.start - o.end, o.start)):
        places = range(occurrence.start, occurrence.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(occurrence)
    return sorted(kept, key=lambda o: o.start)
