"""The Whoosh codec: how Whoosh writes and reads segments whose postings are our arrays.

A segment has two files: ``.ski`` with the inverted file of every field (inverted_file.py) and
``.skd`` with what is kept per document (docstore.py). Schema, table of contents, lock,
deletions, sortable columns and vectors are Whoosh's own.
"""

# Whoosh's base classes tell what the methods of its interfaces do and take.
# ruff: noqa: D102

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3Segment
from whoosh.reading import TermInfo, TermNotFound

from searchkit.engine.snapshot.table_of_contents import segment_state
from searchkit.engine.storage import docstore
from searchkit.engine.storage.arrays import LENGTH_OF_NORM
from searchkit.engine.storage.docstore import Documents
from searchkit.engine.storage.durable_files import segment_path
from searchkit.engine.storage.inverted_file import InvertedFile
from searchkit.engine.storage.postings import EXTENSION
from searchkit.engine.storage.section_file import damaged
from searchkit.engine.whoosh.checksummed_storage import add_checksums

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit.engine.snapshot.table_of_contents import SegmentState
    from searchkit.engine.storage.postings import FieldPostings
    from searchkit.engine.whoosh.field_writer import ArrayFieldWriter, ArrayPerDocWriter
    from searchkit.engine.whoosh.matcher import ArrayMatcher


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """Pass ``codec=ArrayCodec()`` to a Whoosh writer, or use the engine's own; readers find it."""

    def per_document_writer(self, storage: Any, segment: Any) -> ArrayPerDocWriter:
        from searchkit.engine.whoosh.field_writer import ArrayPerDocWriter

        return ArrayPerDocWriter(self, storage, segment)

    def field_writer(self, storage: Any, segment: Any) -> ArrayFieldWriter:
        from searchkit.engine.whoosh.field_writer import ArrayFieldWriter

        return ArrayFieldWriter(segment_path(storage, segment, EXTENSION), segment)

    def terms_reader(self, storage: Any, segment: Any) -> ArrayTermsReader:
        path = segment_path(storage, segment, docstore.EXTENSION)
        documents = Documents(path)
        if documents.count != segment.doc_count_all():
            raise damaged(str(path), "holds another number of documents than the index says")
        return ArrayTermsReader(segment_path(storage, segment, EXTENSION), documents)

    def per_document_reader(self, storage: Any, segment: Any) -> ArrayPerDocReader:
        return ArrayPerDocReader(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        add_checksums(storage)
        return ArraySegment(self, indexname)


class ArraySegment(W3Segment):  # type: ignore[misc]
    """A segment of ours as the table of contents keeps it."""

    has_unfinished = False
    """Whether adding one of its documents has failed; such a segment is never committed."""

    def __getstate__(self) -> dict[str, Any]:
        return {
            "indexname": self.indexname,
            "segid": self.segid,
            "documents": self._doccount,
            "deleted": None if self._deleted is None else sorted(self._deleted),
            "field_lengths": dict(self._fieldlengths),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what the table of contents says; raises ValueError for what cannot be."""
        self._take(segment_state(state))

    @classmethod
    def of(cls, state: SegmentState) -> ArraySegment:
        """Return the segment of which a table of contents says so."""
        made: ArraySegment = cls.__new__(cls)
        made._take(state)
        return made

    def _take(self, state: SegmentState) -> None:
        ids = set(state.deleted) or None
        super().__init__(ArrayCodec(), state.indexname, state.documents, state.id, ids)
        self._fieldlengths = dict(state.field_lengths)

    def should_assemble(self) -> bool:
        """Keep the files apart: arrays are mapped from files and must stay aligned."""
        return False


class ArrayPerDocReader(W3PerDocReader):  # type: ignore[misc]
    """Lengths and stored fields from our file; columns and vectors from Whoosh's."""

    def __init__(self, storage: Any, segment: Any) -> None:
        super().__init__(storage, segment)
        self.documents = Documents(segment_path(storage, segment, docstore.EXTENSION))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return self.documents.length(docnum, fieldname, default)

    def doc_field_length_reader(self, fieldname: str, default: int = 0) -> Any:
        """whoosh3 asks for all lengths of a field through this function."""
        return lambda docnum: self.documents.length(docnum, fieldname, default)

    def min_field_length(self, fieldname: str) -> int:
        norms = self.documents.field_norms(fieldname)
        return 0 if norms is None or not norms.size else int(LENGTH_OF_NORM[norms.min()])

    def max_field_length(self, fieldname: str) -> int:
        norms = self.documents.field_norms(fieldname)
        return 0 if norms is None or not norms.size else int(LENGTH_OF_NORM[norms.max()])

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return self.documents.stored_fields(docnum)


class ArrayTermsReader(InvertedFile, base.TermsReader):  # type: ignore[misc]
    """The inverted file of one segment as Whoosh asks about it."""

    def _find(self, fieldname: str, term: bytes) -> tuple[FieldPostings, int]:
        field = self.field(fieldname)
        ordinal = -1 if field is None else field.ordinal(term)
        if field is None or ordinal < 0:
            raise TermNotFound(f"No term {fieldname}:{term!r}")
        return field, ordinal

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field = self.field(term[0])
        return field is not None and field.ordinal(term[1]) >= 0

    def indexed_field_names(self) -> Iterable[str]:
        return self.names

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for name in sorted(self.names):
            field = self.field(name)
            if field is None or name < fieldname:
                continue
            first = field.dictionary.lower_bound(prefix) if name == fieldname else 0
            for term in field.dictionary.iterate(first):
                yield name, term

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return self.items_from("", b"")

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for term in self.terms_from(fieldname, prefix):
            yield term, self.term_info(*term)

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        return ArrayCursor(self.field(fieldname), fieldobj)

    def term_info(self, fieldname: str, term: bytes) -> TermInfo:
        field, ordinal = self._find(fieldname, term)
        documents, frequencies = field.postings(ordinal)
        norms = self.field_norms(fieldname)
        lengths = [0] if norms is None else LENGTH_OF_NORM[norms[documents]]
        return TermInfo(
            weight=float(frequencies.sum()),
            df=len(documents),
            minlength=int(min(lengths)),
            maxlength=int(max(lengths)),
            maxweight=float(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def doc_frequency(self, fieldname: str, term: bytes) -> int:
        field = self.field(fieldname)
        ordinal = -1 if field is None else field.ordinal(term)
        return 0 if field is None or ordinal < 0 else field.document_frequency(ordinal)

    def frequency(self, fieldname: str, term: bytes) -> int:
        field, ordinal = self._find(fieldname, term)
        return field.collection_frequency(ordinal)

    def matcher(
        self, fieldname: str, term: bytes, format_: Any, scorer: Any = None
    ) -> ArrayMatcher:
        from searchkit.engine.whoosh.matcher import ArrayMatcher

        field, ordinal = self._find(fieldname, term)
        name = (fieldname, term)
        return ArrayMatcher(field, ordinal, format_, scorer, name, self.field_norms(fieldname))

    def close(self) -> None:
        """Nothing to do: the mapped files are freed with the last array that views them."""


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """Whoosh's cursor over the sorted terms of a field."""

    def __init__(self, field: FieldPostings | None, fieldobj: Any) -> None:
        self._dictionary = None if field is None else field.dictionary
        self._fieldobj = fieldobj
        self._ordinal = 0

    def first(self) -> str | None:
        self._ordinal = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        wanted = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._ordinal = 0 if self._dictionary is None else self._dictionary.lower_bound(wanted)
        return self.text()

    def next(self) -> str | None:
        self._ordinal += 1
        return self.text()

    def text(self) -> str | None:
        if self._dictionary is None or not self.is_valid():
            return None
        text: str = self._fieldobj.from_bytes(self._dictionary.term(self._ordinal))
        return text

    def is_valid(self) -> bool:
        return self._dictionary is not None and self._ordinal < len(self._dictionary)
