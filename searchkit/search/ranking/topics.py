"""Topics: weighted phrases by which a passage is about something, without a query being typed.

Phrases are found in a text whatever the case, punctuation and missing diacritics.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchkit.errors import UsageError
from searchkit.text.spelling.folding import fold
from searchkit.text.tables import read_data
from searchkit.text.tokens import TokenizedText, same_token, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from searchkit.text.tokens import TokenizedText


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """A phrase found: its index among the phrases, its first token and its last token + 1."""

    phrase: int
    start: int
    end: int


class _PhraseFinder:
    """Finds many phrases in texts; of phrases that overlap, the longest counts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = [tokenize(phrase) for phrase in phrases]
        self._by_first: dict[str, list[int]] = {}
        for number, phrase in enumerate(self._phrases):
            if len(phrase):
                self._by_first.setdefault(phrase.folded[0], []).append(number)

    def find(self, text: TokenizedText) -> list[_Occurrence]:
        """Return the occurrences in order, none overlapping another."""
        found = [
            _Occurrence(number, start, start + len(self._phrases[number]))
            for start, token in enumerate(text.folded)
            for number in self._by_first.get(token, ())
            if self._stands_at(number, text, start)
        ]
        return _longest(found)

    def _stands_at(self, number: int, text: TokenizedText, start: int) -> bool:
        phrase = self._phrases[number]
        if start + len(phrase) > len(text):
            return False
        return all(
            same_token(
                phrase.accented[i],
                phrase.folded[i],
                text.accented[start + i],
                text.folded[start + i],
            )
            for i in range(len(phrase))
        )


def _longest(found: list[_Occurrence]) -> list[_Occurrence]:
    """Drop what overlaps a longer occurrence."""
    taken: set[int] = set()
    kept: list[_Occurrence] = []
    for occurrence in sorted(found, key=lambda o: (o.start - o.end, o.start)):
        places = range(occurrence.start, occurrence.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(occurrence)
    return sorted(kept, key=lambda o: o.start)


_NEAR_TOKENS = 30
"""How far, in syllables, a ``near`` phrase may stand from another phrase of the topic to count:
about one long sentence of administrative prose."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class TopicPhrase:
    """A phrase of a topic; ``near`` means that it says nothing alone. ``weight`` is in (0, 1]."""

    text: str
    weight: float = 1.0
    near: bool = False


@dataclass(frozen=True)
class Topic:
    """A topic with its phrases; ``name`` is how it is called on the command line."""

    name: str
    title: str
    description: str
    phrases: tuple[TopicPhrase, ...] = field(repr=False)

    @cached_property
    def _finder(self) -> _PhraseFinder:
        return _PhraseFinder(phrase.text for phrase in self.phrases)

    def score(self, text: TokenizedText) -> tuple[float, dict[str, float]]:
        """Return how much a text is about the topic, and what each phrase contributed.

        A phrase counts by its weight, and less for each repetition: n matches give n / (n + 1) of
        twice the weight. The score is 0 when no phrase that can stand alone occurs.
        """
        counts: dict[int, int] = {}
        for occurrence in self._counted(text):
            counts[occurrence.phrase] = counts.get(occurrence.phrase, 0) + 1
        parts = {
            self.phrases[number].text: 2 * self.phrases[number].weight * n / (n + 1)
            for number, n in counts.items()
        }
        ordered = dict(sorted(parts.items(), key=lambda item: -item[1]))
        return sum(parts.values()), ordered

    def token_weights(self, text: TokenizedText) -> list[float]:
        """Return for each token of a text the weight of the phrase it belongs to, 0 for none."""
        weights = [0.0] * len(text)
        for occurrence in self._counted(text):
            for place in range(occurrence.start, occurrence.end):
                weights[place] = self.phrases[occurrence.phrase].weight
        return weights

    def _counted(self, text: TokenizedText) -> list[_Occurrence]:
        """Return the occurrences that count: those of ``near`` phrases only beside another."""
        found = self._finder.find(text)
        anchors = [o for o in found if not self.phrases[o.phrase].near]
        return [o for o in found if any(_near(o, anchor) for anchor in anchors)]


def _near(one: _Occurrence, other: _Occurrence) -> bool:
    """Say whether two occurrences stand near each other; an occurrence is near itself."""
    return max(one.start - other.end, other.start - one.end) <= _NEAR_TOKENS


def load_topics(extra: str | Path | None = None) -> dict[str, Topic]:
    """Return the topics by name: those of searchkit, then those of the user's own file.

    A topic of the file replaces one of the same name. Raises UsageError when the file is missing or
    wrong, naming the place.
    """
    topics = _parse(read_data("topics.toml"), "topics.toml")
    if extra is not None:
        try:
            text = Path(extra).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"the topics file {extra} cannot be read: {error}") from error
        topics |= _parse(text, str(extra))
    return topics


def find_topic(topics: Mapping[str, Topic], name: str) -> Topic:
    """Return a topic by its name or title, typed with or without diacritics.

    Raises UsageError with the nearest names when there is none.
    """
    called = {_key(topic.title): topic for topic in topics.values()}
    called |= {_key(topic.name): topic for topic in topics.values()}
    key = _key(name)
    if key in called:
        return called[key]
    near = get_close_matches(key, topics, n=3)
    hint = f"did you mean {', '.join(near)}?" if near else "see `searchkit topics`"
    raise UsageError(f'there is no topic "{name}": {hint}')


def _key(name: str) -> str:
    return "-".join(_WORD.findall(fold(name).lower()))


def _parse(text: str, file: str) -> dict[str, Topic]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the topics file {file} is not valid TOML: {error}") from error
    return {name: _topic(name, table, file) for name, table in tables.items()}


def _topic(name: str, table: Any, file: str) -> Topic:
    try:
        if isinstance(table["phrases"], str):
            raise ValueError("phrases is no list")
        phrases = tuple(_phrase(entry) for entry in table["phrases"])
        if not any(not phrase.near for phrase in phrases):
            raise ValueError("no phrase that counts by itself (near = false)")
        return Topic(name, table.get("title", name), table.get("description", ""), phrases)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        example = 'phrases = [{ text = "bộ máy tinh gọn", weight = 1.0 }]'
        raise UsageError(f"{file}: topic [{name}] is wrong ({error}); write {example}") from error


def _phrase(entry: Any) -> TopicPhrase:
    fields = {"text": entry} if isinstance(entry, str) else entry
    phrase = TopicPhrase(
        str(fields["text"]), float(fields.get("weight", 1.0)), bool(fields.get("near", False))
    )
    if not tokenize(phrase.text):
        raise ValueError(f'phrase "{phrase.text}" has no words')
    if not 0 < phrase.weight <= 1:
        raise ValueError(f'weight {phrase.weight} of "{phrase.text}" is not in (0, 1]')
    return phrase
