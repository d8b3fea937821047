"""The ranking of passages for a query: weighted terms over the token streams."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from whoosh import query as q
from whoosh.scoring import BM25F

from searchkit.engine.execution import executor
from searchkit.search.query.weighted_terms import telling_terms, weighted_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from searchkit.engine.execution.top_k import TopDocs
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.settings import RankingSettings


class StreamBM25(BM25F):  # type: ignore[misc]
    """Whoosh's BM25F with the idf of Robertson and Zaragoza (2009), never negative.

    Whoosh's own idf adds 1, which gives syllables that are in every passage a say.
    """

    def __init__(self, settings: RankingSettings) -> None:
        super().__init__(B=settings.b, K1=settings.k1)

    def idf(self, searcher: Any, fieldname: str, text: Any) -> float:
        """Return log(1 + (N - n + 0.5) / (n + 0.5)) for a term in n of N passages."""
        parent = searcher.get_parent()
        passages = parent.doc_count_all()
        frequency = parent.doc_frequency(fieldname, text)
        return math.log1p((passages - frequency + 0.5) / (frequency + 0.5))


class Ranker:
    """Ranks the passages of one reader."""

    def __init__(self, reader: Any, settings: RankingSettings) -> None:
        self._reader = reader
        self._settings = settings
        self._weighting = StreamBM25(settings)

    def rank(self, query: ParsedQuery, conditions: Sequence[q.Query], depth: int) -> TopDocs:
        """Return the best ``depth`` passages that fulfil the conditions, and how many there are."""
        terms = weighted_terms(query, self._settings)
        return self._search(_disjunction(terms), [_told(query, terms), *conditions], depth)

    def rank_topic(
        self,
        topic: q.Query,
        query: ParsedQuery | None,
        conditions: Sequence[q.Query],
        depth: int,
    ) -> TopDocs:
        """Return the passages that hold a topic's phrases, and match the query if there is one."""
        if query is not None:
            conditions = [_told(query, weighted_terms(query, self._settings)), *conditions]
        return self._search(topic, conditions, depth)

    def _search(self, query: q.Query, conditions: Sequence[q.Query], depth: int) -> TopDocs:
        return executor.search(
            self._reader,
            query,
            depth,
            weighting=self._weighting,
            filter=q.And(list(conditions)) if conditions else None,
        )

    def parts(
        self, query: ParsedQuery, passages: NDArray[np.int64]
    ) -> dict[str, NDArray[np.float64]]:
        """Return what each token stream contributes to the scores of passages (ascending)."""
        terms = weighted_terms(query, self._settings)
        by_field: dict[str, dict[tuple[str, str], float]] = {}
        for (field, term), weight in terms.items():
            by_field.setdefault(field, {})[field, term] = weight
        return {
            field: executor.score(
                self._reader, _disjunction(part), passages, weighting=self._weighting
            )
            for field, part in by_field.items()
        }


def _told(query: ParsedQuery, terms: dict[tuple[str, str], float]) -> q.Or:
    return q.Or([q.Term(field, term) for field, term in telling_terms(query, terms)])


def _disjunction(terms: dict[tuple[str, str], float]) -> q.Or:
    return q.Or([q.Term(field, term, boost=weight) for (field, term), weight in terms.items()])
