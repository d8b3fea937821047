"""How high a row can score at most that the cluster has not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.backends.opensearch.mapping import K1, B
from searchkit.backends.opensearch.reading.scoring.evaluation import flat_terms
from searchkit.backends.opensearch.reading.scoring.lengths import idf
from searchkit.query_tree import Or

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.backends.opensearch.reading.conditions import Conditions
    from searchkit.backends.opensearch.reading.scoring.evaluation import Weighing
    from searchkit.backends.opensearch.reading.scoring.statistics import Statistics
    from searchkit.query_tree import Query, Term

    FieldTerm = tuple[str, str]

ROUNDING = 1 + 1e-5
"""How many times a sum of many float32 the sum may be."""


class Bounds:
    """Compares the weights of searchkit with those of Lucene."""

    def __init__(self, statistics: Statistics, weighing: Weighing, conditions: Conditions) -> None:
        self._statistics = statistics
        self._weighing = weighing
        self._conditions = conditions
        self._known: dict[FieldTerm, float] = {}

    def factor(self, field: str, text: str) -> float:
        """Return how many times Lucene's score for a term searchkit's can be at most.

        With this as a boost Lucene's is never less, but for rounding, and hardly more.
        """
        if not self._conditions.is_stream(field):
            return 1.0
        known = self._known.get((field, text))
        if known is None:
            known = self._known[field, text] = self._of_term(field, text)
        return known

    def weightiest(self, query: Query, most: int) -> tuple[Query, list[Term]]:
        """Return an OR with those terms only that weigh most, and the others that any row holds."""
        terms = flat_terms(query) if isinstance(query, Or) else None
        if terms is None or len(terms) <= most:
            return query, []
        held = [t for t in terms if self._statistics.document_frequency(t.field, t.text)]
        held.sort(key=lambda term: -self.most_of([term]))
        return Or(tuple(held[:most])), held[most:]

    def most_of(self, terms: Iterable[Term]) -> float:
        """Return what terms add to an exact score at most."""
        found = 0.0
        for term in terms:
            saturation = self._weighing.saturation(term.field)
            most = 1.0 if saturation is None else saturation.k1 + 1
            found += max(0.0, term.boost) * self._weighing.weight(term.field, term.text) * most
        return found

    def _of_term(self, field: str, text: str) -> float:
        saturation = self._weighing.saturation(field)
        known = self._statistics.of_field(field)
        holding = self._statistics.counted(field, text)
        native = float(idf(known.documents, np.array([holding]))[0])
        if not holding or saturation is None or native <= 0:
            return 1.0
        # The norms are k1 * (1 - b) + k1 * b / average * length, and searchkit's length is no less.
        average = known.tokens / max(1, known.documents)
        k1, b, own_average = saturation
        shares = [(K1 * (1 - B), k1 * (1 - b)), (K1 * B / average, k1 * b / own_average)]
        norms = max(native_share / max(own, 1e-9) for native_share, own in shares)
        return self._weighing.weight(field, text) / native * (k1 + 1) / (K1 + 1) * norms
