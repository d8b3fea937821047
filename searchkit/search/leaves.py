"""The segments of a Whoosh reader as the planner sees them: arrays, a mask, hot terms."""

from __future__ import annotations

import threading
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from searchkit.index.arrays import LENGTH_OF_BYTE
from searchkit.index.codec import ArrayTermsReader
from searchkit.search.cache import HOT

if TYPE_CHECKING:
    from searchkit.index.arrays import AnyInts, Flags, Floats, Ints
    from searchkit.index.postings import FieldPostings, TermPostings

_numbers = count()
_known: WeakKeyDictionary[Any, list[Leaf]] = WeakKeyDictionary()
_scratch = threading.local()


class Saturation(NamedTuple):
    """BM25's parameters for one field: k1, b and the average length over the whole index."""

    k1: float
    b: float
    average: float


class Leaf:
    """One segment: ``offset`` is the number of its first document in the whole index."""

    def __init__(self, reader: Any, offset: int) -> None:
        terms = reader._terms
        if not isinstance(terms, ArrayTermsReader):
            raise TypeError(f"{reader!r} is no segment of searchkit: build the index with it")
        self._terms = terms
        self._id = next(_numbers)
        self.offset = offset
        self.count = int(reader.doc_count_all())
        self.live = self._live(reader)

    def _live(self, reader: Any) -> Flags | None:
        """Which documents are not deleted; None while none is."""
        if not reader.has_deletions():
            return None
        live = np.ones(self.count, bool)
        live[np.fromiter(reader._perdoc.deleted_docs(), np.int64)] = False
        return live

    def field(self, fieldname: str) -> FieldPostings | None:
        """Return the postings of a field, or None."""
        return self._terms.field(fieldname)

    def find(self, fieldname: str, text: str | bytes) -> tuple[FieldPostings | None, int]:
        """Return (the field's postings, the term's number or -1)."""
        field = self._terms.field(fieldname)
        if field is None:
            return None, -1
        return field, field.number(text if isinstance(text, bytes) else text.encode())

    def postings(self, fieldname: str, number: int) -> TermPostings:
        """Return a term's documents and frequencies, from the cache if it is hot."""

        def decode() -> tuple[TermPostings, int]:
            field = self._terms.field(fieldname)
            assert field is not None
            postings = field.postings(number)
            return postings, postings.documents.nbytes + postings.frequencies.nbytes

        postings: TermPostings = HOT.fetch((self._id, "postings", fieldname, number), decode)
        return postings

    def documents(self, fieldname: str, number: int) -> Ints:
        """Return a term's documents, from the cache if it is hot."""
        return self.postings(fieldname, number).documents

    def saturations(self, fieldname: str, number: int, saturation: Saturation | None) -> Floats:
        """Return a term's share of BM25, without the term's weight, in each of its documents.

        ``saturation`` None: the plain frequency, which is how Whoosh scores unscorable fields.
        """

        def compute() -> tuple[Floats, int]:
            documents, frequencies = self.postings(fieldname, number)
            values: Floats = frequencies.astype(np.float64)
            if saturation is not None:
                norms = self._norms(fieldname, saturation)[documents]
                values *= saturation.k1 + 1
                np.divide(values, frequencies + norms, out=values)
            return values, values.nbytes

        key = (self._id, "saturations", fieldname, number, saturation)
        values: Floats = HOT.fetch(key, compute)
        return values

    def _norms(self, fieldname: str, saturation: Saturation) -> Floats:
        """BM25's k1 * (1 - b + b * length / average) of every document."""
        k1, b, average = saturation
        lengths = LENGTH_OF_BYTE.astype(np.float64)
        table: Floats = k1 * ((1 - b) + b * lengths / average)
        codes = self._terms.lengths(fieldname)
        return table[np.zeros(self.count, np.uint8) if codes is None else codes]

    def lengths(self, fieldname: str) -> AnyInts:
        """Tokens of the field in each document, as precise as Whoosh's byte; 0 without lengths."""
        codes = self._terms.lengths(fieldname)
        return np.zeros(self.count, np.int64) if codes is None else LENGTH_OF_BYTE[codes]

    def global_positions(self, fieldname: str, number: int) -> AnyInts:
        """Return a term's occurrences on the axis of all documents, from the cache if it is hot."""

        def decode() -> tuple[AnyInts, int]:
            field = self._terms.field(fieldname)
            assert field is not None
            positions = field.global_positions(number)
            return positions, positions.nbytes

        positions: AnyInts = HOT.fetch((self._id, "positions", fieldname, number), decode)
        return positions

    def sums(self) -> Floats:
        """Return this thread's scratch of one zero per document; its user zeroes it again."""
        sums: Floats = self._scratch_array(np.dtype(np.float64))
        return sums

    def flags(self) -> Flags:
        """Return this thread's scratch of one False per document; its user clears it again."""
        flags: Flags = self._scratch_array(np.dtype(bool))
        return flags

    def _scratch_array(self, dtype: np.dtype[Any]) -> Any:
        arrays = _scratch.__dict__.setdefault("arrays", {})
        key = (dtype, self.count)
        if key not in arrays:
            arrays[key] = np.zeros(self.count, dtype)
        return arrays[key]


def leaves(reader: Any) -> list[Leaf]:
    """Return the segments of a Whoosh reader; made once per reader.

    Raises:
        TypeError: a segment was written by another codec.

    """
    known = _known.get(reader)
    if known is None:
        parts = reader.leaf_readers() if reader.doc_count_all() else []
        known = [Leaf(part, offset) for part, offset in parts]
        _known[reader] = known
    return known
