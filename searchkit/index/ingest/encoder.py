"""Documents become batches for a writer: token streams, exact terms and stored fields."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass
from searchkit.documents.relations.reading import statements
from searchkit.index.records import SourceState, pack_document, pack_passage
from searchkit.index.relations.statement_terms import (
    effect_days,
    pack_statements,
    relation_terms,
)
from searchkit.index.schema import DOCUMENT, ID, KEYWORDS, RECORD, SOURCE, TITLE_WORDS
from searchkit.index.terms.contexts import pack_contexts
from searchkit.index.terms.file_names import name_terms
from searchkit.index.terms.headings import heading_terms
from searchkit.index.terms.letterhead import letterhead_terms
from searchkit.index.terms.own_fields import own_terms
from searchkit.index.terms.provisions import provision_terms
from searchkit.index.terms.sorting import order_terms
from searchkit.index.terms.titles import title_terms
from searchkit.text.analyzer import streams_of
from searchkit.text.legal.mentions import mention_terms
from searchkit.text.segmentation.spelled_texts import spelled_texts
from searchkit.text.spelling.folded_words import accented_words
from searchkit.token_stream import ExactTerms, TermSequences

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from searchkit.backends.base import PackedBatch, Packing
    from searchkit.documents.model import Document, Passage
    from searchkit.documents.relations.model import Statements
    from searchkit.token_stream import Stream


@dataclass(frozen=True, slots=True)
class Entry:
    """A document on its way into the index.

    ``key`` is unique in the index; ``origin`` is given when the document is the whole of its file.
    """

    document: Document
    key: str
    digest: str
    origin: SourceState | None = None


class _Rows:
    """The documents of a batch while they are collected, column by column."""

    def __init__(self) -> None:
        self._columns: dict[str, TermSequences] = {name: ExactTerms() for name in KEYWORDS}
        self._columns[TITLE_WORDS] = TermSequences()
        self.stored: list[dict[str, Any]] = []

    def give(self, terms: Mapping[str, Collection[str]], documents: int = 1) -> None:
        """Give terms to the next document that is appended, or to the next few."""
        for name, own in terms.items():
            if own:
                self._columns[name].give(own, self.count, documents)

    @property
    def count(self) -> int:
        """Documents so far."""
        return len(self.stored)

    def append(self, stored: dict[str, Any]) -> None:
        """Add a document, which has been given its terms."""
        self.stored.append(stored)

    def streams(self) -> dict[str, Stream]:
        """Return the terms that were given, by field."""
        return {name: column.stream(self.count) for name, column in self._columns.items()}


def make_batch(
    entries: Sequence[Entry], origins: Sequence[SourceState], packing: Packing
) -> PackedBatch:
    """Analyse documents, and files that are recorded without one, into one batch."""
    rows = _Rows()
    documents = [entry.document for entry in entries]
    texts = [_indexed_text(document, own) for document in documents for own in document.passages]
    spelled = spelled_texts(texts + [""] * len(origins))
    said = list(map(statements, documents))  # one after the other, which takes two thirds
    for entry, own in zip(entries, said, strict=True):
        _add_document(rows, entry, own, spelled.texts)
    for origin in origins:
        copied = (origin.copy_of,) if origin.copy_of else ()
        rows.give({"key": (f"{origin.path}#",), "source": (origin.path,), "copy_of": copied})
        rows.give({"record": (SOURCE,)})
        rows.append({"origin": origin.to_stored()})
    streams = streams_of(spelled.chunks, spelled.numbers)
    return packing(streams | rows.streams(), rows.stored)


def _indexed_text(document: Document, passage: Passage) -> str:
    """Return what a passage is indexed as: the document's title, the heading path, its own text.

    A passage that carries its heading is found by words that only the heading has; without it,
    passages rank worse than whole articles.
    """
    head = [part for part in (document.title, *passage.heading) if part]
    return "\n".join([*head, document.text[passage.start : passage.end]])


def _add_document(rows: _Rows, entry: Entry, said: Statements, texts: Sequence[str]) -> None:
    """Add a document; ``texts``: those of all rows of the batch, in their one spelling."""
    document, origin = entry.document, entry.origin
    rows.give(_document_terms(entry, said), len(document.passages))
    headings, contexts = heading_terms(document), pack_contexts(document)
    for number, passage in enumerate(document.passages, start=1):
        stored: dict[str, Any] = {"passage": pack_passage(number, passage)}
        stored["context"] = contexts[number - 1]
        terms: dict[str, Sequence[str]] = {"mentions": mention_terms(texts[rows.count])}
        terms["heading"] = headings[number - 1]
        terms["provision"] = provision_terms(passage)
        if number == 1:
            of_file = () if origin is None else (SOURCE,)
            terms["record"] = (DOCUMENT, f"{ID}{document.id}", *of_file)
            terms["order"] = order_terms(document)
            terms["relations"] = relation_terms(said)
            terms[TITLE_WORDS] = accented_words(document.title)
            if packed := pack_statements(said):
                stored["statements"] = packed
            stored["document"] = pack_document(document, entry.key, entry.digest)
            stored["body"] = document.text
            if origin is not None:
                stored["origin"] = origin.to_stored()
        rows.give(terms)
        rows.append(stored)


def _document_terms(entry: Entry, said: Statements) -> dict[str, Sequence[str]]:
    document = entry.document
    terms = letterhead_terms(document.metadata)
    terms |= {"key": (entry.key,), "source": (document.path,), "title": title_terms(document)}
    terms["own"] = own_terms(document.fields)
    begins, ends = effect_days(said, document.metadata.get("date", ""))
    terms["effective"] = (begins,) if begins else ()
    terms["expires"] = (ends,) if ends else ()
    if name := _file_name(entry):
        terms["name"] = name_terms(name)
    return terms


def _file_name(entry: Entry) -> str:
    """Return the name of a document's file, in an archive too; "" for a record, which has none."""
    path = entry.document.path
    if path.startswith(RECORD):
        return ""
    file = _last_part(path)
    if entry.key == path:
        return file
    return entry.document.id if f"{file}/" in entry.document.id else ""


@lru_cache(maxsize=16)  # the records of a corpus share its path
def _last_part(path: str) -> str:
    return PurePath(path).name
