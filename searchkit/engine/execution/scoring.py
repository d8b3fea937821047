"""Exact scores of given documents: the sum that Whoosh's matchers would make, by arrays.

A term scores weight x boost x saturation. A conjunction or disjunction scores the sum of its
matching parts, a phrase the sum of its words. A condition (Every, Not, a range and the like) scores
1; so does one that stands for a single term of a segment, where Whoosh scores that term.

BM25 is summed in float64, in the order of the query's terms.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from searchkit.engine.execution import query_kinds as kinds
from searchkit.engine.execution.multi_term import expand
from searchkit.errors import QueryError
from searchkit.query_tree import And, Or, Phrase, Query, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from searchkit.engine.execution.bm25 import Weights
    from searchkit.engine.execution.impacts import WeightedTerm
    from searchkit.engine.execution.matching import Matches
    from searchkit.engine.execution.segment import Saturation, SegmentReader
    from searchkit.engine.storage.arrays import AnyInts, Floats

_PIECE = 4096  # documents that are scored at a time


class _Counted(Protocol):
    """A weighted term in one segment."""

    @property
    def term(self) -> WeightedTerm:
        """The term and its weight."""

    @property
    def saturation(self) -> Saturation | None:
        """BM25's parameters; None: the frequency is the score."""

    def frequencies_in(self, documents: AnyInts) -> AnyInts:
        """Return how often each of some documents holds the term."""


def rescore(segment: SegmentReader, found: Sequence[_Counted], documents: AnyInts) -> Floats:
    """Return the exact scores of some documents (ascending): the sum in the order of the terms.

    The order of the sum is the same whatever kinds of terms it has, so that equal documents of
    different segments get equal scores.
    """
    if not found or not len(documents):
        return np.zeros(len(documents))
    pieces = range(0, len(documents), _PIECE)
    parts = [_exact(segment, found, documents[i : i + _PIECE]) for i in pieces]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _exact(segment: SegmentReader, found: Sequence[_Counted], documents: AnyInts) -> Floats:
    count = len(documents)
    frequencies = np.zeros((len(found), max(2, count)))  # one column would be summed pairwise
    for row, own in zip(frequencies, found, strict=True):
        row[:count] = own.frequencies_in(documents)
    fields = [(own.term.fieldname, own.saturation) for own in found]
    scores = _saturated(segment, fields, documents, frequencies)
    scores *= np.array([[own.term.weight] for own in found])
    total: Floats = np.add.reduce(scores, axis=0)[:count]
    return total


def _saturated(
    segment: SegmentReader,
    fields: Sequence[tuple[str, Saturation | None]],
    documents: AnyInts,
    frequencies: Floats,
) -> Floats:
    """Return f * (k1 + 1) / (f + norm) of each term (row) in each document.

    ``fields``: each term's field, and its saturation; without one, f itself is returned.
    """
    indices: dict[tuple[str, Saturation | None], int] = {}
    rows = [indices.setdefault(field, len(indices)) for field in fields]
    if len(indices) == 1:
        name, own = fields[0]
        if own is None:
            return frequencies
        return own.of(frequencies, own.length_norms(segment.field_norms(name), documents))
    norms = np.ones((len(indices), frequencies.shape[1]))
    for row, (name, own) in zip(norms, indices, strict=True):
        if own is not None:
            row[: len(documents)] = own.length_norms(segment.field_norms(name), documents)
    factors = np.array([[1.0 if own is None else own.k1 + 1] for _, own in indices])
    scores: Floats = frequencies * factors.take(rows, axis=0)
    scores /= frequencies + norms.take(rows, axis=0)
    plain = [row for row, (_, own) in enumerate(fields) if own is None]
    if plain:
        scores[plain] = frequencies[plain]
    return scores


