"""The ranking of passages for a query: weighted terms over the token streams."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from searchkit._lazy import cached_property
from searchkit._named_tuple import NamedTuple
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


class _Era(NamedTuple):
    """A span of time: what a query asks for in its documents, and what holds for them."""

    terms: dict[FieldTerm, float]
    holds: tuple[Query, ...]


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
        self._state.expect_terms(self._terms)
        return tiers(self._state, self._query, self._terms)

    @cached_property
    def _eras(self) -> list[_Era]:
        """The spans of time in which a query asks for other terms; mostly all of it is one."""
        if not self._query.names:
            return [_Era(self._terms, ())]
        from searchkit.search.query.names.windows import holds_in, spans_of_time

        names = self._query.names
        days = [day for name in names for day in (name.since, name.until) if day]
        return [
            _Era(
                weighted_terms(
                    self._query,
                    self._settings,
                    [
                        text
                        for name in names
                        if holds_in(first, name.since, name.until)
                        for text in name.texts
                    ],
                ),
                (holds,),
            )
            for first, holds in spans_of_time(days)
        ]

    def rank(self, filters: Sequence[Query], depth: int, *, roughly: bool = False) -> TopDocs:
        """Return the best ``depth`` passages that pass the filters, and how many there are.

        ``roughly``: in about the order, at a small cost for however many.
        """
        search = self._search(roughly=roughly)
        if not self._query.is_free:
            # What the filters let pass is found, whether it holds words to rank by or not.
            return search(Or((*_any_of(self._terms).parts, Every())), depth, filters)
        tops = [self._best(search, depth, [condition, *filters]) for condition in self._tiers]
        return _behind_each_other(tops, depth)

    def best(self, conditions: Sequence[Query], depth: int) -> TopDocs:
        """Return the best ``depth`` passages that meet all of some conditions, uncounted."""
        return self._best(partial(self._state.search, total=False), depth, conditions)

    def _best(self, search: Search, depth: int, conditions: Sequence[Query]) -> TopDocs:
        """Return the best passages under conditions, of all spans of time."""
        tops = [search(_any_of(era.terms), depth, [*era.holds, *conditions]) for era in self._eras]
        return tops[0] if len(tops) == 1 else _among_each_other(tops, depth)

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
        return self._best(self._search(roughly=roughly), depth, [condition, *filters])

    def scores(self, passages: Longs) -> Floats:
        """Return the scores of passages (ascending), of whichever condition they meet."""
        return self._scored(passages, lambda terms: [_any_of(terms)])[0]

    def parts(self, passages: Longs) -> dict[str, Floats]:
        """Return what each token stream contributes to the scores of passages (ascending)."""
        fields = list(dict.fromkeys(field for era in self._eras for field, _ in era.terms))
        scores = self._scored(passages, lambda terms: [_any_of(_of(terms, own)) for own in fields])
        return dict(zip(fields, scores, strict=True))

    def _scored(
        self, passages: Longs, queries: Callable[[dict[FieldTerm, float]], list[Or]]
    ) -> list[Floats]:
        """Return the scores of passages by what each of some queries asks for in their time."""
        if len(self._eras) == 1:
            return list(self._state.score(queries(self._terms), passages))
        scores = [np.zeros(len(passages)) for _ in queries(self._eras[0].terms)]
        for era in self._eras:
            inside = np.isin(passages, self._state.matching(And(era.holds)), assume_unique=True)
            found = self._state.score(queries(era.terms), passages[inside])
            for own, part in zip(scores, found, strict=True):
                own[inside] = part
        return scores


def _of(terms: dict[FieldTerm, float], field: str) -> dict[FieldTerm, float]:
    return {term: weight for term, weight in terms.items() if term[0] == field}


def _among_each_other(tops: Sequence[TopDocs], depth: int) -> TopDocs:
    """Join rankings of different passages by their scores, and passages of one score in order."""
    docnums = np.concatenate([top.docnums for top in tops])
    scores = np.concatenate([top.scores for top in tops])
    order = np.lexsort((docnums, -scores))[:depth]
    return TopDocs(docnums[order], scores[order], sum(top.total for top in tops))


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
