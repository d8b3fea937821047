"""Exact scores of documents: BM25 in float64 as the embedded engine sums it (`engine.scoring`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.backends.opensearch.reading.scoring.wanted import written_ways
from searchkit.engine.execution.phrases import exact_sequence
from searchkit.engine.execution.query_kinds import TermSequence
from searchkit.engine.execution.segment import Saturation
from searchkit.engine.storage.arrays import field_norms
from searchkit.engine.storage.cache import Memo
from searchkit.query_tree import And, Or, Phrase, Query, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.backends.base import BM25, Flags, Floats, Longs
    from searchkit.backends.opensearch.reading.conditions import Conditions
    from searchkit.backends.opensearch.reading.scoring.evidence import Evidence
    from searchkit.backends.opensearch.reading.scoring.statistics import Statistics

_TINY = np.finfo(np.float64).tiny


class Weighing:
    """A similarity over the statistics of one state."""

    def __init__(self, similarity: BM25, statistics: Statistics, conditions: Conditions) -> None:
        self._similarity = similarity
        self._statistics = statistics
        self._conditions = conditions
        self._weights: Memo[tuple[str, str], float] = Memo()

    def weight(self, field: str, text: str) -> float:
        """Return a term's idf; 1 in a field that is not scored."""
        if not self._conditions.is_stream(field):
            return 1.0
        weight = self._weights.get((field, text))
        if weight is None:
            weight = float(self._similarity.idf(self._statistics, field, text))
            self._weights.keep((field, text), weight)
        return weight

    def saturation(self, field: str) -> Saturation | None:
        """BM25's parameters for a field; None for one that is not scored."""
        if not self._conditions.is_stream(field):
            return None
        k1, b = self._similarity.parameters(field)
        return Saturation(float(k1), float(b), self._statistics.average(field))


class Evaluation:
    """The scores of the documents of some evidence."""

    def __init__(self, weighing: Weighing, evidence: Evidence) -> None:
        self._weighing = weighing
        self._evidence = evidence
        self._norms: dict[str, Floats] = {}

    def of(self, query: Query) -> tuple[Floats, Flags]:
        """Return the score of each document, and whether the query matches it; 0 if not."""
        sequence = exact_sequence(query)
        if sequence is not None:
            held = self._evidence.met[sequence]
            words = [Term(sequence.field, str(word), sequence.boost) for word in sequence.words]
            return self._sum(words) * held, held
        flat = flat_terms(query)
        if flat is not None:
            held = self._held(flat, all_of=isinstance(query, And))
            return self._sum(flat) * held, held
        return self._tree(query)

    def lost(self, term: Term, fewer: Floats, places: Longs) -> Floats:
        """Return how much less documents score for a term that they hold less often.

        ``places``: where in the evidence the documents stand, of which ``fewer`` tells.
        """
        whole = self._evidence.frequencies[term.field, term.text][places]
        saturation = self._weighing.saturation(term.field)
        if saturation is None:
            raise ValueError(f"the field {term.field!r} is not scored by BM25")
        norms = self._norms_of(term.field, saturation)[places]
        own = np.maximum(whole - fewer, 0)
        difference: Floats = saturation.of(whole, norms) - saturation.of(own, norms)
        return term.boost * self._weighing.weight(term.field, term.text) * difference

    def _sum(self, terms: list[Term]) -> Floats:
        """Return the sum of the terms' scores, made in their order."""
        known = self._evidence.frequencies
        held = [t for t in terms if known[t.field, t.text] is not self._evidence.nothing]
        count = len(self._evidence.numbers)
        if not held:
            return np.zeros(count)
        frequencies = np.zeros((len(held), max(2, count)))  # one column would be summed pairwise
        norms, factors = np.zeros_like(frequencies), np.ones((len(held), 1))
        plain = []
        for row, term in enumerate(held):
            frequencies[row, :count] = known[term.field, term.text]
            saturation = self._weighing.saturation(term.field)
            if saturation is None:
                plain.append(row)
            else:
                factors[row] = saturation.k1 + 1
                norms[row, :count] = self._norms_of(term.field, saturation)
        scores = frequencies * factors
        scores /= np.maximum(frequencies + norms, _TINY)
        scores[plain] = frequencies[plain]
        weights = [self._weighing.weight(term.field, term.text) * term.boost for term in held]
        scores *= np.array(weights)[:, None]
        total: Floats = np.add.reduce(scores, axis=0)[:count]
        return total

    def _held(self, terms: list[Term], *, all_of: bool) -> Flags:
        known = [self._evidence.frequencies[term.field, term.text] for term in terms]
        if not all_of:
            known = [own for own in known if own is not self._evidence.nothing]
        if not known:
            return np.full(len(self._evidence.numbers), all_of)
        held = np.array(known) > 0
        together: Flags = np.logical_and.reduce(held) if all_of else np.logical_or.reduce(held)
        return together

    def _tree(self, query: Query) -> tuple[Floats, Flags]:
        if isinstance(query, Term):
            return self._sum([query]), self._evidence.frequencies[query.field, query.text] > 0
        if isinstance(query, (Or, And)):
            parts = [self._tree(part) for part in query.parts]
            total = np.zeros(len(self._evidence.numbers))
            for scores, _ in parts:
                total += scores
            held = np.full(len(total), isinstance(query, And))
            for _, own in parts:
                held = held & own if isinstance(query, And) else held | own
            return total * held, held
        if isinstance(query, Phrase):
            if len(query.words) == 1:
                words = dict.fromkeys(query.words[0])
                return self._tree(Or(tuple(Term(query.field, w, query.boost) for w in words)))
            return self._tree(Or(tuple(written_ways(query))))
        held = self._evidence.met[query]
        if isinstance(query, TermSequence):
            terms = [Term(query.field, str(word)) for word in query.words]
            return self._sum(terms) * query.boost * held, held
        return held.astype(np.float64), held

    def _norms_of(self, field: str, saturation: Saturation) -> Floats:
        norms = self._norms.get(field)
        if norms is None:
            lengths = self._evidence.lengths[field]
            codes = field_norms(lengths)
            norms = saturation.length_norms(codes, np.arange(len(codes)))
            self._norms[field] = norms
        return norms


def flat_terms(query: Query) -> list[Term] | None:
    """Return the terms of an OR that holds only terms and such ORs, or of an AND of terms.

    The embedded engine adds up their scores one by one, whatever ORs they are in.
    """
    if isinstance(query, And):
        own = [part for part in query.parts if isinstance(part, Term)]
        return own if own and len(own) == len(query.parts) else None
    try:
        return [*_of_or(query)]
    except TypeError:
        return None


def _of_or(query: Query) -> Iterator[Term]:
    if isinstance(query, Term):
        yield query
    elif isinstance(query, Or):
        for part in query.parts:
            yield from _of_or(part)
    elif isinstance(query, Phrase) and len(query.words) == 1:
        yield from (Term(query.field, w, query.boost) for w in dict.fromkeys(query.words[0]))
    else:
        raise TypeError(query)
