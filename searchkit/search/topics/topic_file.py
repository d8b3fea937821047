"""Reading files of topics: every mistake is found at once, with its line.

The format is described in ``docs/topics.md``.
"""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass
from searchkit.errors import TopicsError
from searchkit.search.topics.model import Topic, TopicPhrase
from searchkit.search.topics.naming import topic_name
from searchkit.text.tokens import tokenize
from searchkit.toml_lines import toml_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_TOPIC_KEYS = ("title", "description", "broader", "phrases")
_PHRASE_KEYS = ("text", "weight", "near")
_EXAMPLE = 'phrases = [{ text = "bộ máy tinh gọn", weight = 1.0 }]'

_Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Mistake:
    path: _Path
    said: str


def parse_topics(text: str, file: str, known: Collection[str] = ()) -> dict[str, Topic]:
    """Return the topics of a file by name; ``known`` are the names of those that there are beside.

    Raises TopicsError, which lists every mistake with its line.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TopicsError(file, [(None, f"it is not valid TOML: {error}")]) from error
    reader = _TopicReader()
    topics = {name: reader.topic(name, table) for name, table in tables.items()}
    reader.check_names(topics)
    reader.check_broader(topics, known)
    if reader.mistakes:
        raise TopicsError(file, _with_lines(reader.mistakes, text))
    return {name: topic for name, topic in topics.items() if topic is not None}


def _with_lines(mistakes: list[_Mistake], text: str) -> list[tuple[int | None, str]]:
    """Say for each mistake on which line it is, or what it belongs to begins."""
    lines = toml_lines(text)
    found: list[tuple[int | None, str]] = []
    for mistake in mistakes:
        path = mistake.path
        while path and path not in lines:
            path = path[:-1]
        found.append((lines.get(path), f"[{mistake.path[0]}] {mistake.said}"))
    return sorted(found, key=lambda one: one[0] or 0)


class _TopicReader:
    """Makes topics of tables, and collects what is wrong with them."""

    def __init__(self) -> None:
        self.mistakes: list[_Mistake] = []

    def topic(self, name: str, table: Any) -> Topic | None:
        """Return a topic, None where it cannot be made."""
        if not isinstance(table, dict):
            self._tell((name,), f"is no table: write [{name}] and its keys below, {_EXAMPLE}")
            return None
        if not topic_name(name):
            self._tell((name,), "has no letters or digits, so the topic cannot be called")
        self._check_keys((name,), table, _TOPIC_KEYS)
        phrases = self._phrases(name, table.get("phrases"))
        return Topic(
            name,
            self._text(name, table, "title", name) or name,
            self._text(name, table, "description", ""),
            phrases,
            self._broader(name, table),
        )

    def check_names(self, topics: Mapping[str, Topic | None]) -> None:
        """Find topics that would be called by the same name."""
        called: dict[str, str] = {}
        for name in topics:
            other = called.setdefault(topic_name(name), name)
            if other != name:
                self._tell((name,), f"is called the same as [{other}]: give it another name")

    def check_broader(self, topics: Mapping[str, Topic | None], known: Collection[str]) -> None:
        """Find topics that are said to be part of one that is not there."""
        names = {*topics, *known}
        for name, topic in topics.items():
            for other in topic.broader if topic else ():
                if other not in names:
                    near = get_close_matches(other, names, n=1)
                    hint = f": did you mean {near[0]}?" if near else ""
                    self._tell((name, "broader"), f'there is no topic "{other}"{hint}')

    def _tell(self, path: _Path, said: str) -> None:
        self.mistakes.append(_Mistake(path, said))

    def _check_keys(
        self, path: _Path, table: Mapping[str, Any], known: Collection[str], of: str = "a topic"
    ) -> None:
        for key in table:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]}?" if near else f"{of} has {', '.join(known)}"
                self._tell((*path, key), f'there is no key "{key}": {hint}')

    def _text(self, name: str, table: Mapping[str, Any], key: str, default: str) -> str:
        value = table.get(key, default)
        if isinstance(value, str):
            return value
        self._tell((name, key), f'{key} is no text: write {key} = "…"')
        return default

    def _broader(self, name: str, table: Mapping[str, Any]) -> tuple[str, ...]:
        value = table.get("broader", [])
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(other, str) for other in names):
            self._tell((name, "broader"), 'broader is no name of a topic: write broader = "y-te"')
            return ()
        if name in names:
            self._tell((name, "broader"), "a topic is not broader than itself")
        return tuple(names)

    def _phrases(self, name: str, entries: Any) -> tuple[TopicPhrase, ...]:
        if not isinstance(entries, list):
            self._tell((name, "phrases"), f"has no list of phrases: write {_EXAMPLE}")
            return ()
        before = len(self.mistakes)
        found = [self._phrase((name, "phrases", i), entry) for i, entry in enumerate(entries)]
        phrases = [phrase for phrase in found if phrase is not None]
        self._check_repetition(name, found)
        if len(self.mistakes) == before and not any(phrase.stands_alone for phrase in phrases):
            self._tell(
                (name, "phrases"),
                "no phrase counts by itself: one must have a weight above 0 and no near = true",
            )
        return tuple(phrases)

    def _check_repetition(self, name: str, phrases: list[TopicPhrase | None]) -> None:
        seen = set()
        for i, phrase in enumerate(phrases):
            if phrase is not None:
                words = tokenize(phrase.text).accented
                if words in seen:
                    self._tell((name, "phrases", i), f'"{phrase.text}" is there twice: drop one')
                seen.add(words)

    def _phrase(self, path: _Path, entry: Any) -> TopicPhrase | None:
        fields = {"text": entry} if isinstance(entry, str) else entry
        if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
            self._tell(path, f"a phrase has no text: write {_EXAMPLE}")
            return None
        self._check_keys(path, fields, _PHRASE_KEYS, "a phrase")
        text, weight, near = fields["text"], fields.get("weight", 1.0), fields.get("near", False)
        before = len(self.mistakes)
        if not len(tokenize(text)):
            self._tell(path, f'phrase "{text}" has no words')
        if isinstance(weight, bool) or not isinstance(weight, (int, float)):
            self._tell(path, f'weight {weight!r} of "{text}" is no number, such as 0.8')
        elif not -1 <= weight <= 1:
            self._tell(path, f'weight {weight} of "{text}" is not from -1 to 1')
        elif near is True and weight <= 0:
            self._tell(path, f'"{text}" speaks against the topic: leave near = true out')
        if not isinstance(near, bool):
            self._tell(path, f'near of "{text}" is neither true nor false')
        return TopicPhrase(text, float(weight), near) if len(self.mistakes) == before else None
