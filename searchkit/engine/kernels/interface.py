"""What the extension module offers, for those who call it; the C files say what they do.

A function takes one-dimensional numpy arrays, contiguous and of the one type that it names. It
writes into arrays that it is given, so that numpy makes them all. Each raises ValueError where an
index or a size would lead outside of an array, and TypeError for an array of another type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    Buffer = bytes | memoryview | npt.NDArray[np.uint8]
    Checks = npt.NDArray[np.uint32]
    Bytes = npt.NDArray[np.uint8]
    AnyUnsigned = npt.NDArray[Any]
    AnyInts = npt.NDArray[Any]
    Ints = npt.NDArray[np.int32]
    Longs = npt.NDArray[np.int64]
    Unsigned = npt.NDArray[np.uint32]
    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]
    Bitmaps = npt.NDArray[np.uint16]
    Words = npt.NDArray[np.uint64]
    Roles = bytes | bytearray

Sections: TypeAlias = object
Integers: TypeAlias = object
Terms: TypeAlias = object
"""What the module has opened; it keeps the sections, not the descriptor of their file."""
TermHandle: TypeAlias = object
PositionsHandle: TypeAlias = object
CodedPositionsHandle: TypeAlias = object
"""What the module holds of arrays; it keeps them."""


class Native(Protocol):
    """The module ``_native``."""

    INTERFACE: int

    def check_pages(self, data: Buffer, page: int, checks: Checks, first: int, /) -> int:
        """Return the number of the first damaged page, or -1.

        ``data``: pages of ``page`` bytes, the last may be shorter, that begin with the page
        ``first``; ``checks``: the crc32 of every page.
        """

    def add_checks(self, data: Buffer, page: int, done: int, check: int, into: Checks, /) -> int:
        """Write the crc32 of each page that is full, and return that of the bytes behind these.

        ``done`` bytes of the page with which the data begin came before, ``check`` is their crc32.
        """

    def open_sections(
        self,
        descriptor: int,
        size: int,
        checks: Checks,
        directory: Mapping[str, Sequence[Any]],
        report: Callable[[str, int, int], None],
        /,
    ) -> Sections:
        """Read the sections of an open file.

        ``size``: bytes of all pages; ``checks``: the crc32 of each; ``directory``: of each section
        its offset and its bytes; ``pieces``, if it is there, has the crc32 of each whole 4 KB
        before it, and then no more than that is read for a few bytes. ``report`` raises the error
        for damage, which all functions that read a file then raise: ("checksum", where the page
        begins, its end), ("cut", the bytes that are left, 0), ("contradiction", 0, 0) where a
        section cannot be what the others say.
        """

    def open_integers(self, sections: Sections, name: str, /) -> Integers:
        """Find the integers (or sizes of spans) that were written as section ``name``."""

    def decode_integers(self, integers: Integers, first: int, into: Ints, /) -> None:
        """Decode those from ``first`` on, as many as there is room for."""

    def encode_integers(self, values: Unsigned, into: Bytes, heads: Longs, unary: bool, /) -> int:
        """Write integers in blocks, and the head of each block; return how many bytes they take.

        ``heads``: as many as there are blocks; ``into`` has room for the largest blocks that there
        can be; ``unary``: whether blocks may be so (see storage/integer_blocks.py, which does the
        same by numpy).
        """

    def find_span(self, sizes: Integers, index: int, /) -> tuple[int, int]:
        """Return (start, end) of a span; behind the last one there is an empty one."""

    def encode_symbols(
        self, table: Bytes, data: Bytes, ends: Longs, into: Bytes, coded_ends: Longs, /
    ) -> None:
        """Code the parts of texts that end at ``ends``, and write where the codes of each end.

        ``table``: symbols as they are stored; ``into`` has room for twice as many bytes.
        """

    def decode_symbols(self, table: Bytes, coded: Bytes, /) -> bytes:
        """Return the text that codes stand for."""

    def open_terms(self, sections: Sections, name: str, /) -> Terms:
        """Find the term dictionary that was written as sections below ``name``."""

    def find_term(self, terms: Terms, term: bytes, /) -> int:
        """Return the term's ordinal; -1 - n if it is not there and would have the ordinal n."""

    def find_postings(
        self, terms: Terms, sizes: Integers, term: bytes, /
    ) -> tuple[int, int, int] | None:
        """Return the term's ordinal, and (start, end) of its postings; None if it is not there.

        ``sizes``: spans, the postings of each term.
        """

    def decode_terms(self, terms: Terms, first: int, end: int, /) -> list[bytes]:
        """Return the terms with the ordinals ``first`` to ``end``."""

    def decode_postings(
        self,
        gaps: Integers,
        frequencies: Integers,
        first: int,
        all_documents: int,
        documents: Ints,
        often: Bytes,
        /,
    ) -> bool:
        """Decode the postings from ``first`` on, as many as there is room for.

        They are those of one term, in a segment of so many documents. Returns whether no frequency
        is above 255; else ``often`` holds no more than the low byte of each.
        """

    def mark_postings(
        self, gaps: Integers, sizes: Integers, first: int, end: int, flags: Flags, /
    ) -> None:
        """Set the flags of the documents that hold any of the terms ``first`` to ``end``.

        ``sizes``: spans, the postings of each term; ``flags``: of every document of the segment.
        """

    def unite(self, found: Ints, lists: list[AnyInts], /) -> int:
        """Write the documents of any of some lists, ascending, and return how many there are.

        ``found`` has room for every document of the segment. A list is one of documents, or a
        column: a byte for every document of the segment, 0 where it is not in the list.
        """

    def spread(self, documents: Ints, frequencies: Bytes, column: Bytes, /) -> None:
        """Write each document's frequency into a column, which must hold 0, at its place."""

    def make_term(
        self,
        count: int,
        documents: Ints | None,
        frequencies: AnyUnsigned,
        norms: Bytes | None,
        lengths: Floats | None,
        numerator: float,
        impacts: Bytes | None,
        bits: Words | None,
        /,
    ) -> TermHandle:
        """Return a term of a segment of ``count`` documents, for queries.

        ``documents`` (ascending) and ``frequencies`` are parallel; without documents, the term is
        a column of a byte for every document of the segment, 0 where it is not. It scores, times a
        weight, f * ``numerator`` / (f + ``lengths[norms[document]]``), without ``lengths`` f;
        without ``norms`` they are 0. It fills in what must hold 0: ``impacts``, for each frequency
        a bound of the score in 254 steps, and ``bits``, a bit for each document of the segment, low
        bits first, which a column must have. Without ``impacts`` no query by ``rank_any`` may score
        the term.
        """

    def make_set(
        self,
        count: int,
        documents: Ints,
        frequencies: Bytes,
        norms: Bytes | None,
        lengths: Floats,
        numerator: float,
        bits: Words,
        ranks: Unsigned,
        /,
    ) -> TermHandle:
        """Return a term as ``make_term`` does, which takes little room: a set of bits.

        It does not keep ``documents``. It fills in what must hold 0: ``bits``, and ``ranks``, how
        many documents of the term are before each 256 of the segment.
        """

    def read_term(
        self,
        count: int,
        gaps: Integers,
        frequencies: Integers,
        first: int,
        size: int,
        norms: Bytes | None,
        lengths: Floats | None,
        numerator: float,
        /,
    ) -> TermHandle:
        """Return a term whose ``size`` postings, from ``first`` on, stay as they lie in the file.

        A query that is given it decodes it block by block, but for ``rank_all``.
        """

    def make_positions(
        self,
        count: int,
        documents: Ints,
        frequencies: AnyUnsigned,
        places: AnyUnsigned,
        starts: Ints,
        ranks: Unsigned | None,
        bitmaps: Bitmaps | None,
        /,
    ) -> PositionsHandle:
        """Return where a term stands: its places in each of its documents, for phrases.

        It fills in ``starts``, one more than there are documents, ``ranks``, how many of these are
        before each 64 of the segment, and ``bitmaps``, which must hold 0: for each document of the
        segment, bit p % 16 is set for each place p.
        """

    def read_positions(self, positions: Integers, first: int, end: int, /) -> CodedPositionsHandle:
        """Return where a term of ``read_term`` stands, which stays as it lies in the file.

        ``positions``: of all terms, of which those from ``first`` to ``end`` are the term's.
        """

    def rank_all(
        self,
        count: int,
        terms: list[TermHandle],
        roles: Roles,
        weights: Floats,
        positions: list[PositionsHandle | None] | None,
        mask: Flags | None,
        offset: int,
        documents: Longs,
        scores: Floats,
        /,
    ) -> int:
        """Return how many documents match, going through those of terms that must be there.

        It writes the best with ``offset`` added, as many as match and have room. Roles: 0 for a
        term that may be there, 1 that must, 2 that must and does not score, 3 that must not; where
        none has the role 1, any of those that may be there must. Terms with positions must stand
        one behind the other, in their order.
        """

    def rank_coded(
        self,
        count: int,
        terms: list[TermHandle],
        roles: Roles,
        weights: Floats,
        positions: list[CodedPositionsHandle | None] | None,
        mask: Flags | None,
        offset: int,
        documents: Longs,
        scores: Floats,
        /,
    ) -> int:
        """Do as ``rank_all``, by going through all documents, with terms of ``read_term``, too.

        No term has the role 0; those with positions are of ``read_term``.
        """

    def rank_any(
        self,
        count: int,
        terms: list[TermHandle],
        roles: Roles,
        weights: Floats,
        mask: Flags | None,
        offset: int,
        documents: Longs,
        scores: Floats,
        /,
    ) -> int:
        """Do as ``rank_all`` without positions, by going through all documents.

        No term has the role 1. It returns -1 where a term of ``read_term`` is more often in a
        document than a byte holds.
        """

    def match_any(
        self,
        count: int,
        terms: list[TermHandle],
        roles: Roles,
        weights: Floats,
        mask: Flags | None,
        /,
    ) -> int:
        """Return how many documents ``rank_any`` would say; terms need no impacts."""
