"""Finding many phrases in texts, whatever the case, the punctuation and missing diacritics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from searchkit.text.tokens import TokenizedText


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A phrase found: its index among the phrases, its first token and its last token + 1."""

    phrase: int
    start: int
    end: int


class PhraseFinder:
    """Finds phrases in the tokens of a text; of phrases that overlap, the longest counts.

    ``weak`` phrases, by their index, take no words from others.
    A phrase with diacritics is met by the same ones or by none at all, one without any by all
    spellings.
    """

    def __init__(self, phrases: Iterable[str], weak: Collection[int] = ()) -> None:
        self._weak = frozenset(weak)
        self._phrases = [tokenize(phrase) for phrase in phrases]
        self._is_bare = [phrase.accented == phrase.folded for phrase in self._phrases]
        self._by_first: dict[str, list[int]] = {}
        for number, phrase in enumerate(self._phrases):
            if len(phrase):
                self._by_first.setdefault(phrase.folded[0], []).append(number)

    def find(self, accented: Sequence[str], folded: Sequence[str]) -> list[Occurrence]:
        """Return the occurrences in order, none overlapping another."""
        return self._longest(self._all(accented, folded))

    def present(self, accented: Sequence[str], folded: Sequence[str]) -> set[int]:
        """Return the phrases that occur, by their index, whether others take their words or not."""
        return {occurrence.phrase for occurrence in self._all(accented, folded)}

    def rivals(self, number: int) -> set[int]:
        """Return the phrases that may take words from a phrase: they overlap it and are longer."""
        own = self._phrases[number]
        return {
            other
            for other, phrase in enumerate(self._phrases)
            if other != number
            and other not in self._weak
            and len(phrase) >= len(own)
            and _may_overlap(own, phrase)
        }

    def _all(self, accented: Sequence[str], folded: Sequence[str]) -> list[Occurrence]:
        return [
            Occurrence(number, start, start + len(self._phrases[number]))
            for start, token in enumerate(folded)
            for number in self._by_first.get(token, ())
            if self._stands_at(number, accented, folded, start)
        ]

    def _longest(self, found: list[Occurrence]) -> list[Occurrence]:
        """Drop what overlaps a longer occurrence."""
        taken: set[int] = set()
        kept: list[Occurrence] = []
        for occurrence in sorted(
            found, key=lambda o: (o.phrase in self._weak, o.start - o.end, o.start)
        ):
            places = range(occurrence.start, occurrence.end)
            if taken.isdisjoint(places):
                taken.update(places)
                kept.append(occurrence)
        return sorted(kept, key=lambda o: o.start)

    def _stands_at(
        self, number: int, accented: Sequence[str], folded: Sequence[str], start: int
    ) -> bool:
        phrase = self._phrases[number]
        end = start + len(phrase)
        if tuple(folded[start:end]) != phrase.folded:
            return False
        written = tuple(accented[start:end])
        return self._is_bare[number] or written in (phrase.accented, phrase.folded)


def _may_overlap(one: TokenizedText, other: TokenizedText) -> bool:
    """Say whether two phrases can share a word in a text."""
    shared = min(len(one), len(other))
    a, b = one.folded, other.folded
    inside = any(b[i : i + len(a)] == a for i in range(len(b) - len(a) + 1))
    return inside or any(a[-n:] == b[:n] or b[-n:] == a[:n] for n in range(1, shared))
