"""How much a passage is about a topic, by the phrases of the topic that it holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass
from searchkit.search.topics.phrase_finder import PhraseFinder
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from searchkit.search.topics.model import Topic
    from searchkit.search.topics.phrase_finder import Occurrence
    from searchkit.text.tokens import TokenizedText

_NEAR_TOKENS = 30
"""How far, in syllables, a ``near`` phrase may stand from another phrase of the topic to count:
about one long sentence of administrative prose."""

_HEADING_SHARE = 0.5
"""What a phrase counts for in the title or the headings above a passage, against in itself."""


@dataclass(frozen=True, slots=True)
class TopicScore:
    """How much a passage is about a topic; ``parts``: what each phrase contributed, most first."""

    total: float
    parts: dict[str, float]


class TopicScorer:
    """Scores texts for one topic."""

    def __init__(self, topic: Topic) -> None:
        self.topic = topic
        near = [number for number, phrase in enumerate(topic.phrases) if phrase.near]
        self._finder = PhraseFinder((phrase.text for phrase in topic.phrases), near)

    def score(self, head: str, body: str, cited: Collection[int] = ()) -> TopicScore:
        """Return how much a passage is about the topic.

        ``head`` is its document's title and its headings. ``cited`` are the phrases that it holds
        in another spelling, as document numbers may be, by their index.

        A phrase counts by its weight, and less for each repetition: n matches give n / (n + 1) of
        twice the weight, in the head half of that. Each phrase with a negative weight that occurs
        takes its share of the sum. The score is 0 when no phrase that can stand alone occurs.
        """
        return self.score_tokens(tokenize(head), tokenize(body), cited)

    def score_tokens(
        self, above: TokenizedText, below: TokenizedText, cited: Collection[int] = ()
    ) -> TopicScore:
        """Return the same of the tokens of a head and a body."""
        found = self._counted(above.accented + below.accented, above.folded + below.folded)
        in_head = Counter(o.phrase for o in found if o.start < len(above))
        in_body = Counter(o.phrase for o in found if o.start >= len(above))
        in_body.update(number for number in cited if number not in in_head | in_body)
        parts = {}
        for number in {**in_body, **in_head}:
            phrase = self.topic.phrases[number]
            times = _saturated(in_body[number]) + _HEADING_SHARE * _saturated(in_head[number])
            if phrase.weight > 0:
                parts[phrase.text] = phrase.weight * times
        if not any(self.topic.phrases[number].stands_alone for number in in_head | in_body):
            return TopicScore(0.0, {})
        total = sum(parts.values())
        for number in in_head | in_body:
            phrase = self.topic.phrases[number]
            if phrase.weight < 0:
                parts[phrase.text] = phrase.weight * total
                total += phrase.weight * total
        ordered = dict(sorted(parts.items(), key=lambda item: -item[1]))
        return TopicScore(total, ordered)

    def token_weights(self, text: TokenizedText) -> list[float]:
        """Return for each token of a text the weight of the phrase it belongs to, 0 for none."""
        weights = [0.0] * len(text)
        for occurrence in self._counted(text.accented, text.folded):
            for place in range(occurrence.start, occurrence.end):
                weights[place] = max(self.topic.phrases[occurrence.phrase].weight, 0.0)
        return weights

    def present(self, above: TokenizedText, below: TokenizedText) -> set[int]:
        """Return the phrases that occur in a head and a body, by their index."""
        return self._finder.present(above.accented + below.accented, above.folded + below.folded)

    def rivals(self, number: int) -> set[int]:
        """Return the phrases, by their index, that may take words from one of them."""
        return self._finder.rivals(number)

    def _counted(self, accented: Sequence[str], folded: Sequence[str]) -> list[Occurrence]:
        """Return the occurrences that count: those of ``near`` phrases only beside another."""
        found = self._finder.find(accented, folded)
        phrases = self.topic.phrases
        anchors = [o for o in found if phrases[o.phrase].stands_alone]
        return [
            o
            for o in found
            if not phrases[o.phrase].near or any(_near(o, anchor) for anchor in anchors)
        ]


def _saturated(times: int) -> float:
    return 2 * times / (times + 1)


def _near(one: Occurrence, other: Occurrence) -> bool:
    """Say whether two occurrences stand near each other; an occurrence is near itself."""
    return max(one.start - other.end, other.start - one.end) <= _NEAR_TOKENS
