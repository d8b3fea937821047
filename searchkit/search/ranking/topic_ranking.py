"""The ranking of passages for a topic: by the phrases of the topic that they hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from searchkit._dataclass import dataclass
from searchkit.search.query.topic_conditions import wording
from searchkit.search.query.topic_phrases import Citations, score_passage
from searchkit.search.topics.scoring import TopicScorer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchkit.backends.base import TopDocs
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.search.query.topic_conditions import TopicConditions
    from searchkit.search.ranking.first_stage import Ranker
    from searchkit.search.topics.model import Topic


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """A passage about a topic, with its phrases.

    ``parts`` sums to the score: what each phrase contributed, and ``query`` beside the topic.
    """

    passage: int
    score: float
    parts: dict[str, float]
    phrases: tuple[str, ...]


class TopicRanker:
    """Ranks the passages of one state of the index for one topic; ``beside``, for a query too."""

    def __init__(
        self,
        catalogue: Catalogue,
        conditions: TopicConditions,
        topic: Topic,
        beside: Ranker | None,
    ) -> None:
        self._catalogue = catalogue
        self._query = beside
        self._rules = conditions.rules(topic)
        self._topic = topic

    def top(self, filters: Sequence[Query], depth: int) -> TopDocs:
        """Return the best ``depth`` passages by BM25 over the phrases, and how many there are.

        With a query beside the topic only passages that match both are found.
        """
        phrases = wording(self._catalogue, self._topic)
        matching = [] if self._query is None else [self._query.condition()]
        return self._catalogue.state.search(phrases, depth, [*matching, *self._rules, *filters])

    def measure(self, passages: Iterable[int]) -> list[TopicMatch]:
        """Count the phrases in passages exactly; return them with the best first.

        A query beside the topic decides as much as the topic does: each score is taken relative to
        the best one.
        """
        scorer = TopicScorer(self._topic)
        cited = Citations(self._catalogue, self._topic)
        matches = [self._match(scorer, cited, number) for number in passages]
        if self._query is not None and matches:
            matches = self._weighed(self._query, matches)
        return sorted(matches, key=lambda match: (-match.score, match.passage))

    def _match(self, scorer: TopicScorer, cited: Citations, number: int) -> TopicMatch:
        score = score_passage(self._catalogue, scorer, cited, number)
        phrases = tuple(phrase for phrase, part in score.parts.items() if part > 0)
        return TopicMatch(number, score.total, score.parts, phrases)

    def _weighed(self, query: Ranker, matches: list[TopicMatch]) -> list[TopicMatch]:
        passages = np.sort(np.array([match.passage for match in matches], np.int64))
        sums = sum(query.parts(passages).values(), np.zeros(len(passages)))
        by_query = dict(zip(passages.tolist(), sums.tolist(), strict=True))
        best_query = max(by_query.values()) or 1.0
        best_topic = max(match.score for match in matches) or 1.0
        weighed = []
        for match in matches:
            parts = {phrase: part / best_topic for phrase, part in match.parts.items()}
            parts["query"] = by_query[match.passage] / best_query
            weighed.append(replace(match, score=sum(parts.values()), parts=parts))
        return weighed
