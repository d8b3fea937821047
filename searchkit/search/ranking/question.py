"""A question as the second stage asks it: folded words in order, each with what it says."""

from __future__ import annotations

from functools import lru_cache

from searchkit._dataclass import dataclass
from searchkit.text.legal.abbreviations import expand_abbreviations
from searchkit.text.remembering import remembers
from searchkit.text.spelling.folded_words import folded_words
from searchkit.text.tables import read_table

ASKING = 0.15
"""What a word of a question phrase counts, against 1; found by training with several values."""

_WRITTEN_OUT = 0.5
"""What the words of an abbreviation's long form count, against those of the question itself."""

DEFINITION = "definition"
"""The kind of a question that asks what something is."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: ``runs`` of folded words, and as many weights in (0, 1].

    The first run is the question itself, the others are the long forms of its abbreviations.
    """

    runs: tuple[tuple[str, ...], ...]
    weights: tuple[tuple[float, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words, run by run."""
        return tuple(word for run in self.runs for word in run)

    @property
    def kinds(self) -> frozenset[str]:
        """What it asks for, of the kinds in ``data/question_kinds.tsv``; empty for no kind."""
        return _kinds_of(self.runs[0], 0) if self.runs else frozenset()

    @property
    def asks_definition(self) -> bool:
        """Whether it asks what something is."""
        return DEFINITION in self.kinds


@remembers(64, longest=400)
def make_question(text: str) -> Question:
    """Return the question that a normalised text asks."""
    own = folded_words(text)
    runs, weights = [own], [word_weights(own)]
    expansions = expand_abbreviations(text)
    if expansions:
        long = folded_words(max(expansions, key=lambda e: e.weight).replacement)
        runs.append(long)
        weights.append(tuple(_WRITTEN_OUT * weight for weight in word_weights(long)))
    return Question(tuple(runs), tuple(weights))


def heading_kinds(heading: tuple[str, ...]) -> frozenset[str]:
    """Return the kinds of questions that a heading, in folded words, says it answers."""
    return _kinds_of(heading, 1)


@remembers(1 << 14)
def _kinds_of(words: tuple[str, ...], side: int) -> frozenset[str]:
    text = f" {' '.join(words)} "
    return frozenset(kind for kind, *said in _kinds() if any(own in text for own in said[side]))


@lru_cache(maxsize=1)
def _kinds() -> list[tuple[str, list[str], list[str]]]:
    """Return each kind with what its questions and what its headings say, between spaces."""
    return [
        (kind, _phrases_of(questions), _phrases_of(headings))
        for kind, questions, headings in read_table("question_kinds.tsv")
    ]


def _phrases_of(cell: str) -> list[str]:
    return [f" {phrase} " for phrase in cell.split("|")]


@remembers(4096)
def word_weights(words: tuple[str, ...]) -> tuple[float, ...]:
    """Return for each word 1, or ``ASKING`` if it is of a question phrase; all 1 if all are."""
    weights = [1.0] * len(words)
    place = 0
    while place < len(words):
        length = _phrase_at(words, place)
        weights[place : place + length] = [ASKING] * length
        place += max(length, 1)
    return tuple(weights) if 1.0 in weights else (1.0,) * len(words)


def _phrase_at(words: tuple[str, ...], place: int) -> int:
    """Return how many words the longest question phrase at a place has, 0 if none is there."""
    for phrase in _phrases().get(words[place], ()):
        if words[place : place + len(phrase)] == phrase:
            return len(phrase)
    return 0


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Return the question phrases by their first word, the longest first."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    rows = (tuple(phrase.split()) for (phrase,) in read_table("question_phrases.tsv"))
    for phrase in sorted(rows, key=len, reverse=True):
        phrases.setdefault(phrase[0], []).append(phrase)
    return phrases
