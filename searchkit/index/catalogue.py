"""What the index holds: its files, its documents, and where each document's passages lie."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.index.records import (
    Failure,
    SourceState,
    StoredDocument,
    StoredPassage,
    unpack_document,
    unpack_passage,
)
from searchkit.index.schema import DOCUMENT, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from whoosh.reading import IndexReader

    from searchkit.engine.storage.docstore import Documents
    from searchkit.engine.whoosh.codec import ArrayTermsReader


class Catalogue:
    """The records of one state of the index, as a reader sees it.

    Passages are numbered as Whoosh numbers its documents; the passages of a document are
    neighbours.
    """

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        parts = reader.leaf_readers() if reader.doc_count_all() else []
        self._parts: list[IndexReader] = [part for part, _ in parts]
        self._offsets = [offset for _, offset in parts]
        self.boundaries: NDArray[np.int64] = self._having("record", DOCUMENT)
        """The first passage of each document, ascending, shape (documents,)."""

    def _having(self, field: str, term: str) -> NDArray[np.int64]:
        """Return the numbers of the passages with an exact term, ascending."""
        found = [np.zeros(0, np.int64)]
        for part, offset in zip(self._parts, self._offsets, strict=True):
            terms: ArrayTermsReader = part._terms
            postings = terms.field(field)
            ordinal = -1 if postings is None else postings.ordinal(term.encode())
            if postings is None or ordinal < 0:
                continue
            numbers = postings.documents(ordinal).astype(np.int64)
            if part.has_deletions():
                deleted = np.fromiter(part._perdoc.deleted_docs(), np.int64)
                numbers = np.setdiff1d(numbers, deleted, assume_unique=True)
            found.append(numbers + offset)
        return np.concatenate(found)

    def _fields(self, number: int) -> dict[str, Any]:
        """Return what is stored with a passage but for the text of its document."""
        part = bisect_right(self._offsets, number) - 1
        documents: Documents = self._parts[part]._perdoc.documents
        return documents.fields_but_body(number - self._offsets[part])

    @property
    def segments(self) -> int:
        """Number of segments."""
        return len(self._parts)

    def term_count(self, field: str) -> int:
        """Return the number of distinct terms of a field."""
        return sum(1 for _ in self._reader.lexicon(field))

    def first_of_key(self, key: str) -> int | None:
        """Return the first passage of the document with a key, None when there is none."""
        found = np.intersect1d(self._having("key", key), self.boundaries, assume_unique=True)
        return int(found[0]) if len(found) else None

    def sources(self) -> Iterator[SourceState]:
        """Yield every file of the index, those that failed among them."""
        for number in self._having("record", SOURCE).tolist():
            yield SourceState.from_stored(self._fields(number)["origin"])

    def failures(self) -> Iterator[Failure]:
        """Yield every file, or line of a corpus, that could not be indexed."""
        for state in self.sources():
            yield from state.failures

    def documents(self) -> Iterator[StoredDocument]:
        """Yield every document of the index, in the order of ``boundaries``, without its text."""
        for number in self.boundaries.tolist():
            yield unpack_document(self._fields(number))

    def digests(self, path: str) -> dict[str, str]:
        """Return key and content hash of each document that came from a file."""
        mine = np.intersect1d(self._having("source", path), self.boundaries, assume_unique=True)
        found = (unpack_document(self._fields(n)) for n in mine.tolist())
        return {document.key: document.digest for document in found}

    def copies(self, path: str) -> tuple[str, ...]:
        """Return the paths of the files that have the same content as a file, in order."""
        found = self._having("copy_of", path).tolist()
        states = (SourceState.from_stored(self._fields(n)["origin"]) for n in found)
        return tuple(sorted(state.path for state in states))

    def owner(self, passages: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the first passage of each passage's document (same shape)."""
        return self.boundaries[np.searchsorted(self.boundaries, passages, side="right") - 1]

    def document(self, first: int) -> StoredDocument:
        """Return the document whose first passage is given."""
        return unpack_document(self._reader.stored_fields(first))

    def passage(self, number: int) -> StoredPassage:
        """Return a passage by its number in the index."""
        return unpack_passage(self._fields(number))
