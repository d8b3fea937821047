"""The ranking of passages for a topic: by the phrases of the topic that they hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from searchkit.query_tree import Or, Phrase, Term
from searchkit.text.analyzer import query_streams
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.spelling.normalization import normalize
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.ranking.first_stage import Ranker
    from searchkit.search.ranking.topics import Topic, TopicPhrase

_DEPTH = 500
"""Passages whose phrases are counted exactly; the index chooses them by BM25 over the phrases."""

_HEADING_SHARE = 0.5
"""What a phrase counts for in the title or the headings above a passage, against in itself."""


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
    """Ranks the passages of one state of the index for one topic."""

    def __init__(self, catalogue: Catalogue, ranker: Ranker, topic: Topic) -> None:
        self._catalogue = catalogue
        self._ranker = ranker
        self._topic = topic

    def rank(
        self, parsed: ParsedQuery | None, filters: Sequence[Query]
    ) -> tuple[int, list[TopicMatch]]:
        """Return how many passages match, and the best ones, best first.

        With a query beside the topic only passages that match both are found, and both decide
        equally: each score is taken relative to the best one.
        """
        top = self._ranker.rank_topic(_topic_query(self._topic), parsed, filters, _DEPTH)
        matches = [match for number in top.docnums.tolist() if (match := self._match(number))]
        if parsed is not None and matches:
            matches = self._weighed(parsed, matches)
        # What the index found but the exact count did not is found in no passage.
        total = top.total - (len(top.docnums) - len(matches))
        return total, sorted(matches, key=lambda match: (-match.score, match.passage))

    def _match(self, number: int) -> TopicMatch | None:
        owner = int(self._catalogue.owner(np.array([number]))[0])
        document = self._catalogue.document(owner)
        passage = self._catalogue.passage(number)
        head = "\n".join([document.title, *passage.heading])
        body = document.text[passage.start : passage.end]
        score, parts = self._topic.score(tokenize(body))
        above, head_parts = self._topic.score(tokenize(head))
        for phrase, part in head_parts.items():
            parts[phrase] = parts.get(phrase, 0.0) + _HEADING_SHARE * part
        total = score + _HEADING_SHARE * above
        return TopicMatch(number, total, parts, tuple(parts)) if total else None

    def _weighed(self, parsed: ParsedQuery, matches: list[TopicMatch]) -> list[TopicMatch]:
        passages = np.sort(np.array([match.passage for match in matches], np.int64))
        sums = sum(self._ranker.parts(parsed, passages).values(), np.zeros(len(passages)))
        by_query = dict(zip(passages.tolist(), sums.tolist(), strict=True))
        best_query = max(by_query.values()) or 1.0
        best_topic = max(match.score for match in matches)
        weighed = []
        for match in matches:
            parts = {phrase: part / best_topic for phrase, part in match.parts.items()}
            parts["query"] = by_query[match.passage] / best_query
            weighed.append(replace(match, score=sum(parts.values()), parts=parts))
        return weighed


def _topic_query(topic: Topic) -> Query:
    """Return what finds the passages about a topic: the phrases that count by themselves.

    Each is looked for as it is written and without diacritics, so texts that were typed without
    any are found too; a document number is found in each of its spellings.
    """
    phrases = [phrase for phrase in topic.phrases if not phrase.near]
    return Or(tuple(part for phrase in phrases for part in _alternatives(phrase)))


def _alternatives(phrase: TopicPhrase) -> list[Query]:
    text = normalize(phrase.text).text
    syllables = query_streams(text).syllables
    written = [syllable.text for syllable in syllables]
    bare = [syllable.folded for syllable in syllables]
    found = [_adjacent(written, phrase.weight)]
    if bare != written:
        found.append(_adjacent(bare, phrase.weight))
    numbers = document_numbers(text)
    return found + [Term("mentions", number.key, phrase.weight) for number in numbers]


def _adjacent(words: list[str], weight: float) -> Query:
    return Phrase("text", tuple((word,) for word in words), weight)
