"""The segments of an index as the executor sees them: arrays, a mask, hot terms."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol
from weakref import WeakKeyDictionary

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.engine.execution.positions import TermPositions
from searchkit.engine.execution.segment_term import SegmentTerm
from searchkit.engine.snapshot.committed import OpenSegment
from searchkit.engine.storage.arrays import LENGTH_OF_NORM, live_mask, located
from searchkit.engine.storage.cache import HOT, Memo
from searchkit.engine.storage.inverted_file import InvertedFile
from searchkit.errors import QueryError
from searchkit.time_limit import checkpoint

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Sequence

    from searchkit.engine.storage.arrays import AnyInts, Bytes, Flags, Floats, Ints
    from searchkit.engine.storage.postings import FieldPostings

SEARCHED = 16
"""From this ratio of sizes on, a binary search beats marking every document."""

_known: WeakKeyDictionary[IndexReader, list[SegmentReader]] = WeakKeyDictionary()
_scratch = threading.local()


class IndexReader(Protocol):
    """One state of an index, as ``snapshot`` or Whoosh opens it; what the executor asks of it."""

    @property
    def schema(self) -> Any:
        """The fields by name; each says whether it is ``scorable``."""

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones among them."""

    def field_length(self, fieldname: str) -> int:
        """Return the number of tokens of a field in all documents."""

    def leaf_readers(self) -> Sequence[tuple[Any, int]]:
        """Return each segment's reader, and the number of its first document."""


class Saturation(NamedTuple):
    """BM25's parameters for one field: k1, b and the average length over the whole index."""

    k1: float
    b: float
    average: float

    def length_norms(self, field_norms: Bytes | None, documents: AnyInts) -> Floats:
        """Return k1 * (1 - b + b * length / average) of some documents.

        ``field_norms``: those of every document; None: all are empty.
        """
        table = length_norms(self)
        if field_norms is None:
            return np.full(len(documents), table[0])
        return table.take(field_norms.take(documents))

    def of(self, frequencies: AnyInts, norms: Floats) -> Floats:
        """Return f * (k1 + 1) / (f + norm); a term's weight times this is its score."""
        values: Floats = np.multiply(frequencies, self.k1 + 1, dtype=np.float64)
        values /= frequencies + norms
        return values


@lru_cache
def length_norms(saturation: Saturation) -> Floats:
    """Return the length norm of each field norm; never quite 0, so that 0 / norm is 0."""
    k1, b, average = saturation
    known = LENGTH_OF_NORM.astype(np.float64)
    return np.maximum(k1 * ((1 - b) + b * known / average), np.finfo(np.float64).tiny)


