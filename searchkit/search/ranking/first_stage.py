"""The ranking of passages for a query: weighted terms over the token streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.query_tree import Every, Or, Term
from searchkit.search.query.weighted_terms import selective_terms, weighted_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.backends.base import Floats, IndexState, Longs, TopDocs
    from searchkit.query_tree import Query
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.settings import RankingSettings


class Ranker:
    """Ranks the passages of one state of the index."""

    def __init__(self, state: IndexState, settings: RankingSettings) -> None:
        self._state = state
        self._settings = settings

    def rank(self, query: ParsedQuery, filters: Sequence[Query], depth: int) -> TopDocs:
        """Return the best ``depth`` passages that pass the filters, and how many there are."""
        terms = weighted_terms(query, self._settings)
        if query.is_free:
            return self._state.search(_any_of(terms), depth, [_selective(query, terms), *filters])
        # What the filters let pass is found, whether it holds words to rank by or not.
        wanted = Or((*_any_of(terms).parts, Every()))
        return self._state.search(wanted, depth, filters)

    def rank_topic(
        self, topic: Query, query: ParsedQuery | None, filters: Sequence[Query], depth: int
    ) -> TopDocs:
        """Return the passages that hold a topic's phrases, and match the query if there is one."""
        if query is not None and query.is_free and not query.is_listing:
            filters = [_selective(query, weighted_terms(query, self._settings)), *filters]
        return self._state.search(topic, depth, filters)

    def parts(self, query: ParsedQuery, passages: Longs) -> dict[str, Floats]:
        """Return what each token stream contributes to the scores of passages (ascending)."""
        by_field: dict[str, dict[tuple[str, str], float]] = {}
        for (field, term), weight in weighted_terms(query, self._settings).items():
            by_field.setdefault(field, {})[field, term] = weight
        scores = self._state.score([_any_of(part) for part in by_field.values()], passages)
        return dict(zip(by_field, scores, strict=True))


def _selective(query: ParsedQuery, terms: dict[tuple[str, str], float]) -> Or:
    return Or(tuple(Term(field, term) for field, term in selective_terms(query, terms)))


def _any_of(terms: dict[tuple[str, str], float]) -> Or:
    return Or(tuple(Term(field, term, weight) for (field, term), weight in terms.items()))
