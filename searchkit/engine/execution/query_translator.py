"""The query tree of searchkit in the kinds of query that the executor runs.

A phrase with alternatives becomes the phrases, each of one term a position, that occur in the
index: looking for every combination would take their product.
"""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query as q

from searchkit.engine.execution.segment import segments
from searchkit.query_tree import And, Every, Not, Nothing, Or, Phrase, Query, Term, TermRange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import AnyInts

_BEHIND_UTF8 = b"\xff"
"""Sorts behind every text in UTF-8, which has no such byte."""


def translated(query: Query, reader: Any) -> q.Query:
    """Return a query of the executor's kinds that matches and scores as one of the tree.

    Raises TypeError for what is no kind of the tree.
    """
    return _translated(query, reader)


@singledispatch
def _translated(query: Query, reader: Any) -> q.Query:  # noqa: ARG001 - what phrases need
    raise TypeError(f"{query!r} is no kind of query that searchkit runs")


@_translated.register
def _term(query: Term, reader: Any) -> q.Query:  # noqa: ARG001
    return q.Term(query.field, query.text, boost=query.boost)


@_translated.register
def _or(query: Or, reader: Any) -> q.Query:
    return q.Or([_translated(part, reader) for part in query.parts])


@_translated.register
def _and(query: And, reader: Any) -> q.Query:
    if not query.parts:
        return q.Every()
    return q.And([_translated(part, reader) for part in query.parts])


@_translated.register
def _not(query: Not, reader: Any) -> q.Query:
    return q.Not(_translated(query.part, reader))


@_translated.register
def _every(query: Every, reader: Any) -> q.Query:  # noqa: ARG001
    return q.Every(query.field)


@_translated.register
def _nothing(query: Nothing, reader: Any) -> q.Query:  # noqa: ARG001
    return q.NullQuery


@_translated.register
def _term_range(query: TermRange, reader: Any) -> q.Query:  # noqa: ARG001
    first, prefix = (query.first or "").encode(), query.prefix.encode()
    last = None if query.last is None else query.last.encode()
    if prefix:
        first = max(first, prefix)
        end = prefix + _BEHIND_UTF8
        last = end if last is None else min(last, end)
    return q.TermRange(query.field, first, last)


@_translated.register
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
