"""A document that a program adds, and what of it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import KW_ONLY  # noqa: TC003 -- looked up when the class is made
from typing import Any

from searchkit._dataclass import dataclass, field
from searchkit.documents.file_names import composed
from searchkit.documents.model import Document
from searchkit.documents.record_fields import LETTERHEAD, checked, iso_date, split_keys, whole
from searchkit.errors import DocumentError, UsageError
from searchkit.index.schema import RECORD

LONGEST_TEXT = 8_000_000
"""Characters of a text, which is cut in the process that runs: that takes 100 bytes for each."""

LONGEST_ID = 1000
_HEAD = tuple(name for name in LETTERHEAD if name != "note")
_ADVICE = "add it again when that is mended"


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document for `Index.add_documents`: a row of a database, a page, whatever has a text.

    It replaces the document of the same ``id``. The text is read as that of a file is: its
    letterhead, its articles, its passages. What is given here counts more than what the text says
    of itself; an article of a law says so by ``law`` (the law's number) and ``article``. ``fields``
    are of your own, by names that mean nothing else: texts, numbers, dates (``datetime.date``, also
    with a time), booleans, or lists of them. What is None or empty is left out.
    """

    id: str
    text: str
    _: KW_ONLY
    title: str | None = None
    number: str | None = None
    date: dt.date | str | None = None
    type: str | None = None
    issuer: str | None = None
    superior: str | None = None
    signer: str | None = None
    place: str | None = None
    summary: str | None = None
    law: str | None = None
    article: str | None = None
    fields: Mapping[str, object] = field(default_factory=dict)


def document_of(item: object, place: str) -> Document:
    """Return what is kept of a new document, without passages.

    Any mapping, or row of a database that has ``keys``, is read as a record of a corpus is.
    ``place`` says which one it is while it has no id. Raises DocumentError for what cannot be
    added.
    """
    given = _given(item, place)
    name = _id(given.pop("id", None), place)
    text, title = (_text(name, key, given.pop(key, None)) for key in ("text", "title"))
    text = text if text.strip() else title  # of some articles only the title is left in force
    if not text.strip():
        raise DocumentError(name, "is empty", "give it a text")
    if len(text) > LONGEST_TEXT:
        reason = f"has more than {LONGEST_TEXT // 1_000_000} million characters"
        raise DocumentError(name, reason, "split it into documents of their own")
    try:
        if isinstance(item, NewDocument):
            metadata, fields = _head(given), checked(_mapping(item.fields))
        else:
            metadata, fields = split_keys(given)
    except UsageError as error:
        raise DocumentError(name, str(error), _ADVICE) from error
    return Document(name, f"{RECORD}{name}", title, text, metadata, (), fields)


def _given(item: object, place: str) -> dict[str, Any]:
    """Return the keys of an item with their values."""
    if isinstance(item, NewDocument):
        return {name: getattr(item, name) for name in ("id", "text", "title", *_HEAD)}
    if isinstance(item, Mapping) or (hasattr(item, "keys") and hasattr(item, "__getitem__")):
        names = item.keys()  # a row of sqlite3 iterates over its values
        return {str(name): item[name] for name in names}
    kind = type(item).__name__
    reason = f"is of the type {kind}, no searchkit.NewDocument and no mapping"
    raise DocumentError(place, reason, _ADVICE)


def _id(value: object, place: str) -> str:
    name = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(name, str) or not name.strip():
        raise DocumentError(place, 'has no usable "id"', "give each document a text as its id")
    if len(name) > LONGEST_ID:
        reason = f"has an id of {len(name):,} characters"
        raise DocumentError(place, reason, "give it a shorter one")
    return composed(whole(name.strip()))


def _mapping(fields: object) -> Mapping[str, object]:
    if fields is None:
        return {}
    if not isinstance(fields, Mapping):
        kind = type(fields).__name__
        raise UsageError(f"the fields are of the type {kind}; give them as a dictionary")
    return fields


def _text(name: str, key: str, value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        kind = type(value).__name__
        raise DocumentError(name, f"has a {key} of the type {kind}", "give it as a text (str)")
    return whole(value)


def _head(given: Mapping[str, object]) -> dict[str, str]:
    """Return the letterhead of a new document; raises UsageError for what is none."""
    head: dict[str, str] = {}
    for key, value in given.items():
        if value is None or value == "":
            continue
        if key == "date" and isinstance(value, (str, dt.date)):
            if not (day := iso_date(value)):
                raise UsageError(f'the date "{value}" is none: write 25/4/2025 or 2025-04-25')
            head[key] = day
        elif isinstance(value, str):
            head[key] = whole(value)
        else:
            raise UsageError(f"the {key} is of the type {type(value).__name__}; give it as a text")
    return head