class Scores:
    """Scores documents of one segment for one search."""

    def __init__(self, matches: Matches, weights: Weights) -> None:
        self._matches = matches
        self._segment = matches.segment
        self._weights = weights

    def of(self, query: Query, documents: AnyInts) -> Floats:
        """Scores of ``documents`` (ascending), 0 where ``query`` does not match."""
        if isinstance(query, (Term, kinds.EncodedTerm)):
            return self._term(query.field, query.text, query.boost, documents)
        inside = self._segment.member(documents, self._matches.of(query))
        scores = np.zeros(len(documents))
        scores[inside] = self.of_matching(query, documents[inside])
        return scores

    def of_matching(self, query: Query, documents: AnyInts) -> Floats:
        """Scores of ``documents`` (ascending), all of which ``query`` matches."""
        score = _SCORES.get(type(query))
        return np.ones(len(documents)) if score is None else score(self, query, documents)

    def _sum(self, parts: Iterable[Query], documents: AnyInts, score: Any) -> Floats:
        total = np.zeros(len(documents))
        for part in parts:
            total += score(part, documents)
        return total

    def _sequence(self, query: kinds.TermSequence, documents: AnyInts) -> Floats:
        total = np.zeros(len(documents))
        for word in query.words:
            total += self._term(query.field, word, 1.0, documents)
        return total * _finite(query.boost)

    def _coordinated(self, query: kinds.Coordinated, documents: AnyInts) -> Floats:
        """Favour documents with many of the terms, as Whoosh's CoordMatcher does.

        It counts the terms that the segment has, and leaves an OR of one part as it is. Whoosh's
        forgets a term now and then where its last document is passed (divergence 7).
        """
        scores = self._sum(query.parts, documents, self.of) * query.boost
        parts = [self._matches.of(part) for part in query.parts]
        count = sum(len(part) > 0 for part in parts)
        if len(parts) < 2 or not len(documents):
            return scores
        held = np.zeros(len(documents))
        for part in parts:
            held += self._segment.member(documents, part)
        scores += (held - 1) / (count - query.scale) ** 2
        scores *= (count - 1) / count
        return scores

    def _best(self, query: kinds.DisjunctionMax, documents: AnyInts) -> Floats:
        best = np.full(len(documents), -np.inf)
        total = np.zeros(len(documents))
        for part in query.parts:
            inside = self._segment.member(documents, self._matches.of(part))
            scores = self.of(part, documents)
            np.maximum(best, scores, out=best, where=inside)
            total += scores
        best += query.tiebreak * (total - best)
        return best

    def _term(self, fieldname: str, text: str | bytes, boost: float, documents: AnyInts) -> Floats:
        found = self._segment.find(fieldname, text)
        if found is None:
            return np.zeros(len(documents))
        factor = self._weights.weight(fieldname, text) * _finite(boost)
        return self._saturations(fieldname, found.ordinal, documents) * factor

    def _saturations(self, fieldname: str, ordinal: int, documents: AnyInts) -> Floats:
        """BM25 without the weight: only of the documents that the term is in."""
        frequencies = self._segment.term_at(fieldname, ordinal).frequencies_in(documents)
        inside = frequencies.nonzero()[0]
        values = np.zeros(len(documents))
        saturation = self._weights.saturation(fieldname)
        found = frequencies.take(inside)
        if saturation is None:
            values[inside] = found
        else:
            norms = saturation.length_norms(self._segment.field_norms(fieldname), documents[inside])
            values[inside] = saturation.of(found, norms)
        return values

    def _expanded(self, query: kinds.SumOfTerms, documents: AnyInts) -> Floats:
        name = query.terms.field
        field = self._segment.field(name)
        assert field is not None
        total = np.zeros(len(documents))
        for ordinal in expand(query.terms, field.dictionary):
            text = field.dictionary.term(int(ordinal)).decode()
            factor = self._weights.weight(name, text) * query.boost
            total += self._saturations(name, int(ordinal), documents) * factor
        return total


_SCORES: dict[type[Query], Callable[[Scores, Any, AnyInts], Floats]] = {
    Term: lambda own, query, found: own._term(query.field, query.text, query.boost, found),
    Phrase: lambda own, query, found: own.of_matching(own._matches.occurring(query), found),
    Or: lambda own, query, found: own._sum(query.parts, found, own.of),
    And: lambda own, query, found: own._sum(query.parts, found, own.of_matching),
    kinds.EncodedTerm: lambda own, query, found: own._term(
        query.field, query.text, query.boost, found
    ),
    kinds.TermSequence: Scores._sequence,
    kinds.SumOfTerms: Scores._expanded,
    kinds.Boosted: lambda own, query, found: own.of_matching(query.part, found) * query.boost,
    kinds.Constant: lambda _own, query, found: np.full(len(found), query.score),
    kinds.Filtered: lambda own, query, found: own.of_matching(query.part, found),
    kinds.AndMaybe: lambda own, query, found: (
        own.of_matching(query.part, found) + own.of(query.optional, found)
    ),
    kinds.DisjunctionMax: Scores._best,
    kinds.Coordinated: Scores._coordinated,
}
"""How each kind scores; all others are conditions, which score 1."""


def is_condition(query: Query) -> bool:
    """Tell whether all documents that match the query score the same."""
    return isinstance(query, kinds.Constant) or type(query) not in _SCORES


def _finite(boost: float) -> float:
    if not math.isfinite(boost):
        # divergence 14
        raise QueryError(f"a boost must be a finite number, not {boost}")
    return boost
