"""What each phrase of a topic adds, in an index and on marked passages."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass
from searchkit.search.query.topic_conditions import wording
from searchkit.search.query.topic_phrases import Citations, passage_text, phrase_query
from searchkit.search.topics.scoring import TopicScorer
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.index.catalogue import Catalogue
    from searchkit.search.learning.marked_passages import MarkedPassage
    from searchkit.search.topics.model import Topic, TopicPhrase


@dataclass(frozen=True, slots=True)
class PhraseTrial:
    """What a phrase of a topic does.

    ``passages`` of the index hold it, ``only`` of these are about the topic through it alone, and
    ``kept_out`` are not, but would be without it. Of the marked passages it counts in ``about`` and
    ``not_about``.
    """

    phrase: TopicPhrase
    passages: int
    only: int
    kept_out: int
    about: int
    not_about: int


@dataclass(frozen=True, slots=True)
class TopicTrial:
    """What a topic finds, and what each of its phrases adds.

    ``passages`` of the index are about it. Of the marked ones it finds ``about`` of
    ``about_marked`` and, wrongly, ``not_about`` of ``not_about_marked``.
    """

    topic: str
    passages: int
    about: int
    about_marked: int
    not_about: int
    not_about_marked: int
    phrases: tuple[PhraseTrial, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the trial as plain values, as ``--json`` prints it."""
        values = asdict(self)
        values["phrases"] = [one.pop("phrase") | one for one in values["phrases"]]
        return values


def try_topic(
    catalogue: Catalogue, topic: Topic, marked: Iterable[MarkedPassage] = ()
) -> TopicTrial:
    """Return what a topic finds and what each phrase adds."""
    scorer = TopicScorer(topic)
    found: list[tuple[bool, set[str]]] = []
    for passage in marked:
        score = scorer.score(passage.head, passage.text)
        found.append((passage.about, set(score.parts) if score.total > 0 else set()))
    total, only, kept_out = _added(catalogue, topic, scorer)
    trials = [
        PhraseTrial(
            phrase,
            len(catalogue.state.matching(phrase_query(catalogue, phrase))),
            only[number],
            kept_out[number],
            sum(about and phrase.text in held for about, held in found),
            sum(not about and phrase.text in held for about, held in found),
        )
        for number, phrase in enumerate(topic.phrases)
    ]
    return TopicTrial(
        topic.name,
        total,
        sum(about and bool(held) for about, held in found),
        sum(about for about, _ in found),
        sum(not about and bool(held) for about, held in found),
        sum(not about for about, _ in found),
        tuple(trials),
    )


def _added(
    catalogue: Catalogue, topic: Topic, scorer: TopicScorer
) -> tuple[int, Counter[int], Counter[int]]:
    """Return the passages about a topic, those through each phrase alone, those kept out by it.

    Of a passage only the phrases that it holds are left out in turn.
    """
    cited = Citations(catalogue, topic)
    without = _Without(topic)
    total, only, kept_out = 0, Counter[int](), Counter[int]()
    for number in catalogue.state.matching(wording(catalogue, topic)).tolist():
        head, body = map(tokenize, passage_text(catalogue, number))
        in_citations = cited.of(number)
        is_about = scorer.score_tokens(head, body, in_citations).total > 0
        total += is_about
        for phrase in {*scorer.present(head, body), *in_citations}:
            still = without.scorer(phrase).score_tokens(
                head, body, without.numbers(in_citations, phrase)
            )
            if is_about != (still.total > 0):
                (only if is_about else kept_out)[phrase] += 1
    return total, only, kept_out


class _Without:
    """A topic without one of its phrases."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic
        self._scorers: dict[int, TopicScorer] = {}

    def scorer(self, phrase: int) -> TopicScorer:
        """Return what scores without a phrase, given by its index."""
        if phrase not in self._scorers:
            phrases = self._topic.phrases[:phrase] + self._topic.phrases[phrase + 1 :]
            self._scorers[phrase] = TopicScorer(replace(self._topic, phrases=phrases))
        return self._scorers[phrase]

    def numbers(self, phrases: Iterable[int], phrase: int) -> list[int]:
        """Return the indexes of phrases in the topic without one of them."""
        return [other - (other > phrase) for other in phrases if other != phrase]
