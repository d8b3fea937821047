"""The answer to a query that has words to rank by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._dataclass import replace
from searchkit._lazy import cached_property
from searchkit.backends.base import TopDocs
from searchkit.query_tree import And
from searchkit.search.answers.answer import OF_TEXTS
from searchkit.search.matching import QueryMatcher
from searchkit.search.number_sets import are_among
from searchkit.search.query.questions import is_question
from searchkit.search.results import Explanation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Self

    from searchkit.backends.base import Longs
    from searchkit.query_tree import Query
    from searchkit.search.answers.ranked import Ranked
    from searchkit.search.answers.rankers import Rankers
    from searchkit.search.query.filter_set import FilterSet
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.ranking.second_stage import Pool

_ROUNDING = 1e-9
"""A difference of scores that only their rounding makes."""


class QueryAnswer:
    """The passages that match a query; with ``nearest`` those that have the most of its words."""

    def __init__(
        self, rankers: Rankers, parsed: ParsedQuery, filters: FilterSet, *, nearest: bool = False
    ) -> None:
        self.parsed = parsed
        self.filters = filters
        self._rankers = rankers
        self._first = rankers.first(parsed)
        self._nearest = nearest
        self._tops: dict[int, TopDocs] = {}
        self._is_question = is_question(parsed, rankers.settings.fewest_words)

    @property
    def _conditions(self) -> list[Query]:
        """What must hold; the records of files, which have no text, hold nothing."""
        texts = () if self.parsed.is_free else (OF_TEXTS,)
        return [*self.parsed.conditions, *texts]

    @property
    def ranking(self) -> Self:
        """The order of its passages, which it knows itself."""
        return self

    @cached_property
    def found(self) -> Query:
        """What its passages match."""
        filters = [*self._conditions, *self.filters.all()]
        words = self._first.condition(filters, nearest=self._nearest)
        return And((words, *self._conditions))

    @cached_property
    def total(self) -> int:
        """How many passages there are."""
        return self._best(self._rankers.settings.candidates).total

    @cached_property
    def matcher(self) -> QueryMatcher:
        """What tells which tokens of a text are words of the query."""
        return QueryMatcher(self.parsed)

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what is missing of the ranking."""
        note = self._rankers.second.note if self._is_question else ""
        return (note,) if note else ()

    def rank(self, depth: int) -> TopDocs:
        """Return the best passages by BM25, behind them further ones that will be ordered, too."""
        top = self._best(depth)
        if not self._is_ordered:
            return top
        candidates = self._candidates.passages
        more = ~are_among(candidates.docnums, top.docnums)
        return TopDocs(
            np.concatenate((top.docnums, candidates.docnums[more])),
            np.concatenate((top.scores, candidates.scores[more])),
            top.total,
        )

    @cached_property
    def _is_ordered(self) -> bool:
        """Whether the second stage orders its documents."""
        asked = self._is_question and self._rankers.settings.reranked > 0
        return asked and not self._rankers.second.note

    @cached_property
    def _candidates(self) -> Pool:
        """What the second stage orders, whichever page is looked at."""
        top = self._best(self._rankers.settings.candidates)
        return self._rankers.second.candidates(self.parsed, top, self._best_among)

    def _best_among(self, passages: Query, depth: int) -> TopDocs:
        """Return the best of the passages found that meet a condition."""
        return self._first.best([self.found, *self.filters.all(), passages], depth)

    def _best(self, depth: int) -> TopDocs:
        """Return the best passages by BM25; kept, for more than one asks for the same."""
        if depth not in self._tops:
            self._tops[depth] = self._rank(depth, roughly=False)
        return self._tops[depth]

    def rank_roughly(self, depth: int) -> TopDocs:
        """Return the best passages by rounded scores."""
        return self._rank(depth, roughly=True)

    def _rank(self, depth: int, *, roughly: bool) -> TopDocs:
        rank = self._first.rank_nearest if self._nearest else self._first.rank
        filters = [*self._conditions, *self.filters.all()]
        return rank(filters, depth, roughly=roughly)

    def arrange(self, top: TopDocs, documents: int) -> TopDocs:
        """Order documents by the second stage, and passages within them."""
        if self._is_ordered:
            top = self._rankers.second.arrange(self.parsed, self._candidates, top)
        self._rankers.expect(top, documents)
        top = self._rankers.holding.arrange(top, documents)
        return self._rankers.passages.arrange(self.parsed, top, documents)

    def order(self, passages: Longs) -> TopDocs:
        """Return the passages of documents by their scores, in the order within documents."""
        scores = self._first.scores(passages)
        order = np.lexsort((passages, -scores))
        top = TopDocs(passages[order], scores[order], len(passages))
        return self._rankers.passages.arrange(self.parsed, top, len(passages))

    def explain(self, hits: Sequence[Ranked], *, explain: bool) -> Mapping[int, Explanation]:
        """Say what scores are made of, if that is asked for."""
        if not explain:
            return {}
        parts = self._parts(hits)
        passages = [hit.passage for hit in hits]
        explanations = {passage: Explanation(part) for passage, part in parts.items()}
        if self._is_question:
            reasons = self._rankers.second.reasons(self.parsed, np.array(passages, np.int64))
            for passage, said in zip(passages, reasons, strict=True):
                explanations[passage] = replace(explanations[passage], reasons=said)
        return explanations

    def _parts(self, hits: Sequence[Ranked]) -> dict[int, dict[str, float]]:
        passages = np.sort(np.array([hit.passage for hit in hits], np.int64))
        by_field = self._first.parts(passages)
        parts = {
            passage: {name: float(scores[i]) for name, scores in by_field.items() if scores[i]}
            for i, passage in enumerate(passages.tolist())
        }
        for hit in hits:
            of_document = hit.score - sum(parts[hit.passage].values())
            if abs(of_document) > _ROUNDING:
                parts[hit.passage]["document"] = of_document
        return parts
