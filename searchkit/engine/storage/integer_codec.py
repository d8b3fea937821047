"""An integer codec: small integers in few bytes, any slice of which can be decoded by itself.

Directly addressable codes, after Brisaboa, Ladra and Navarro, "DACs: Bringing direct access to
variable-length codes" (Information Processing & Management 49, 2013). An integer is cut into
chunks, low bits first.
Level 0 holds the lowest chunk of every integer and one flag per integer that says whether it
goes on; level 1 holds the next chunk of those that go on, and so forth. To decode a slice, a
level looks up by rank where the slice's remainders begin on the next level. Every step is one
numpy operation over the whole slice, and nothing is decoded that was not asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._lazy import cached_property
from searchkit.engine import kernels
from searchkit.engine.storage.cache import Memo

if TYPE_CHECKING:
    from searchkit.engine.storage.arrays import AnyInts, Bytes, Flags, Ints, Longs
    from searchkit.engine.storage.section_file import SectionFile, SectionFileWriter

_RANK_BYTES = 512  # flags are counted ahead every 512 bytes: 0.8 % of their size
_POPCOUNT: Bytes = np.array([bin(byte).count("1") for byte in range(256)], dtype=np.uint8)
_NOTHING = np.zeros(0, np.int64)


class IntegerWriter:
    """Collects integers >= 0 in any number of appended pieces, and writes them as sections.

    ``widths``: bits of each level's chunk, each 0, 4 or 8; the last one repeats as needed.
    """

    def __init__(self, *widths: int) -> None:
        self._width, self._rest = widths[0], widths[1:] or widths
        self._count = 0
        self._carry: AnyInts = _NOTHING
        self._chunks: list[Bytes] = []
        self._flags: list[Bytes] = []
        self._next: IntegerWriter | None = None

    def append(self, values: AnyInts) -> None:
        """Add more integers behind those already there."""
        if self._carry.size:
            values = np.concatenate([self._carry, values])
        whole = len(values) & ~7  # flags and half bytes are packed in full bytes only
        self._carry = values[whole:].copy()
        self._pack(values[:whole])

    def _pack(self, values: AnyInts) -> None:
        self._count += len(values)
        mask = (1 << self._width) - 1
        if self._width:
            self._chunks.append(_packed((values & mask).astype(np.uint8), self._width))
        over = values > mask
        self._flags.append(np.packbits(over, bitorder="little"))
        if over.any():
            if self._next is None:
                self._next = IntegerWriter(*self._rest)
            self._next.append(values[over] >> self._width)

    def write(self, sections: SectionFileWriter, name: str) -> None:
        """Write all that was appended as sections ``name.0``, ``name.0.flags`` and so forth."""
        level: IntegerWriter | None = self
        number = 0
        counts = []
        while level is not None:
            level._pack(level._carry)
            counts += [level._width, level._count]
            level._write_level(sections, f"{name}.{number}")
            level, number = level._next, number + 1
        sections.add(name, np.array(counts, dtype=np.int64))

    def _write_level(self, sections: SectionFileWriter, name: str) -> None:
        sections.add(name, *self._chunks)
        if self._next is None:
            return
        flags = np.concatenate(self._flags)
        sections.add(name + ".flags", flags)
        ones = np.add.reduceat(_POPCOUNT[flags], np.arange(0, len(flags), _RANK_BYTES), dtype=int)
        sections.add(name + ".ranks", np.append(0, np.cumsum(ones)).astype(np.int64))


def _packed(chunks: Bytes, width: int) -> Bytes:
    if width == 8:
        return chunks
    if len(chunks) & 1:
        chunks = np.append(chunks, np.uint8(0))
    return np.bitwise_or(chunks[0::2], np.left_shift(chunks[1::2], 4), dtype=np.uint8)


class _Level:
    """A level and those behind it, decoded by numpy."""

    def __init__(self, sections: SectionFile, name: str, counts: AnyInts, level: int) -> None:
        self._width = int(counts[2 * level])
        self._count = int(counts[2 * level + 1])
        section = f"{name}.{level}"
        self._chunks = sections.section(section)
        self._next: _Level | None = None
        if section + ".flags" in sections:
            self._flags = sections.section(section + ".flags")
            self._ranks: Longs = sections[section + ".ranks"]
            self._next = _Level(sections, name, counts, level + 1)

    def decode(self, first: int, end: int) -> Ints:
        values = self._low(first, end)
        if self._next is not None:
            going_on = self._flag_slice(first, end).nonzero()[0]
            if going_on.size:
                rank = self._rank(first)
                rest = self._next.decode(rank, rank + going_on.size)
                values[going_on] |= rest << self._width
        return values

    def _low(self, first: int, end: int) -> Ints:
        if self._width == 8:
            return self._chunks[first:end].astype(np.int32)
        if self._width == 0:
            return np.zeros(end - first, np.int32)
        packed = self._chunks[first >> 1 : (end + 1) >> 1]
        values = np.empty(2 * len(packed), np.int32)
        values[0::2] = packed & 15
        values[1::2] = packed >> 4
        return values[first & 1 : (first & 1) + end - first]

    def _flag_slice(self, first: int, end: int) -> Flags:
        flags = np.unpackbits(self._flags[first >> 3 : (end + 7) >> 3], bitorder="little")
        return flags[first & 7 : (first & 7) + end - first].view(np.bool_)

    def _rank(self, index: int) -> int:
        """How many of the integers before ``index`` go on."""
        byte = index >> 3
        block = byte // _RANK_BYTES
        first = block * _RANK_BYTES
        flags = self._flags[first : byte + 1]
        rank = int(self._ranks[block])
        rank += int(_POPCOUNT[flags[: byte - first]].sum(dtype=np.int64))
        if index & 7:
            rank += int(_POPCOUNT[flags[-1] & ((1 << (index & 7)) - 1)])
        return rank


class IntegerReader:
    """Reads what an IntegerWriter wrote: ``integers[a:b]`` decodes a slice to int32."""

    def __init__(self, sections: SectionFile, name: str) -> None:
        self._sections = sections  # whose file must stay open
        self._name = name
        self._kernel = kernels.native

    @cached_property
    def native(self) -> object:
        """The integers as the kernels read them; without these there is none."""
        assert self._kernel is not None
        return self._kernel.open_integers(self._sections.native, self._name)

    @cached_property
    def _counts(self) -> AnyInts:
        return self._sections[self._name]

    @cached_property
    def _levels(self) -> _Level:
        return _Level(self._sections, self._name, self._counts, 0)

    def __len__(self) -> int:
        return int(self._counts[1])

    def __getitem__(self, wanted: slice) -> Ints:
        """Decode a slice (no step)."""
        first, end, _ = wanted.indices(len(self))
        return self.decode(first, max(first, end))

    def decode(self, first: int, end: int) -> Ints:
        """Decode the integers ``first`` to ``end``, which must lie inside."""
        if self._kernel is None:
            return self._levels.decode(first, end)
        values = np.empty(end - first, np.int32)
        self._kernel.decode_integers(self.native, first, values)
        return values


_STRIDE = 64


class SpansWriter:
    """Collects the sizes of consecutive spans, for example the postings of each term."""

    def __init__(self) -> None:
        self._sizes = IntegerWriter(4, 4, 8)
        self._pieces: list[Longs] = []

    def append(self, sizes: AnyInts) -> None:
        """Add the sizes of more spans."""
        self._sizes.append(sizes)
        self._pieces.append(sizes.astype(np.int64))

    def write(self, sections: SectionFileWriter, name: str) -> None:
        """Write the sizes as codes, and where every 64th span starts."""
        sizes = np.concatenate([np.zeros(1, np.int64), *self._pieces])
        self._sizes.write(sections, name)
        sections.add(name + ".starts", np.cumsum(sizes)[::_STRIDE])


class Spans:
    """Reads what a SpansWriter wrote: where a span starts and ends, and how many there are."""

    def __init__(self, sections: SectionFile, name: str) -> None:
        self._sections = sections
        self._name = name
        self._kernel = kernels.native
        self._sizes = IntegerReader(sections, name)
        self._known: Memo[int, tuple[int, int]] = Memo()

    def __len__(self) -> int:
        return len(self._sizes)

    @cached_property
    def _starts(self) -> Longs:
        return self._sections[self._name + ".starts"]

    def span(self, index: int) -> tuple[int, int]:
        """(start, end) of span ``index``; behind the last one there is an empty one."""
        if self._kernel is not None:
            return self._kernel.find_span(self._sizes.native, index)
        span = self._known.get(index)
        return self._known.keep(index, self._decoded(index)) if span is None else span

    def _decoded(self, index: int) -> tuple[int, int]:
        first = index - index % _STRIDE
        sizes = self._sizes[first : index + 1]
        start = int(self._starts[index // _STRIDE])
        start += int(sizes[: index - first].sum(dtype=np.int64))
        return start, start + int(sizes[index - first :].sum(dtype=np.int64))

    def start(self, index: int) -> int:
        """Where span ``index`` starts; ``index`` may be the number of spans: the total."""
        return self.span(index)[0]

    def even_cuts(self, pieces: int) -> list[int]:
        """Return at most ``pieces`` - 1 spans at which to cut, so that pieces are about even."""
        wanted = np.arange(1, pieces) * self.start(len(self)) // pieces
        cuts = np.unique(np.searchsorted(self._starts, wanted)) * _STRIDE
        return [cut for cut in cuts.tolist() if 0 < cut < len(self)]

    def sizes(self, first: int, end: int) -> Ints:
        """Return the sizes of the spans ``first`` to ``end``."""
        return self._sizes.decode(first, end)
