"""Exact phrases in which a syllable typed without marks stands for each of its spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query as q

from searchkit.engine.execution.cache import HOT
from searchkit.engine.execution.segment import segments
from searchkit.text.spelling.syllables import fold_term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import AnyInts
    from searchkit.text.analyzer import QuerySyllable

FIELD = "text"
_TERM_BYTES = 150  # of an entry of a dict of lists of short strings


def spelled_phrase(reader: Any, syllables: Sequence[QuerySyllable]) -> q.Query:
    """Return what finds the syllables next to each other: as typed where marked, else any way.

    ``tinh gon`` is a phrase for each spelling in which it occurs, such as ``tinh gọn``.
    """
    found = {words for segment in segments(reader) for words in _occurring(segment, syllables)}
    return q.Or([q.Phrase(FIELD, list(words)) for words in sorted(found)]) if found else q.NullQuery


def _occurring(segment: SegmentReader, syllables: Sequence[QuerySyllable]) -> set[tuple[str, ...]]:
    """Return the spellings of a phrase that occur in a segment."""
    spellings = _spellings(segment)
    words = [
        [syllable.text] if syllable.marked else spellings.get(syllable.folded, [])
        for syllable in syllables
    ]
    columns = [_places(segment, spelled, distance) for distance, spelled in enumerate(words)]
    starts = columns[0][0]
    for places, _ in columns[1:]:
        starts = np.intersect1d(starts, places, assume_unique=True)
    rows = np.stack([numbers[np.searchsorted(places, starts)] for places, numbers in columns])
    return {
        tuple(spelled[number] for spelled, number in zip(words, row, strict=True))
        for row in np.unique(rows, axis=1).T.tolist()
    }


def _places(segment: SegmentReader, words: Sequence[str], distance: int) -> tuple[AnyInts, AnyInts]:
    """Return where a phrase must start for one of the words to be in place, and which word it is.

    Places ascend; ``distance`` is that of the words from the start of the phrase.
    """
    places: list[AnyInts] = [np.zeros(0, np.int64)]
    numbers: list[AnyInts] = [np.zeros(0, np.int64)]
    for number, word in enumerate(words):
        field, term = segment.find(FIELD, word)
        if field is not None and term >= 0:
            places.append(segment.positions(FIELD, term).positions.astype(np.int64) - distance)
            numbers.append(np.full(len(places[-1]), number))
    joined = np.concatenate(places)
    order = np.argsort(joined)
    return joined[order], np.concatenate(numbers)[order]


def _spellings(segment: SegmentReader) -> dict[str, list[str]]:
    """Return the terms of a segment by what they are without marks, kept while it is hot."""

    def make() -> tuple[dict[str, list[str]], int]:
        field = segment.field(FIELD)
        found: dict[str, list[str]] = {}
        if field is None:
            return found, 0
        for term in field.dictionary.iterate(0, len(field.dictionary)):
            word = term.decode()
            found.setdefault(fold_term(word), []).append(word)
        return found, _TERM_BYTES * len(field.dictionary)

    spellings: dict[str, list[str]] = HOT.fetch((segment.id, "spellings"), make)
    return spellings
