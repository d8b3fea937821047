"""The best rows by exact scores: the cluster finds candidates, which are scored anew.

Lucene keeps the length of a field in one byte, rounded down, and scores in float32. With a boost
for what it counts otherwise (``bounds``) its score of a row is never less than the exact one. The
candidates are enough once the exact score of the last row wanted is above whatever a row could have
that is not among them (``bounds``). Otherwise more are fetched.

Conditions and exact terms score the same for any number of rows. These are told apart by their
numbers alone, in the cluster, so that they are never fetched one and all.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.backends.base import TopDocs
from searchkit.backends.opensearch.reading.conditions import conjuncts
from searchkit.backends.opensearch.reading.contexts import BROUGHT
from searchkit.backends.opensearch.reading.parallel import together
from searchkit.backends.opensearch.reading.scoring.bounds import ROUNDING, Bounds
from searchkit.backends.opensearch.reading.scoring.evaluation import Evaluation, flat_terms
from searchkit.backends.opensearch.reading.scoring.evidence import CLAUSES, columns
from searchkit.backends.opensearch.reading.scoring.wanted import Wanted, terms_of
from searchkit.backends.opensearch.reading.snapshot import EVERY
from searchkit.query_tree import And, Every, Not, Or, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from searchkit.backends.base import Floats, Longs
    from searchkit.backends.opensearch.reading.conditions import Conditions
    from searchkit.backends.opensearch.reading.contexts import Contexts
    from searchkit.backends.opensearch.reading.scoring.evaluation import Weighing
    from searchkit.backends.opensearch.reading.scoring.evidence import Evidence, EvidenceReader
    from searchkit.backends.opensearch.reading.scoring.statistics import Statistics
    from searchkit.backends.opensearch.reading.snapshot import Snapshot
    from searchkit.query_tree import Query

    Dsl = dict[str, Any]
    Coming = Callable[[frozenset[Query]], Callable[[], int] | None]

_SPARE = 15
_MORE = 1.12
"""Candidates for each row wanted at first, beside the spare ones."""

_PAGE = 5000
"""Candidates of one request; a cluster gives 10,000 (index.max_result_window)."""


class Ranking:
    """Ranks the rows of one state.

    ``coming`` returns what waits for the number of rows that meet conditions, if they are being
    counted, and None if they are not.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        conditions: Conditions,
        statistics: Statistics,
        evidence: EvidenceReader,
        weighing: Weighing,
        contexts: Contexts,
        coming: Coming,
    ) -> None:
        self._snapshot = snapshot
        self._contexts = contexts
        self._coming = coming
        self._conditions = conditions
        self._statistics = statistics
        self._evidence = evidence
        self._weighing = weighing
        self._bounds = Bounds(statistics, weighing, conditions)

    def search(
        self, query: Query, limit: int, filters: Sequence[Query], *, total: bool
    ) -> tuple[TopDocs, Evidence]:
        """Return the best rows, and what is known of the candidates; ``total``: count them, too.

        Of a query with more terms than a cluster takes the weightiest find the candidates.

        Raises:
            ValueError: ``limit`` is below 1.
            QueryError: the query cannot be run: a phrase without positions, a boost without an end.

        """
        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        self._statistics.learn(terms_of([query]))
        main, rest = self._bounds.weightiest(query, CLAUSES)
        asked = _Search(self, query, main, rest, filters, limit)
        if not total:
            asked.total = 0
        smooth, flat = self._parted(main)
        if smooth is None:
            top, evidence = asked.of_flat()
        elif flat is None:
            top, evidence = asked.of_smooth()
        else:
            top, evidence = asked.of_both(smooth, flat)
        return TopDocs(top.docnums, top.scores, asked.total or 0), evidence

    def _parted(self, query: Query) -> tuple[Query | None, Query | None]:
        """Return what scores by BM25, and beside it what many rows may score alike for.

        Exact terms that few rows hold stay with the first, as far as can be told.
        """
        parts = query.parts if isinstance(query, Or) else (query,)
        smooth = tuple(part for part in parts if self._is_smooth(part))
        flat = tuple(part for part in parts if not self._is_smooth(part))
        if smooth and all(isinstance(part, Term) for part in flat):
            return query, None
        return Or(smooth) if smooth else None, Or(flat) if flat else None

    def _is_smooth(self, query: Query) -> bool:
        return any(self._conditions.is_stream(field) for field, _ in terms_of([query]))


