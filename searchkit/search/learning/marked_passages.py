"""Reading marked passages: hits as searches write them in JSON, each with a mark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass
from searchkit.errors import UsageError, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADVICE = "write what `searchkit search --json` prints, and a mark to each hit"


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage, and whether a person says that it is about a topic.

    ``head`` is the title of its document and the headings above it, a line each.
    """

    id: str
    text: str
    head: str = ""
    about: bool = True


def read_marked_passages(file: str | Path) -> tuple[MarkedPassage, ...]:
    """Return the passages that were marked in a file.

    The file holds one JSON value, a result or a list of hits, or one hit a line. A hit's ``mark``
    is true or false, or a grade of which 0 means not about the topic. Hits without one are passed
    over; if none has one, all are taken to be about the topic. Raises UsageError for a file that
    cannot be read or holds something else, naming the hit or the line.
    """
    try:
        text = Path(file).read_text("utf-8-sig")
    except OSError as failed:
        error = reason_of(failed)
        raise UsageError(f"the hits in {file} cannot be read: {error}") from failed
    except UnicodeDecodeError as error:
        raise UsageError(f"the hits in {file} cannot be read: save it as UTF-8") from error
    hits = list(_hits(text, str(file)))
    any_marked = any(hit.get("mark") is not None for _, hit in hits)
    passages = [
        _passage(hit, place) for place, hit in hits if not any_marked or hit.get("mark") is not None
    ]
    if not passages:
        raise UsageError(f"{file} holds no hits: {_ADVICE}")
    return tuple(passages)


def _hits(text: str, file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each hit with its place in the file."""
    try:
        value = json.loads(text)
    except ValueError:
        yield from _lines(text, file)
        return
    hits = value.get("hits", [value]) if isinstance(value, dict) else value
    if not isinstance(hits, list):
        raise UsageError(f"{file} is no list of hits: {_ADVICE}")
    for number, hit in enumerate(hits, start=1):
        yield _checked(hit, f"{file}, hit {number}")


def _lines(text: str, file: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            place = f"{file}, line {number}"
            try:
                yield _checked(json.loads(line), place)
            except ValueError as error:
                raise UsageError(f"{place}: not JSON ({error}): {_ADVICE}") from error


def _checked(hit: Any, place: str) -> tuple[str, dict[str, Any]]:
    if not isinstance(hit, dict) or not isinstance(hit.get("text"), str):
        raise UsageError(f"{place}: no hit with a text: {_ADVICE}")
    return place, hit


def _passage(hit: dict[str, Any], place: str) -> MarkedPassage:
    mark = hit.get("mark", True)
    if not isinstance(mark, (bool, int)):
        raise UsageError(f"{place}: the mark {mark!r} is neither true, false nor a whole number")
    heading = hit.get("heading")
    above = [hit.get("title"), *(heading if isinstance(heading, list) else ())]
    head = "\n".join(part for part in above if isinstance(part, str))
    return MarkedPassage(str(hit.get("id", place)), hit["text"], head, bool(mark))
