"""The query tree of searchkit in the kinds of query that the executor runs.

A phrase with alternatives becomes the phrases, each of one term a position, that occur in the
index: looking for every combination would take their product.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query as q

from searchkit.engine.execution.segment import segments
from searchkit.query_tree import And, Every, Not, Nothing, Or, Phrase, Query, Term, TermRange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import AnyInts

_BEHIND_UTF8 = b"\xff"
"""Sorts behind every text in UTF-8, which has no such byte."""


def translated(query: Query, reader: Any) -> q.Query:
    """Return a query of the executor's kinds that matches and scores as one of the tree.

    Raises TypeError for what is no kind of the tree.
    """
    translate = _TRANSLATIONS.get(type(query))
    if translate is None:
        raise TypeError(f"{query!r} is no kind of query that searchkit runs")
    return translate(query, reader)


def _all(parts: tuple[Query, ...], reader: Any) -> list[q.Query]:
    return [translated(part, reader) for part in parts]


def _and(query: And, reader: Any) -> q.Query:
    return q.And(_all(query.parts, reader)) if query.parts else q.Every()


def _term_range(query: TermRange) -> q.Query:
    first, prefix = (query.first or "").encode(), query.prefix.encode()
    last = None if query.last is None else query.last.encode()
    if prefix:
        first = max(first, prefix)
        end = prefix + _BEHIND_UTF8
        last = end if last is None else min(last, end)
    return q.TermRange(query.field, first, last)


def _phrase(query: Phrase, reader: Any) -> q.Query:
    words = [tuple(dict.fromkeys(alternatives)) for alternatives in query.words]
    if not all(words):
        return q.NullQuery
    if all(len(alternatives) == 1 for alternatives in words):
        return q.Phrase(query.field, [word for (word,) in words], boost=query.boost)
    if len(words) == 1:
        return q.Or([q.Term(query.field, word, boost=query.boost) for word in words[0]])
    found = {own for part in segments(reader) for own in _occurring(part, query.field, words)}
    if not found:
        return q.NullQuery
    return q.Or([q.Phrase(query.field, list(own), boost=query.boost) for own in sorted(found)])


_TRANSLATIONS: dict[type[Query], Callable[[Any, Any], q.Query]] = {
    Term: lambda query, _: q.Term(query.field, query.text, boost=query.boost),
    Or: lambda query, reader: q.Or(_all(query.parts, reader)),
    And: _and,
    Not: lambda query, reader: q.Not(translated(query.part, reader)),
    Phrase: _phrase,
    TermRange: lambda query, _: _term_range(query),
    Every: lambda query, _: q.Every(query.field),
    Nothing: lambda _query, _reader: q.NullQuery,
}


def _occurring(
    segment: SegmentReader, field: str, words: Sequence[Sequence[str]]
) -> set[tuple[str, ...]]:
    """Return the ways in which a phrase with alternatives is written in a segment."""
    columns = [_starts(segment, field, own, distance) for distance, own in enumerate(words)]
    starts = columns[0][0]
    for own, _ in columns[1:]:
        starts = np.intersect1d(starts, own, assume_unique=True)
    rows = np.stack([which[np.searchsorted(own, starts)] for own, which in columns])
    return {
        tuple(own[i] for own, i in zip(words, row, strict=True))
        for row in np.unique(rows, axis=1).T.tolist()
    }


def _starts(
    segment: SegmentReader, field: str, words: Sequence[str], distance: int
) -> tuple[AnyInts, AnyInts]:
    """Return where a phrase must start for one of the words to be in place, and which word it is.

    Starts are global positions, ascending; ``distance`` is that of the words from the start.
    """
    starts: list[AnyInts] = [np.zeros(0, np.int64)]
    which: list[AnyInts] = [np.zeros(0, np.int64)]
    for i, word in enumerate(words):
        postings, ordinal = segment.find(field, word)
        if postings is not None and ordinal >= 0:
            own = segment.positions(field, ordinal).positions
            starts.append(own.astype(np.int64) - distance)
            which.append(np.full(len(own), i))
    joined = np.concatenate(starts)
    order = np.argsort(joined)
    return joined[order], np.concatenate(which)[order]
