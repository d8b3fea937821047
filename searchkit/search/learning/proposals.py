"""Which phrases a topic might have, by what passages about it hold more often than others."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass
from searchkit.errors import UsageError
from searchkit.query_tree import Every
from searchkit.search.learning.candidates import candidates
from searchkit.search.learning.log_likelihood import SIGNIFICANT, log_likelihood
from searchkit.search.query.topic_phrases import phrase_query
from searchkit.search.topics.model import TopicPhrase
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchkit.index.catalogue import Catalogue
    from searchkit.search.learning.candidates import Candidate, Words
    from searchkit.search.learning.marked_passages import MarkedPassage

_FEWEST = 2
"""Marked passages that must hold a phrase, where there are as many."""

_SURE = 0.9
"""The least weight of a phrase that is proposed to count by itself."""

_AGAINST = -0.3
"""The weight proposed for a phrase that stands in passages that are not about the topic."""

_MOST_LOOKED_UP = 400
"""Candidates whose passages in the index are counted: those that most marked passages hold."""


@dataclass(frozen=True, slots=True)
class PhraseProposal:
    """A phrase that a topic might have, with its statistics.

    ``weight`` and ``near`` are as in `TopicPhrase`; at 0 or less it speaks against the topic.
    ``log_likelihood`` is G² (Dunning 1993): of the passages about the topic against all others of
    the index, or against the topic, of the passages that are not about it against those that are.
    ``about`` and ``not_about`` are the marked passages that hold the phrase, ``passages`` those of
    the index.
    """

    text: str
    weight: float
    near: bool
    log_likelihood: float
    about: int
    not_about: int
    passages: int

    @property
    def phrase(self) -> TopicPhrase:
        """The phrase as a topic would have it."""
        return TopicPhrase(self.text, self.weight, self.near)

    def to_dict(self) -> dict[str, Any]:
        """Return the proposal as plain values, as ``--json`` prints it."""
        return asdict(self) | {"log_likelihood": round(self.log_likelihood, 2)}


def propose_phrases(
    catalogue: Catalogue,
    marked: Sequence[MarkedPassage],
    known: Iterable[TopicPhrase] = (),
    limit: int = 30,
) -> list[PhraseProposal]:
    """Return phrases that a topic might have, most telling first, then those against it.

    ``known`` are phrases that it has; none of them is proposed, and none that holds one. Raises
    UsageError when no passage is marked as about the topic.
    """
    about = [passage for passage in marked if passage.about]
    others = [passage for passage in marked if not passage.about]
    if not about:
        raise UsageError("no passage is marked as about the topic: mark some")
    counter = _Counter(catalogue, about, others)
    kept = _Kept({tokenize(phrase.text).accented for phrase in known})
    return [*counter.in_favour(kept, limit), *counter.against(kept, limit)]


class _Kept:
    """The phrases that a topic has or gets, with the marked passages that each holds."""

    def __init__(self, known: set[Words]) -> None:
        self.known = known
        self._passages: dict[Words, tuple[float, set[int]]] = {}

    def take(self, words: Words, weight: float, passages: set[int]) -> bool:
        """Say whether a phrase adds something to those before it, and keep it if it does.

        A longer one does if it weighs more, a shorter one if it stands in other passages too.
        """
        for other, (own_weight, own) in self._passages.items():
            if _holds(words, other) and passages <= own and weight <= own_weight:
                return False
            if _holds(other, words) and passages <= own:
                return False
        if words in self.known or any(_holds(words, other) for other in self.known):
            return False
        self._passages[words] = weight, passages
        return True

    def is_longer(self, words: Words) -> bool:
        """Say whether a phrase would take words from one of them."""
        return any(_holds(words, other) for other in (*self._passages, *self.known))


class _Counter:
    """Counts phrases in marked passages and in the index."""

    def __init__(
        self, catalogue: Catalogue, about: list[MarkedPassage], others: list[MarkedPassage]
    ) -> None:
        self._catalogue = catalogue
        self._about, self._others = len(about), len(others)
        self._all = max(len(catalogue.state.matching(Every("text"))), len(about) + len(others))
        self._for = candidates([f"{one.head}\n{one.text}" for one in about])
        self._not = candidates([f"{one.head}\n{one.text}" for one in others])

    def in_favour(self, kept: _Kept, limit: int) -> list[PhraseProposal]:
        """Return the most telling phrases of the passages about the topic."""
        fewest = min(_FEWEST, self._about)
        often = sorted(
            (item for item in self._for.items() if len(item[1].passages) >= fewest),
            key=lambda item: (-len(item[1].passages), -len(item[0]), item[0]),
        )
        proposals = [
            (self._proposal(words, candidate), words, candidate)
            for words, candidate in often[:_MOST_LOOKED_UP]
        ]
        proposals.sort(
            key=lambda one: (-round(one[0].log_likelihood, 6), *_unlike_a_term(one[1]), one[0].text)
        )
        found: list[PhraseProposal] = []
        for proposal, words, candidate in proposals:
            if proposal.log_likelihood < SIGNIFICANT or len(found) == limit:
                break
            if proposal.weight > 0 and kept.take(words, proposal.weight, candidate.passages):
                found.append(proposal)
        return found

    def against(self, kept: _Kept, limit: int) -> list[PhraseProposal]:
        """Return the phrases of the passages not about the topic that those about it have not."""
        rated = []
        for words, candidate in self._not.items():
            held = len(candidate.passages)
            own = len(self._for[words].passages) if words in self._for else 0
            ratio = log_likelihood(held, self._others, own, self._about)
            if held >= _FEWEST and ratio >= SIGNIFICANT:
                rated.append(((-round(ratio, 6), *_unlike_a_term(words), words), candidate, own))
        taken = _Kept(set())
        found: list[PhraseProposal] = []
        for rating, candidate, own in sorted(rated, key=lambda one: one[0]):
            words = rating[-1]
            if len(found) == limit:
                break
            if words not in kept.known and taken.take(words, 0.0, candidate.passages):
                weight = 0.0 if kept.is_longer(words) else _AGAINST
                held = len(candidate.passages)
                passages = self._in_index(candidate)
                found.append(
                    PhraseProposal(candidate.text, weight, False, -rating[0], own, held, passages)
                )
        return found

    def _proposal(self, words: Words, candidate: Candidate) -> PhraseProposal:
        held = len(candidate.passages)
        not_about = len(self._not[words].passages) if words in self._not else 0
        passages = max(self._in_index(candidate), held)
        rest = max(self._all - self._about, 1)
        ratio = log_likelihood(held, self._about, passages - held, rest)
        # How much more often those about the topic have it; a half is added to what may be 0.
        often = held / self._about
        elsewhere = max((passages - held + 0.5) / (rest + 1), not_about / max(self._others, 1))
        weight = round(max((often - elsewhere) / (often + elsewhere), 0.0), 1)
        near = weight < _SURE
        return PhraseProposal(candidate.text, weight, near, ratio, held, not_about, passages)

    def _in_index(self, candidate: Candidate) -> int:
        query = phrase_query(self._catalogue, TopicPhrase(candidate.text))
        return len(self._catalogue.state.matching(query))


def _unlike_a_term(words: Words) -> tuple[int, int]:
    """Return how little a phrase looks like a term: those of Vietnamese have four syllables.

    It decides where the counts do not.
    """
    return -min(len(words), 4), len(words)


def _holds(longer: Words, shorter: Words) -> bool:
    n = len(shorter)
    return any(longer[i : i + n] == shorter for i in range(len(longer) - n + 1))
