"""What the index stores beside the postings: passages, documents, and the files they came from."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass, field
from searchkit.documents.model import Document
from searchkit.documents.record_fields import Kind, kind_of, values_of
from searchkit.index.schema import BYTES, RECORD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchkit.documents.model import Passage
    from searchkit.documents.record_fields import FieldValue


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or a line of a corpus, that could not be indexed, and what to do about it."""

    path: str
    reason: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class SourceState:
    """A file as it was when it was indexed.

    ``size`` is in bytes, the times are nanoseconds since the epoch, ``digest`` is the content hash,
    ``documents`` counts what it held; ``failures`` lists what could not be read. ``copy_of`` is the
    path of the file that holds the same content, and its documents.
    """

    path: str
    root: str
    id: str
    size: int
    mtime_ns: int
    indexed_ns: int
    digest: str
    documents: int = 0
    failures: tuple[Failure, ...] = ()
    copy_of: str = ""

    def to_stored(self) -> tuple[Any, ...]:
        """Return the plain values that are stored."""
        failures = tuple((f.path, f.reason, f.advice) for f in self.failures)
        return (
            self.path,
            self.root,
            self.id,
            self.size,
            self.mtime_ns,
            self.indexed_ns,
            self.digest,
            self.documents,
            failures,
            self.copy_of,
        )

    @classmethod
    def from_stored(cls, values: Sequence[Any]) -> SourceState:
        """Rebuild the state from the stored values."""
        path, root, name, size, mtime_ns, indexed_ns, digest, documents, failures, copy_of = values
        found = tuple(Failure(*failure) for failure in failures)
        return cls(path, root, name, size, mtime_ns, indexed_ns, digest, documents, found, copy_of)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as stored: its place among its document's passages (1-based) and its offsets."""

    number: int
    start: int
    end: int
    heading: tuple[str, ...]
    citation: str
    page: int | None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as stored; ``text`` is exactly what the offsets of its passages point into.

    ``fields`` are those that a record was given beside its metadata. ``text_bytes`` is its size in
    UTF-8. A document that was looked up among all has no text.
    """

    key: str
    id: str
    path: str
    title: str
    metadata: Mapping[str, str]
    digest: str
    passages: int
    text_bytes: int
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    text: str = field(default="", repr=False)


def shown_path(path: str) -> str:
    """Return the path of a file; "" for what a program has added, which has none."""
    return "" if path.startswith((RECORD, BYTES)) else path


def pack_passage(number: int, passage: Passage) -> tuple[Any, ...]:
    """Return the stored form of the ``number``-th passage (1-based) of a document."""
    return (
        number,
        passage.start,
        passage.end,
        passage.heading,
        passage.citation,
        passage.page,
    )


def pack_document(document: Document, key: str, digest: str) -> tuple[Any, ...]:
    """Return the stored form of a document but for its text, which is a field of its own."""
    return (
        key,
        document.id,
        document.path,
        document.title,
        document.metadata,
        digest,
        len(document.passages),
        len(document.text.encode("utf-8", "surrogatepass")),
        pack_fields(document.fields),
    )


def unpack_passage(stored: Mapping[str, Any]) -> StoredPassage:
    """Rebuild a passage from the stored fields of its Whoosh document."""
    number, start, end, heading, citation, page = stored["passage"]
    return StoredPassage(number, start, end, tuple(heading), citation, page)


def unpack_document(stored: Mapping[str, Any]) -> StoredDocument:
    """Rebuild a document from the stored fields of its first passage."""
    *values, fields = stored["document"]
    return StoredDocument(*(*values, _unpacked_fields(fields), stored.get("body", "")))


def document_of(stored: StoredDocument, path: str, passages: tuple[Passage, ...]) -> Document:
    """Return a document as it was before it was stored; ``path`` is where its file lies now."""
    return Document(
        stored.id,
        path,
        stored.title,
        stored.text,
        dict(stored.metadata),
        passages,
        stored.fields,
    )


def pack_fields(fields: Mapping[str, FieldValue]) -> dict[str, Any]:
    """Return fields as values that JSON knows, each different from all others."""
    return {name: _packed(value) for name, value in fields.items()}


def _packed(value: FieldValue) -> Any:
    several = isinstance(value, tuple)
    if kind_of(value) == Kind.DATE:
        days = [one.isoformat() for one in values_of(value) if isinstance(one, date)]
        return {"dates" if several else "date": days}
    return {"values": list(values_of(value))} if several else value


def _unpacked_fields(stored: Mapping[str, Any]) -> dict[str, FieldValue]:
    return {name: _unpacked(value) for name, value in stored.items()}


def _unpacked(stored: Any) -> FieldValue:
    if not isinstance(stored, dict):
        value: FieldValue = stored
        return value
    ((shape, values),) = stored.items()
    if shape == "values":
        return tuple(values)
    days = [(datetime if "T" in day else date).fromisoformat(day) for day in values]
    return tuple(days) if shape == "dates" else days[0]