class _Search:
    """One search: its candidates, and their exact scores."""

    def __init__(
        self,
        ranking: Ranking,
        query: Query,
        main: Query,
        rest: Sequence[Term],
        filters: Sequence[Query],
        limit: int,
    ) -> None:
        self._own = ranking
        self._query = query
        self._rest = rest
        self._limit = limit
        self._conditions = ranking._conditions
        is_any_of = isinstance(query, Or) and flat_terms(query) is not None
        terms = frozenset(terms_of([query]) if is_any_of else ())
        self._matching = [] if any(implies(own, terms) for own in filters) else [query]
        """What holds for all that match, beside the filters."""

        if isinstance(query, Or) and Every() in query.parts:
            self._matching = [Every()]
        easy = [own for own in filters if _is_easy(own, terms)]
        hard = [own for own in filters if own not in easy]
        self._easy, self._filters = ([self._conditions.of(f) for f in own] for own in (easy, hard))
        bounds = ranking._bounds
        self._wanted = Wanted(self._conditions, ranking._statistics, bounds.factor)
        self._native = self._wanted.add(main)
        if rest:  # which find rows, too, but are left out of their scores at first
            found = {"filter": self._conditions.of(Or(tuple(rest))), "boost": 0}
            self._native = {"bool": {"should": [self._native, {"constant_score": found}]}}
        self._others = Wanted(self._conditions, ranking._statistics)
        for term in rest:
            self._others.add_term(term.field, term.text, term.boost)
        self._all = conjuncts(*filters, *self._matching)
        self.total: int | None = None
        """How many rows match; counted beside the first request for candidates."""

    def of_smooth(self, native: Dsl | None = None) -> tuple[TopDocs, Evidence]:
        """Return the best rows where few score alike."""
        native = native or self._native
        size = int(self._limit * _MORE) + _SPARE
        hits = self._candidates(native, size)
        top, evidence = self._scored(hits)
        if len(hits) < size or top.scores[-1] > self._highest(hits[-1]["_score"]):
            return top, evidence
        # The best that there are score no less than these: whatever can reach them is fetched.
        return self._scored(self._reaching(native, float(top.scores[-1])))

    def of_flat(self, native: Dsl | None = None) -> tuple[TopDocs, Evidence]:
        """Return the best rows where scores are whole sums, which the cluster knows exactly."""
        return self._scored(self._candidates(native or self._native, self._limit))

    def of_both(self, smooth: Query, flat: Query) -> tuple[TopDocs, Evidence]:
        """Return the best rows: that ``smooth`` matches, and that only ``flat`` does."""
        scored, others = self._wanted.add(smooth), self._wanted.add(flat)
        first, evidence = self.of_smooth({"bool": {"must": [scored], "should": [others]}})
        apart = {"bool": {"must": [others], "must_not": [self._conditions.of(smooth)]}}
        second, _ = self.of_flat(apart)
        docnums = np.concatenate([first.docnums, second.docnums])
        scores = np.concatenate([first.scores, second.scores])
        return self._best(docnums, scores), evidence

    def _candidates(self, native: Dsl, size: int) -> list[Dsl]:
        """Return candidates by Lucene's score; at the first time count all that match, too."""
        first = partial(self._page, native, min(size, _PAGE))
        hits: list[Dsl]
        coming = self._own._coming(self._all) if self.total is None else None
        if coming is not None:
            hits, self.total = first(), coming()
        elif self.total is None:
            hits, self.total = together(first, self._count)
        else:
            hits = first()
        page = hits
        while len(page) == _PAGE and len(hits) < size:
            page = self._page(native, _PAGE, behind=page[-1]["sort"])
            hits = hits + page
        return hits

    def _page(
        self,
        native: Dsl,
        size: int,
        *,
        behind: Sequence[float] | None = None,
        least: float = 0.0,
    ) -> list[Dsl]:
        evidence = self._own._evidence
        body: Dsl = {
            "query": native,
            "size": size,
            "stored_fields": "_none_",
            "docvalue_fields": [*columns(self._wanted.streams).values(), *BROUGHT],
            "track_total_hits": False,
            "sort": [{"_score": "desc"}, {"seq": "asc"}],
        }
        conditions = [*self._filters, *([EVERY] if self._wanted.has_conditions else ())]
        if conditions:
            body["query"] = {"bool": {"must": [native], "filter": conditions}}
        if self._easy:  # a query without filters is faster: Lucene leaves out whole blocks of rows
            body["post_filter"] = {"bool": {"filter": self._easy}}
        if least > 0:
            body["min_score"] = least
        if behind is not None:
            body["search_after"] = [*behind]
        hits: list[Dsl] = self._own._snapshot.search(body, evidence.params)["hits"]["hits"]
        self._own._contexts.learn(hits)
        return hits

    def _count(self) -> int:
        matching = [self._conditions.of(own) for own in self._matching]
        if matching:
            matching.append(EVERY)
        query = {"bool": {"filter": [*matching, *self._filters, *self._easy]}}
        answer = self._own._snapshot.search({"query": query, "size": 0})
        count: int = answer["hits"]["total"]["value"]
        return count

    def _scored(self, hits: Sequence[Dsl]) -> tuple[TopDocs, Evidence]:
        evidence = self._own._evidence.read(hits, self._wanted.named, self._wanted.streams)
        if self._rest:
            evidence.joined([self._own._evidence.of(evidence.numbers, self._others)])
        evidence.without(terms_of([self._query]))  # of those that no row holds nothing was asked
        scores, _ = Evaluation(self._own._weighing, evidence).of(self._query)
        return self._best(evidence.numbers, scores), evidence

    def _best(self, docnums: Longs, scores: Floats) -> TopDocs:
        order = np.lexsort((docnums, -scores))[: self._limit]
        return TopDocs(docnums[order], scores[order], 0)

    def _highest(self, score: float) -> float:
        """Return how much a row may score exactly at most that has a score in the cluster."""
        return score * ROUNDING + self._own._bounds.most_of(self._rest)

    def _reaching(self, native: Dsl, score: float) -> list[Dsl]:
        """Return all candidates of which the exact score may be some score or more."""
        least = (score - self._own._bounds.most_of(self._rest)) / ROUNDING
        found = page = self._page(native, _PAGE, least=least)
        while len(page) == _PAGE:
            page = self._page(native, _PAGE, behind=page[-1]["sort"], least=least)
            found = found + page
        return found


def implies(condition: Query, terms: Collection[tuple[str, str]]) -> bool:
    """Say whether what meets a condition surely holds one of some terms (field, text)."""
    if isinstance(condition, Term):
        return (condition.field, condition.text) in terms
    if isinstance(condition, Or):
        return bool(condition.parts) and all(implies(part, terms) for part in condition.parts)
    return isinstance(condition, And) and any(implies(part, terms) for part in condition.parts)


def _is_easy(condition: Query, terms: Collection[tuple[str, str]]) -> bool:
    """Say whether most of the best rows of an OR of terms are likely to meet a condition."""
    return isinstance(condition, Not) or (isinstance(condition, Or) and implies(condition, terms))
