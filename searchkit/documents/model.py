"""What a file becomes: a document with its text, its metadata and its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from searchkit.documents.record_fields import FieldValue


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document that makes sense alone; ``document.text[start:end]`` is its text.

    ``start`` and ``end`` count characters of ``Document.text``. ``heading`` is the path of the
    headings above it, outermost first; amid quoted wording it ends with the quoted article's title,
    amid a table with the caption and the names of the columns. ``citation`` names the place as
    lawyers write it (``khoản 2 Điều 5``) and is empty where the text has no such units. ``page`` is
    the 1-based page on which the passage begins, for formats that have pages.
    """

    start: int
    end: int
    heading: tuple[str, ...]
    citation: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One readable unit: a file, or one record of a corpus file.

    ``id`` is the file's path relative to the indexed root with ``/`` between the parts, or the
    record's own ``id``. ``path`` is the absolute path of the file that holds it. ``text`` is what
    all offsets point into. ``metadata`` holds only what the document itself says, ``fields`` what
    a record has beside it, by the names that it was given under (`record_fields`).
    """

    id: str
    path: str
    title: str
    text: str
    metadata: dict[str, str]
    passages: tuple[Passage, ...]
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
