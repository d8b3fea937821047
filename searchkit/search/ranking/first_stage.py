"""The ranking of passages for a query: weighted terms over the token streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._lazy import cached_property
from searchkit.backends.base import TopDocs
from searchkit.query_tree import And, Every, Or, Term
from searchkit.search.query.conditions import most_words, tiers, word_queries
from searchkit.search.query.weighted_terms import weighted_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchkit.backends.base import Floats, IndexState, Longs
    from searchkit.query_tree import Query
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.query.weighted_terms import FieldTerm
    from searchkit.search.settings import RankingSettings

    Search = Callable[[Query, int, Sequence[Query]], TopDocs]

_LOWER = 0.999
"""What the first score of a later ranking is to the last one of the ranking before, at most."""


class Ranker:
    """Ranks the passages of one state of the index for one query."""

    def __init__(self, state: IndexState, settings: RankingSettings, query: ParsedQuery) -> None:
        self._state = state
        self._settings = settings
        self._query = query

    @cached_property
    def _terms(self) -> dict[FieldTerm, float]:
        return weighted_terms(self._query, self._settings)

    @cached_property
    def _tiers(self) -> list[Query]:
        return tiers(self._state, self._query, self._terms)

    def rank(self, filters: Sequence[Query], depth: int, *, roughly: bool = False) -> TopDocs:
        """Return the best ``depth`` passages that pass the filters, and how many there are.

        ``roughly``: in about the order, at a small cost for however many.
        """
        search = self._search(roughly=roughly)
        wanted = _any_of(self._terms)
        if not self._query.is_free:
            # What the filters let pass is found, whether it holds words to rank by or not.
            return search(Or((*wanted.parts, Every())), depth, filters)
        tops = [search(wanted, depth, [condition, *filters]) for condition in self._tiers]
        return _behind_each_other(tops, depth)

    def _search(self, *, roughly: bool) -> Search:
        return self._state.search_roughly if roughly else self._state.search

    def condition(self, filters: Sequence[Query] = (), *, nearest: bool = False) -> Query:
        """Return what all that ``rank``, or ``rank_nearest``, finds under filters matches."""
        if not self._query.is_free or self._query.is_listing:
            return And(())
        if nearest:
            return most_words(self._state, word_queries(self._state, self._query), filters)
        return Or(tuple(self._tiers))

    def rank_nearest(
        self, filters: Sequence[Query], depth: int, *, roughly: bool = False
    ) -> TopDocs:
        """Return the best passages with the most of the words of a query that finds nothing."""
        condition = self.condition(filters, nearest=True)
        return self._search(roughly=roughly)(_any_of(self._terms), depth, [condition, *filters])

    def scores(self, passages: Longs) -> Floats:
        """Return the scores of passages (ascending), of whichever condition they meet."""
        (scores,) = self._state.score([_any_of(self._terms)], passages)
        return scores

    def parts(self, passages: Longs) -> dict[str, Floats]:
        """Return what each token stream contributes to the scores of passages (ascending)."""
        by_field: dict[str, dict[tuple[str, str], float]] = {}
        for (field, term), weight in self._terms.items():
            by_field.setdefault(field, {})[field, term] = weight
        scores = self._state.score([_any_of(part) for part in by_field.values()], passages)
        return dict(zip(by_field, scores, strict=True))


def _behind_each_other(tops: Sequence[TopDocs], depth: int) -> TopDocs:
    """Join rankings so that the passages of a later one score less than those of an earlier."""
    docnums, scores = tops[0].docnums, tops[0].scores
    for later in tops[1:]:
        if len(docnums) < depth and len(later.docnums):
            lowest = scores[-1] if len(scores) else later.scores[0]
            scaled = later.scores * min(1.0, lowest * _LOWER / later.scores[0])
            docnums = np.concatenate([docnums, later.docnums])[:depth]
            scores = np.concatenate([scores, scaled])[:depth]
    return TopDocs(docnums, scores, sum(top.total for top in tops))


def _any_of(terms: dict[tuple[str, str], float]) -> Or:
    return Or(tuple(Term(field, term, weight) for (field, term), weight in terms.items()))
