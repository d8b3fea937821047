"""Topics as text of a topics file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.search.topics.model import Topic, TopicPhrase

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def topics_as_toml(topics: Iterable[Topic]) -> str:
    """Return topics as they stand in a topics file; reading it gives the same topics."""
    return "\n".join(map(_table, topics))


def _table(topic: Topic) -> str:
    name = topic.name if _BARE_KEY.fullmatch(topic.name) else _quoted(topic.name)
    lines = [f"[{name}]", f"title = {_quoted(topic.title)}"]
    if topic.description:
        lines.append(f"description = {_quoted(topic.description)}")
    if topic.broader:
        lines.append(f"broader = [{', '.join(map(_quoted, topic.broader))}]")
    phrases = [f"  {phrase_as_toml(phrase)},\n" for phrase in topic.phrases]
    return "\n".join([*lines, f"phrases = [\n{''.join(phrases)}]\n"])


def phrase_as_toml(phrase: TopicPhrase) -> str:
    """Return a phrase as an entry of a topic."""
    near = ", near = true" if phrase.near else ""
    return f"{{ text = {_quoted(phrase.text)}, weight = {phrase.weight:g}{near} }}"


def _quoted(text: str) -> str:
    """Return a basic string: JSON's escapes are TOML's, which escapes one letter more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
