"""Which passages are about a topic, as a query tree.

A passage is about a topic if it holds a phrase of the topic that counts by itself, and none that
says it is not about it (a weight of -1). A phrase that stands only within a longer one of the topic
does not count, if that one says nothing.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from searchkit.errors import UsageError
from searchkit.query_tree import And, Not, Numbered, Or
from searchkit.search.number_sets import distinct
from searchkit.search.query.language.syntax import fields
from searchkit.search.query.topic_phrases import Citations, phrase_query, score_passage
from searchkit.search.topics.loading import find_topic
from searchkit.search.topics.scoring import TopicScorer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from searchkit.backends.base import Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.search.query.language.syntax import Node
    from searchkit.search.topics.model import Topic


class TopicConditions:
    """The topics that a search may name, as conditions on one state of the index."""

    def __init__(self, catalogue: Catalogue, topics: Callable[[], Mapping[str, Topic]]) -> None:
        self._catalogue = catalogue
        self._topics = topics
        self._rules: dict[Topic, list[Query]] = {}
        self._members: dict[Topic, Longs] = {}

    def named(self, name: str) -> Topic:
        """Return a topic by its name or title; raises UsageError with the nearest ones."""
        return find_topic(self._topics(), name)

    def all(self) -> Iterable[Topic]:
        """Return every topic."""
        return self._topics().values()

    def called(self, name: str) -> Topic | None:
        """Return a topic by its name or title, None where there is none."""
        try:
            return self.named(name)
        except UsageError:
            return None

    def unknown(self, root: Node) -> Iterator[str]:
        """Say which topics a query names that there are not."""
        for field in fields(root):
            if field.name == "topic":
                try:
                    self.named(field.value)
                except UsageError as error:
                    yield str(error)

    def about(self, topic: Topic) -> Query:
        """Return what holds for the passages that are about a topic."""
        return And((wording(self._catalogue, topic), *self.rules(topic)))

    def rules(self, topic: Topic) -> list[Query]:
        """Return what must hold beside the wording of a topic."""
        if topic not in self._rules:
            self._rules[topic] = unless(self._catalogue, topic)
        return self._rules[topic]

    def members(self, topic: Topic) -> Longs:
        """Return the passages that are about a topic, ascending, to count what else they match."""
        if topic not in self._members:
            self._members[topic] = self._catalogue.state.matching(self.about(topic))
        return self._members[topic]

    def any_of(self, names: Iterable[str]) -> Query:
        """Return what holds for the passages about any of some topics, by name or title.

        Raises UsageError for a topic that there is not.
        """
        parts = tuple(self.about(self.named(name)) for name in names)
        return parts[0] if len(parts) == 1 else Or(parts)


def wording(catalogue: Catalogue, topic: Topic) -> Or:
    """Return what holds for passages with a phrase that counts by itself, by weight."""
    alone = [phrase for phrase in topic.phrases if phrase.stands_alone]
    return Or(tuple(part for phrase in alone for part in phrase_query(catalogue, phrase).parts))


def unless(catalogue: Catalogue, topic: Topic) -> list[Query]:
    """Return what must hold beside the wording: no phrase says that it is not the topic.

    Where one phrase may take the words of another, passages with both are looked at one by one,
    but for those with a phrase whose words none can take.
    """
    scorer = TopicScorer(topic)

    @cache  # each phrase is asked for under several conditions
    def parts(number: int) -> tuple[Query, ...]:
        return phrase_query(catalogue, topic.phrases[number]).parts

    def any_of(numbers: Iterable[int]) -> Query:
        return Or(tuple(part for number in sorted(numbers) for part in parts(number)))

    denying = [i for i, phrase in enumerate(topic.phrases) if phrase.weight == -1]
    alone = [i for i, phrase in enumerate(topic.phrases) if phrase.stands_alone]
    rivals = {number: scorer.rivals(number) for number in (*denying, *alone)}
    covered = [i for i in denying if rivals[i]]
    clear = [i for i in denying if not rivals[i]]
    rules: list[Query] = [Not(any_of(clear))] if clear else []
    taking = {other for i in alone for other in rivals[i]}.difference(alone)
    exposed = [i for i in alone if rivals[i] & taking]
    sure = [i for i in alone if i not in exposed]
    doubtful = And((any_of(exposed), any_of(taking), Not(any_of(sure)), *rules))
    denied = And((any_of(alone), any_of(covered), *rules))
    state = catalogue.state
    both = [state.matching(query) for query, own in ((doubtful, exposed), (denied, covered)) if own]
    if both:
        cited = Citations(catalogue, topic)
        numbers = distinct(np.concatenate(both)).tolist()
        none = [n for n in numbers if not score_passage(catalogue, scorer, cited, n).total]
        if none:
            rules.append(Not(Numbered(tuple(none))))
    return rules