def encoded(text: str | bytes) -> bytes:
    """Return a term as the index holds it; one with half of a surrogate pair is in no index."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


class Found(NamedTuple):
    """A term that a segment has: its field, its rank there, (start, end) of its postings there."""

    field: FieldPostings
    ordinal: int
    start: int
    end: int

    @property
    def documents(self) -> int:
        """In how many documents of the segment it is, deleted ones among them."""
        return self.end - self.start


_FOUND = 400
"""Bytes of a term that was looked up: what it has beside its letters."""

_UNKNOWN: Any = object()
"""Of what was not looked up: asked for in one step, for other threads look terms up meanwhile."""


class SegmentReader:
    """One segment: ``offset`` is the number of its first document in the whole index."""

    def __init__(self, inverted: InvertedFile, deleted: Collection[int], offset: int) -> None:
        self._inverted = inverted
        self.documents = inverted.documents
        self.id = HOT.number_for(self)
        self.offset = offset
        self.count = inverted.documents.count
        self.live: Flags | None = live_mask(self.count, deleted) if deleted else None
        """Which documents are not deleted; None while none is."""
        self._field_norms: dict[str, Bytes | None] = {}
        self._found: Memo[tuple[str, str | bytes], Found | None] = Memo(HOT.limit >> 6)

    def field(self, fieldname: str) -> FieldPostings | None:
        """Return the postings of a field, or None."""
        return self._inverted.field(fieldname)

    def find(self, fieldname: str, text: str | bytes) -> Found | None:
        """Return where the segment has a term, or None."""
        key = fieldname, text
        found: Found | None = self._found.get(key, _UNKNOWN)
        if found is _UNKNOWN:
            field = self._inverted.field(fieldname)
            place = None if field is None else field.find(encoded(text))
            found = None if field is None or place is None else Found(field, *place)
            self._found.keep(key, found, _FOUND + len(text))
        return found

    def term(self, fieldname: str, text: str | bytes) -> SegmentTerm | None:
        """Return a term if the segment has it, from the cache if it is hot."""
        found = self.find(fieldname, text)
        return None if found is None else self.term_at(fieldname, found.ordinal)

    def term_at(self, fieldname: str, ordinal: int) -> SegmentTerm:
        """Return the term of an ordinal, from the cache if it is hot."""
        key = self.term_key(fieldname, ordinal)
        found: SegmentTerm = HOT.fetch(key, self._decode, fieldname, ordinal)
        return found

    def repeated_term(self, fieldname: str, ordinal: int) -> SegmentTerm | None:
        """Return the term of an ordinal if it is hot or was asked for before, else None."""
        key = self.term_key(fieldname, ordinal)
        found: SegmentTerm | None = HOT.fetch_if_repeated(key, self._decode, fieldname, ordinal)
        return found

    def term_key(self, fieldname: str, ordinal: int) -> Hashable:
        """Return the key by which the cache has a term."""
        return self.id, "term", fieldname, ordinal

    def _decode(self, fieldname: str, ordinal: int) -> tuple[SegmentTerm, int]:
        found = SegmentTerm(self._existing(fieldname).postings(ordinal), self.count)
        return found, found.nbytes

    def _existing(self, fieldname: str) -> FieldPostings:
        field = self._inverted.field(fieldname)
        if field is None:
            raise KeyError(fieldname)
        return field

    def positioned(self, fieldname: str) -> FieldPostings:
        """Return the postings of a field that the segment has.

        Raises:
            QueryError: the field keeps no positions (divergence 13).

        """
        field = self._existing(fieldname)
        if not field.has_positions:
            raise QueryError(f"field {fieldname!r} keeps no positions, so no phrases")
        return field

    def field_norms(self, fieldname: str) -> Bytes | None:
        """Return the norm of a field in every document; None for a field without lengths."""
        if fieldname not in self._field_norms:
            self._field_norms[fieldname] = self._inverted.field_norms(fieldname)
        return self._field_norms[fieldname]

    def lengths(self, fieldname: str) -> AnyInts:
        """Tokens of the field in each document, as precise as its norm; 0 without lengths."""
        norms = self.field_norms(fieldname)
        return np.zeros(self.count, np.int64) if norms is None else LENGTH_OF_NORM[norms]

    def positions(self, fieldname: str, ordinal: int) -> TermPositions:
        """Return where a term occurs, prepared for phrases, from the cache if it is hot."""

        def decode() -> tuple[TermPositions, int]:
            found = TermPositions(self.positioned(fieldname), ordinal)
            return found, found.nbytes

        found: TermPositions = HOT.fetch((self.id, "positions", fieldname, ordinal), decode)
        return found

    def member(self, found: AnyInts, other: AnyInts | SegmentTerm) -> Flags:
        """For each of ``found``, whether ``other`` holds it; both ascend."""
        if isinstance(other, SegmentTerm):
            if other.documents is None:
                held: Flags = other.frequencies.take(found) != 0
                return held
            other = other.documents
        if len(other) > SEARCHED * len(found):
            return located(other, found)[1]
        with self.scratch(np.bool_) as flags:
            flags[other] = True
            inside: Flags = flags.take(found)
            flags[other] = False
        return inside

    def starts(self, fieldname: str, ordinal: int) -> Ints:
        """Return where the positions of a term start in each of its documents, and their end."""

        def count() -> tuple[Ints, int]:
            frequencies = self.term_at(fieldname, ordinal).all_frequencies()
            starts = np.zeros(len(frequencies) + 1, np.int32)
            np.cumsum(frequencies, out=starts[1:])
            return starts, starts.nbytes

        starts: Ints = HOT.fetch((self.id, "starts", fieldname, ordinal), count)
        return starts

    @contextmanager
    def scratch(self, kind: type[np.generic]) -> Iterator[Any]:
        """Lend this thread's array of one zero per document; its user zeroes it again.

        A user who is interrupted does not come to that, and then the array is not used again.
        A thread keeps one array of each kind, as long as the largest segment that it met.
        """
        arrays = _scratch.__dict__.setdefault("arrays", {})
        array = arrays.pop(kind, None)
        if array is None or len(array) < self.count:
            array = np.zeros(self.count, kind)
        yield array[: self.count]
        arrays[kind] = array


def segments(reader: IndexReader) -> list[SegmentReader]:
    """Return the segments of an index; made once per reader.

    Raises:
        TypeError: a segment was written by another codec.

    """
    checkpoint()
    known = _known.get(reader)
    if known is None:
        parts = reader.leaf_readers() if reader.doc_count_all() else []
        known = [SegmentReader(*_opened(part), offset) for part, offset in parts]
        _known[reader] = known
    return known


def _opened(reader: Any) -> tuple[InvertedFile, Collection[int]]:
    """Return a segment's inverted file and deleted documents from what an IndexReader gives."""
    if isinstance(reader, OpenSegment):
        return reader.inverted, reader.state.deleted
    if not isinstance(reader._terms, InvertedFile):  # Whoosh's own reader
        raise TypeError(f"{reader!r} is no segment of searchkit: build the index with it")
    return reader._terms, set(reader._perdoc.deleted_docs())
