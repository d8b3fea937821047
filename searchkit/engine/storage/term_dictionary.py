"""The sorted terms of one field, front-coded in blocks of 16.

A term is stored as the number of bytes that it shares with the term before it, and the rest;
the first of a block is stored whole, so that a binary search over these finds the block. The bytes
of a block are coded (symbol_codes.py).
Terms are UTF-8 and sorted by their bytes, which is the order of their code points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine import kernels
from searchkit.engine.storage.cache import Memo
from searchkit.engine.storage.integer_codec import IntegerReader, IntegerWriter
from searchkit.engine.storage.symbol_codes import SymbolDecoder, write_symbols

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.engine.storage.arrays import Bytes, Longs
    from searchkit.engine.storage.integer_codec import Spans
    from searchkit.engine.storage.section_file import SectionFile, SectionFileWriter

_BLOCK = 16
_SIZE_BITS = 24  # of a head: the size of the first term, below where its block starts
_LONGEST_SHARED = 255  # more than this is not looked for: the terms are compared as a matrix
_PIECE = 1 << 15


class TermDictionaryWriter:
    """Collects sorted distinct terms in any number of appended pieces."""

    def __init__(self) -> None:
        self._last = b""
        self._count = 0
        self._suffixes: list[Bytes] = []
        self._starts: list[Longs] = []
        self._sizes: list[Longs] = []
        self._bytes = 0
        self._shared = IntegerWriter()
        self._lengths = IntegerWriter()

    def append(self, terms: Sequence[bytes]) -> None:
        """Add more terms; the first must sort behind the last one added before."""
        for first in range(0, len(terms), _PIECE):
            self._append_piece(terms[first : first + _PIECE])

    def _append_piece(self, terms: Sequence[bytes]) -> None:
        lengths = np.fromiter(map(len, terms), np.int64, len(terms))
        shared = np.minimum(_shared_lengths(self._last, terms), lengths)
        np.minimum(shared[1:], lengths[:-1], out=shared[1:])  # cells behind a term's end are 0
        shared[0] = min(int(shared[0]), len(self._last))
        shared[-self._count % _BLOCK :: _BLOCK] = 0
        rest = lengths - shared
        joined = np.frombuffer(b"".join(terms), np.uint8)
        within = np.arange(len(joined)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        self._suffixes.append(joined[within >= np.repeat(shared, lengths)])
        starts = self._bytes + np.cumsum(rest) - rest
        self._starts.append(starts[-self._count % _BLOCK :: _BLOCK])
        self._sizes.append(lengths[-self._count % _BLOCK :: _BLOCK])
        self._shared.append(shared)
        self._lengths.append(rest)
        self._bytes += int(rest.sum())
        self._count += len(terms)
        self._last = terms[-1]

    def write(self, sections: SectionFileWriter, name: str) -> None:
        """Write the terms as sections below ``name``."""
        none = np.zeros(0, np.int64)
        starts = np.concatenate([none, *self._starts])
        sizes = np.minimum(np.concatenate([none, *self._sizes]), (1 << _SIZE_BITS) - 1)
        data = np.concatenate([np.zeros(0, np.uint8), *self._suffixes])
        coded, ends = write_symbols(sections, name, data, np.append(starts, len(data))[1:])
        sections.add(name + ".suffixes", coded)
        sections.add(name + ".heads", (ends - np.diff(ends, prepend=0)) << _SIZE_BITS | sizes)
        self._shared.write(sections, name + ".shared")
        self._lengths.write(sections, name + ".lengths")


def _shared_lengths(before: bytes, terms: Sequence[bytes]) -> Longs:
    width = min(_LONGEST_SHARED, max(1, max(map(len, terms))))
    matrix = np.array([before[:width], *(term[:width] for term in terms)], dtype=f"S{width}")
    cells = matrix.view(np.uint8).reshape(len(matrix), width)
    differing = np.ones((len(terms), width + 1), dtype=bool)
    np.not_equal(cells[1:], cells[:-1], out=differing[:, :width])
    shared: Longs = differing.argmax(axis=1)
    return shared


class TermDictionary:
    """Reads what a TermDictionaryWriter wrote. A term's ordinal is its rank in byte order."""

    def __init__(self, sections: SectionFile, name: str) -> None:
        self._lengths = IntegerReader(sections, name + ".lengths")
        self._kernel = kernels.native
        if self._kernel is None:
            self._blocks = _Blocks(sections, name, self._lengths)
        else:
            self._native = self._kernel.open_terms(sections.native, name)
        self._read_terms: Memo[int, bytes] = Memo()

    def __len__(self) -> int:
        return len(self._lengths)

    def find(self, term: bytes) -> int:
        """Return the number of ``term``, or -1."""
        return max(self._place(term), -1)

    def find_postings(self, term: bytes, sizes: Spans) -> tuple[int, int, int] | None:
        """Return the number of ``term``, and (start, end) of its postings; None if it is not there.

        ``sizes``: the postings of each term.
        """
        if self._kernel is not None:
            return self._kernel.find_postings(self._native, sizes.native, term)
        number = self.find(term)
        return None if number < 0 else (number, *sizes.span(number))

    def lower_bound(self, term: bytes) -> int:
        """Return the number of the first term that does not sort before ``term``."""
        place = self._place(term)
        return place if place >= 0 else -1 - place

    def _place(self, term: bytes) -> int:
        """Return the number of ``term``; -1 - n if it is not there and would have the number n."""
        if self._kernel is not None:
            return self._kernel.find_term(self._native, term)
        return self._blocks.place(term)

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """(first, end) of the ordinals of the terms that begin with ``prefix``."""
        return self.lower_bound(prefix), self._behind(prefix)

    def _behind(self, prefix: bytes) -> int:
        head = prefix.rstrip(b"\xff")
        if not head:
            return len(self)
        return self.lower_bound(head[:-1] + bytes([head[-1] + 1]))

    def term(self, ordinal: int) -> bytes:
        """Return the term with this ordinal."""
        term = self._read_terms.get(ordinal)
        if term is None:
            term = self._read_terms.keep(ordinal, self.terms(ordinal, ordinal + 1)[0])
        return term

    def terms(self, first: int, end: int) -> list[bytes]:
        """Return the terms with the ordinals ``first`` to ``end``."""
        return list(self.iterate(first, end))

    def iterate(self, first: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Return the terms with the ordinals ``first`` to ``end``, decoded piece by piece."""
        stop = len(self) if end is None else end
        for start in range(first - first % _BLOCK, stop, _PIECE):
            piece = max(first, start), min(start + _PIECE, stop)
            if self._kernel is not None:
                yield from self._kernel.decode_terms(self._native, *piece)
            else:
                yield from self._blocks.decode(*piece)


class _Blocks:
    """The blocks of a dictionary, searched and decoded by Python."""

    def __init__(self, sections: SectionFile, name: str, lengths: IntegerReader) -> None:
        self._suffixes = sections.section(name + ".suffixes")
        self._symbols = SymbolDecoder(sections.get(name + ".symbols"))
        heads = sections[name + ".heads"]
        starts = np.append(heads >> _SIZE_BITS, self._suffixes.size)
        self._starts: memoryview = starts.data
        self._shared = IntegerReader(sections, name + ".shared")
        self._lengths = lengths
        self._read_heads: Memo[int, bytes] = Memo()

    def place(self, term: bytes) -> int:
        """Return what ``TermDictionary._place`` does."""
        low, high = 0, len(self._starts) - 1
        while low < high:
            middle = (low + high) // 2
            if self._head(middle) <= term:
                low = middle + 1
            else:
                high = middle
        if low == 0:
            return -1
        first = (low - 1) * _BLOCK
        block = list(self.decode(first, min(first + _BLOCK, len(self._lengths))))
        if term in block:
            return first + block.index(term)
        return -1 - first - sum(other < term for other in block)

    def decode(self, first: int, end: int) -> Iterator[bytes]:
        """Return the terms ``first`` to ``end``, decoding from a block's boundary on."""
        start = first - first % _BLOCK
        if end <= first:
            return
        data = b"".join(map(self._bytes, range(start // _BLOCK, (end - 1) // _BLOCK + 1)))
        lengths = self._lengths.decode(start, end)
        shared = self._shared.decode(start, end).tolist()
        at, term = 0, b""
        for ordinal, length in enumerate(lengths.tolist(), start):
            term = term[: shared[ordinal - start]] + data[at : at + length]
            at += length
            if ordinal >= first:
                yield term

    def _head(self, block: int) -> bytes:
        """Return the first term of a block."""
        head = self._read_heads.get(block)
        if head is None:
            size = int(self._lengths.decode(block * _BLOCK, block * _BLOCK + 1)[0])
            head = self._read_heads.keep(block, self._bytes(block)[:size])
        return head

    def _bytes(self, block: int) -> bytes:
        """Return the bytes of a block's terms without those that they share."""
        return self._symbols.decode(self._suffixes[self._starts[block] : self._starts[block + 1]])
