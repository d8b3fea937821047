"""Exact scores of given documents: the sum that Whoosh's matchers would make, by arrays.

A term scores weight x boost x saturation. A conjunction or disjunction scores the sum of its
matching parts times its boost, a phrase the sum of its words. A DisjunctionMax scores its best
part and ``tiebreak`` times the others. A condition (Every, Not, prefix and the like with
``constantscore``) scores its boost, Not scores 1; so does a prefix that one term of a segment has,
where Whoosh scores that term.

BM25 is summed in float64, in the order of the query's terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from whoosh import query as q

from searchkit.engine.execution.matching import EXPANDING
from searchkit.engine.execution.multi_term import expand
from searchkit.engine.storage.arrays import located

if TYPE_CHECKING:
    from collections.abc import Sequence

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

    def of(self, query: q.Query, documents: AnyInts) -> Floats:
        """Scores of ``documents`` (ascending), 0 where ``query`` does not match."""
        if isinstance(query, q.Term):
            return self._term(query.fieldname, query.text, query.boost, documents)
        inside = self._segment.member(documents, self._matches.of(query))
        scores = np.zeros(len(documents))
        scores[inside] = self.of_matching(query, documents[inside])
        return scores

    def of_matching(self, query: q.Query, documents: AnyInts) -> Floats:
        """Scores of ``documents`` (ascending), all of which ``query`` matches."""
        if isinstance(query, q.Term):
            return self._term(query.fieldname, query.text, query.boost, documents)
        if isinstance(query, q.And):
            return self._sum(query, documents, self.of_matching, query.boost)
        if isinstance(query, q.Or):
            scores = self._sum(query, documents, self.of, query.boost)
            return self._coordinated(query, documents, scores) if query.scale else scores
        if isinstance(query, q.DisjunctionMax):
            return self._best(query, documents)
        if isinstance(query, q.AndMaybe):
            return self.of_matching(query.a, documents) + self.of(query.b, documents)
        if isinstance(query, (q.AndNot, q.Require)):
            return self.of_matching(query.a, documents)
        if isinstance(query, q.Phrase):
            terms = [q.Term(query.fieldname, word) for word in query.words]
            return self._sum(terms, documents, self.of_matching, query.boost)
        if isinstance(query, EXPANDING) and not query.constantscore:
            return self._expanded(query, documents)
        return np.full(len(documents), _constant(query))

    def _sum(self, parts: Any, documents: AnyInts, score: Any, boost: float) -> Floats:
        total = np.zeros(len(documents))
        for part in parts:
            total += score(part, documents)
        total *= boost
        return total

    def _coordinated(self, query: q.Or, documents: AnyInts, scores: Floats) -> Floats:
        """Favour documents with many of the terms, as Whoosh's CoordMatcher does.

        It counts the terms that the segment has, and leaves an OR of one part as it is. Whoosh's
        forgets a term now and then where its last document is passed (divergence 7).
        """
        parts = [self._matches.of(part) for part in query]
        count = sum(len(part) > 0 for part in parts)
        if len(parts) < 2 or not len(documents):
            return scores
        held = np.zeros(len(documents))
        for part in parts:
            held += self._segment.member(documents, part)
        scores += (held - 1) / (count - query.scale) ** 2
        scores *= (count - 1) / count
        return scores

    def _best(self, query: q.DisjunctionMax, documents: AnyInts) -> Floats:
        best = np.full(len(documents), -np.inf)
        total = np.zeros(len(documents))
        for part in query:
            inside = self._segment.member(documents, self._matches.of(part))
            scores = self.of(part, documents)
            np.maximum(best, scores, out=best, where=inside)
            total += scores
        best += query.tiebreak * (total - best)
        best *= query.boost
        return best

    def _term(self, fieldname: str, text: str, boost: float, documents: AnyInts) -> Floats:
        field, ordinal = self._segment.find(fieldname, text)
        if field is None or ordinal < 0:
            return np.zeros(len(documents))
        factor = self._weights.weight(fieldname, text) * boost
        return self._saturations(fieldname, ordinal, documents) * factor

    def _saturations(self, fieldname: str, ordinal: int, documents: AnyInts) -> Floats:
        """BM25 without the weight: only of the documents that the term is in."""
        own, frequencies = self._segment.postings(fieldname, ordinal)
        at, held = located(own, documents)
        inside = held.nonzero()[0]
        values = np.zeros(len(documents))
        saturation = self._weights.saturation(fieldname)
        found = frequencies[at[inside]]
        if saturation is None:
            values[inside] = found
        else:
            norms = saturation.length_norms(self._segment.field_norms(fieldname), documents[inside])
            values[inside] = saturation.of(found, norms)
        return values

    def _expanded(self, query: q.Query, documents: AnyInts) -> Floats:
        field = self._segment.field(query.fieldname)
        assert field is not None
        total = np.zeros(len(documents))
        for ordinal in expand(query, field.dictionary):
            text = field.dictionary.term(int(ordinal)).decode()
            factor = self._weights.weight(query.fieldname, text) * query.boost
            total += self._saturations(query.fieldname, int(ordinal), documents) * factor
        return total


def is_condition(query: q.Query) -> bool:
    """Tell whether all documents that match the query score the same."""
    if isinstance(query, EXPANDING):
        return bool(query.constantscore)
    return isinstance(query, (q.Not, q.Every, q.ConstantScoreQuery))


def _constant(query: q.Query) -> float:
    """Return what a query scores that is only a condition."""
    if isinstance(query, q.ConstantScoreQuery):
        return float(query.score)
    return 1.0 if isinstance(query, q.Not) else float(query.boost)
