"""Documents become batches for the bulk writer: token streams, exact terms and stored fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from searchkit.index.document_batch import DocumentBatch, PackedBatch
from searchkit.index.records import SourceState, pack_document, pack_passage
from searchkit.index.schema import DOCUMENT, KEYWORDS, SOURCE
from searchkit.text import document_numbers, fold, normalize
from searchkit.text.streams import token_streams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.documents.model import Document, Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """A document on its way into the index.

    ``key`` is unique in the index; ``origin`` is given when the document is the whole of its file.
    """

    document: Document
    key: str
    digest: str
    origin: SourceState | None = None


@dataclass(slots=True)
class _Rows:
    """The Whoosh documents of a batch while they are collected."""

    texts: list[str] = field(default_factory=list)
    keywords: dict[str, list[Sequence[str]]] = field(
        default_factory=lambda: {name: [] for name in KEYWORDS}
    )
    stored: list[dict[str, Any]] = field(default_factory=list)

    def append(self, text: str, terms: dict[str, Sequence[str]], stored: dict[str, Any]) -> None:
        self.texts.append(text)
        for name, column in self.keywords.items():
            column.append(terms.get(name, ()))
        self.stored.append(stored)


def make_batch(entries: Sequence[Entry], origins: Sequence[SourceState] = ()) -> PackedBatch:
    """Analyse documents, and files that are recorded without one, into one batch."""
    rows = _Rows()
    for entry in entries:
        _add_document(rows, entry)
    for origin in origins:
        terms: dict[str, Sequence[str]] = {
            "key": (f"{origin.path}#",),
            "source": (origin.path,),
            "record": (SOURCE,),
        }
        if origin.copy_of:
            terms["copy_of"] = (origin.copy_of,)
        rows.append("", terms, {"origin": origin.to_stored()})
    return DocumentBatch(token_streams(rows.texts), rows.keywords, rows.stored).pack()


def indexed_text(document: Document, passage: Passage) -> str:
    """Return what a passage is indexed as: the document's title, the heading path, its own text.

    A passage that carries its heading is found by words that only the heading has; without it,
    passages rank worse than whole articles.
    """
    head = [part for part in (document.title, *passage.heading) if part]
    return normalize("\n".join([*head, document.text[passage.start : passage.end]])).text


def _add_document(rows: _Rows, entry: Entry) -> None:
    document = entry.document
    shared = _document_terms(entry)
    for number, passage in enumerate(document.passages, start=1):
        text = indexed_text(document, passage)
        terms = shared | {"mentions": tuple({n.key for n in document_numbers(text)})}
        stored: dict[str, Any] = {"passage": pack_passage(number, passage)}
        if number == 1:
            terms["record"] = (DOCUMENT,) if entry.origin is None else (DOCUMENT, SOURCE)
            stored["document"] = pack_document(document, entry.key, entry.digest)
            if entry.origin is not None:
                stored["origin"] = entry.origin.to_stored()
        rows.append(text, terms, stored)


def _document_terms(entry: Entry) -> dict[str, Sequence[str]]:
    metadata = entry.document.metadata
    terms: dict[str, Sequence[str]] = {"key": (entry.key,), "source": (entry.document.path,)}
    numbers = tuple({n.key for n in document_numbers(metadata.get("number", ""))})
    if numbers:
        terms["number"] = numbers
    for name in ("type", "issuer", "signer", "place", "date"):
        if value := metadata.get(name):
            terms[name] = (keyword(value),)
    return terms


def keyword(value: str) -> str:
    """Return the exact term of a metadata value: one spelling, lower case, without diacritics."""
    return " ".join(fold(normalize(value).text).lower().split())
