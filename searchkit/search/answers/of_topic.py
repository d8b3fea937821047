"""The answer to a topic, alone or with a query beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._lazy import cached_property
from searchkit.backends.base import TopDocs
from searchkit.query_tree import And
from searchkit.search.answers.answer import OF_TEXTS
from searchkit.search.matching import QueryMatcher
from searchkit.search.ranking.topic_ranking import TopicRanker
from searchkit.search.results import Explanation
from searchkit.search.topics.scoring import TopicScorer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Self

    from searchkit.backends.base import Longs
    from searchkit.search.answers.ranked import Ranked
    from searchkit.search.answers.rankers import Rankers
    from searchkit.search.query.filter_set import FilterSet
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.query.topic_conditions import TopicConditions
    from searchkit.search.ranking.topic_ranking import TopicMatch
    from searchkit.search.topics.model import Topic
    from searchkit.text.tokens import TokenizedText

HEAD = 500
"""Passages whose phrases are counted exactly; the index chooses them by BM25 over the phrases."""

_LOWER = 0.999
"""What the score of the first passage behind the head is to that of its last one."""


class TopicAnswer:
    """The passages about a topic, those with the most and weightiest phrases first.

    ``parsed`` is the query beside the topic, if it has words.
    """

    def __init__(
        self,
        rankers: Rankers,
        topics: TopicConditions,
        topic: Topic,
        parsed: ParsedQuery | None,
        filters: FilterSet,
    ) -> None:
        self.filters = filters
        self._holding = rankers.holding
        self._asked = None if parsed is None or parsed.is_listing else parsed
        beside = None if self._asked is None else rankers.first(self._asked)
        self._ranker = TopicRanker(rankers.catalogue, topics, topic, beside)
        conditions = () if parsed is None else parsed.conditions
        texts = () if self._asked is not None and self._asked.is_free else (OF_TEXTS,)
        self._beside = [*conditions, *texts, *filters.all()]
        words = () if beside is None else (beside.condition(),)
        self.found = And((topics.about(topic), *words, *conditions, *texts))
        self._scorer = TopicScorer(topic)
        self._words = None if self._asked is None else QueryMatcher(self._asked)

    @property
    def ranking(self) -> Self:
        """The order of its passages, which it knows itself."""
        return self

    def matcher(self, tokens: TokenizedText) -> Sequence[float]:
        """Mark the phrases of the topic in a text, and the words of the query beside it."""
        weights = self._scorer.token_weights(tokens)
        if self._words is None:
            return weights
        return [max(pair) for pair in zip(weights, self._words(tokens), strict=True)]

    @cached_property
    def _head(self) -> tuple[TopDocs, dict[int, TopicMatch]]:
        top = self._ranker.top(self._beside, HEAD)
        matches = self._ranker.measure(top.docnums.tolist())
        head = _as_top(matches, top.total)
        return head, {match.passage: match for match in matches}

    def rank(self, depth: int) -> TopDocs:
        """Return the best passages: of the head, which is always whole, and behind it by BM25."""
        head, _ = self._head
        if depth <= HEAD or head.total <= HEAD:
            return head
        deeper = self._ranker.top(self._beside, depth)
        rest = deeper.scores[HEAD:]
        scores = rest * (head.scores[-1] * _LOWER / max(rest.max(initial=0.0), 1e-9))
        docnums = np.concatenate([head.docnums, deeper.docnums[HEAD:]])
        return TopDocs(docnums, np.concatenate([head.scores, scores]), head.total)

    def rank_roughly(self, depth: int) -> TopDocs:
        """Return what ``rank`` does: behind the head BM25 is all there is."""
        return self.rank(depth)

    def arrange(self, top: TopDocs, documents: int) -> TopDocs:
        """Let what has ended give way; else leave the order."""
        return self._holding.arrange(top, documents)

    def order(self, passages: Longs) -> TopDocs:
        """Return passages by their phrases."""
        return _as_top(self._ranker.measure(passages.tolist()), len(passages))

    def explain(self, hits: Sequence[Ranked], *, explain: bool) -> Mapping[int, Explanation]:
        """Say by which phrases each passage matched; on demand also with what weight."""
        _, known = self._head
        others = [hit.passage for hit in hits if hit.passage not in known]
        measured = {match.passage: match for match in self._ranker.measure(others)}
        matches = [(known | measured)[hit.passage] for hit in hits]
        return {
            match.passage: Explanation(match.parts if explain else {}, match.phrases)
            for match in matches
        }


def _as_top(matches: Sequence[TopicMatch], total: int) -> TopDocs:
    passages = np.array([match.passage for match in matches], np.int64)
    return TopDocs(passages, np.array([match.score for match in matches], np.float64), total)
