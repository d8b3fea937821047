"""The topics that there are: those of searchkit and those of the user's own file."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.errors import UsageError, reason_of
from searchkit.search.topics.naming import topic_name
from searchkit.search.topics.topic_file import parse_topics
from searchkit.text.tables import read_data

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from searchkit.search.topics.model import Topic


def load_topics(extra: str | Path | None = None) -> dict[str, Topic]:
    """Return the topics by name: those of searchkit, then those of the user's own file.

    A topic of the file replaces one of the same name. Raises UsageError when the file cannot be
    read, and TopicsError, which lists all that is wrong with it by line.
    """
    topics = parse_topics(read_data("topics.toml"), "topics.toml")
    return topics if extra is None else topics | read_topics(extra, topics)


def read_topics(file: str | Path, known: Collection[str] = ()) -> dict[str, Topic]:
    """Return the topics of a file by name; ``known`` are the names of those that there are beside.

    Errors are those of load_topics.
    """
    try:
        text = Path(file).read_text("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"the topics file {file} cannot be read: byte {error.start + 1} is not UTF-8; "
            "save it as UTF-8"
        ) from error
    except OSError as error:
        raise _unreadable(file, reason_of(error)) from error
    return parse_topics(text, str(file), known)


def _unreadable(file: str | Path, error: str) -> UsageError:
    return UsageError(f"the topics file {file} cannot be read: {error}")


def find_topic(topics: Mapping[str, Topic], name: str) -> Topic:
    """Return a topic by its name or title, typed with or without diacritics.

    Raises UsageError with the nearest names when there is none.
    """
    called = {topic_name(topic.title): topic for topic in topics.values()}
    called |= {topic_name(topic.name): topic for topic in topics.values()}
    key = topic_name(name)
    if key in called:
        return called[key]
    within = [name for name in topics if key and key in topic_name(name)]
    near = within[:3] or get_close_matches(key, topics, n=3)
    hint = f"did you mean {', '.join(near)}?" if near else "see `searchkit topics`"
    raise UsageError(f'there is no topic "{name}": {hint}')
