"""Concepts of a thesaurus become topics: their labels are the phrases."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field
from searchkit.errors import UsageError
from searchkit.search.topics.model import Topic, TopicPhrase
from searchkit.search.topics.naming import topic_name
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PREFERRED, ALTERNATIVE, HIDDEN = 1.0, 0.9, 0.8
"""The weights of labels: who makes a thesaurus says that the others stand for the preferred one."""

_OF_NARROWER = 0.8
"""What a phrase of a narrower concept weighs in a broader one, against its own."""

_QUALIFIER = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
"""What tells two concepts of one label apart: ``đình (kiến trúc)``. No text has it."""


@dataclass(slots=True)
class Concept:
    """A concept of a thesaurus.

    ``preferred``, ``alternative``, ``hidden`` and ``definition`` are by language, in lower case,
    and "" where none is said; ``broader`` are ids of other concepts.
    """

    id: str
    preferred: dict[str, str] = field(default_factory=dict)
    alternative: dict[str, list[str]] = field(default_factory=dict)
    hidden: dict[str, list[str]] = field(default_factory=dict)
    definition: dict[str, str] = field(default_factory=dict)
    broader: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ImportedTopics:
    """What came out of a thesaurus; ``notes`` say what was left out, and what was renamed."""

    topics: tuple[Topic, ...]
    notes: tuple[str, ...] = ()


def make_topics(
    concepts: Mapping[str, Concept], language: str, *, narrower: bool = False
) -> ImportedTopics:
    """Return the topics of concepts that have a label in a language, or in none that is said.

    ``narrower``: a topic gets the phrases of the topics below it too. Raises UsageError when no
    concept has a label in the language.
    """
    named, notes = _names(concepts, language)
    phrases = {key: _phrases(concepts[key], language) for key in named}
    unusable = [key for key in named if not phrases[key]]
    for key in unusable:
        notes.append(f'"{named.pop(key)}" was left out: its labels have no words')
    below = _narrower(concepts, named) if narrower else {}
    topics = []
    for key, name in named.items():
        concept = concepts[key]
        own = [*phrases[key], *_of_narrower(key, below, phrases)]
        topics.append(
            Topic(
                name,
                _in_language(concept.preferred, language) or name,
                " ".join((_in_language(concept.definition, language) or "").split()),
                _distinct(own),
                tuple(dict.fromkeys(named[other] for other in concept.broader if other in named)),
            )
        )
    return ImportedTopics(tuple(topics), tuple(notes))


def _names(concepts: Mapping[str, Concept], language: str) -> tuple[dict[str, str], list[str]]:
    """Return a name for each concept with a label in the language, and notes."""
    named: dict[str, str] = {}
    notes = []
    taken: Counter[str] = Counter()
    unlabelled = 0
    for key, concept in concepts.items():
        label = _in_language(concept.preferred, language)
        if label is None:
            unlabelled += 1
            continue
        name = topic_name(label)
        if not name:
            notes.append(f'"{label}" was left out: it has no letters or digits')
            continue
        taken[name] += 1
        if taken[name] > 1:
            notes.append(f'"{label}" is there more than once: one is called {name}-{taken[name]}')
            name = f"{name}-{taken[name]}"
            taken[name] += 1
        named[key] = name
    if not named:
        raise UsageError(_no_label(concepts.values(), language))
    if unlabelled:
        notes.append(f'{unlabelled:,} concepts were left out: they have no label in "{language}"')
    return named, notes


def _no_label(concepts: Iterable[Concept], language: str) -> str:
    counted = Counter(own for concept in concepts for own in concept.preferred)
    there = ", ".join(f"{name or 'none'} ({n:,})" for name, n in counted.most_common(5))
    return f'no concept has a label in "{language}"; the languages are: {there or "none"}'


def _in_language(values: Mapping[str, str], language: str) -> str | None:
    """Return the value in a language (``vi`` is met by ``vi-VN`` too), or that in none."""
    if language in values:
        return values[language]
    for own, value in values.items():
        if own.partition("-")[0] == language:
            return value
    return values.get("")


def _all_in_language(values: Mapping[str, Sequence[str]], language: str) -> list[str]:
    return [
        label
        for own, labels in values.items()
        for label in labels
        if own in (language, "") or own.partition("-")[0] == language
    ]


def _phrases(concept: Concept, language: str) -> tuple[TopicPhrase, ...]:
    preferred = _in_language(concept.preferred, language)
    labels = [(preferred, PREFERRED)] if preferred else []
    labels += [(text, ALTERNATIVE) for text in _all_in_language(concept.alternative, language)]
    labels += [(text, HIDDEN) for text in _all_in_language(concept.hidden, language)]
    found = [TopicPhrase(_QUALIFIER.sub("", " ".join(text.split())), w) for text, w in labels]
    return _distinct(phrase for phrase in found if len(tokenize(phrase.text)))


def _distinct(phrases: Iterable[TopicPhrase]) -> tuple[TopicPhrase, ...]:
    """Return phrases of different words, of the same ones the first."""
    found: dict[tuple[str, ...], TopicPhrase] = {}
    for phrase in phrases:
        found.setdefault(tokenize(phrase.text).accented, phrase)
    return tuple(found.values())


def _narrower(concepts: Mapping[str, Concept], named: Iterable[str]) -> dict[str, list[str]]:
    below: dict[str, list[str]] = {}
    for key in named:
        for other in concepts[key].broader:
            below.setdefault(other, []).append(key)
    return below


def _of_narrower(
    key: str, below: Mapping[str, list[str]], phrases: Mapping[str, tuple[TopicPhrase, ...]]
) -> list[TopicPhrase]:
    """Return the phrases of all that is below a concept; a circle is gone through once."""
    found: list[TopicPhrase] = []
    seen = {key}
    waiting = list(below.get(key, ()))
    while waiting:
        other = waiting.pop(0)
        if other not in seen:
            seen.add(other)
            for phrase in phrases.get(other, ()):
                found.append(TopicPhrase(phrase.text, round(_OF_NARROWER * phrase.weight, 2)))
            waiting += below.get(other, ())
    return found
