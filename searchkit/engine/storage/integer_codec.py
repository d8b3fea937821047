"""An integer codec: small integers in few bytes, any slice of which can be decoded by itself.

Directly addressable codes, after Brisaboa, Ladra and Navarro, "DACs: Bringing direct access to
variable-length codes" (Information Processing & Management 49, 2013), in blocks
(integer_blocks.py): what belongs together lies together, and is read at once.

===============  ================================================================
``name``         the blocks
``name.blocks``  i64: how many integers; of each block its head: where it starts,
                 and how many bits the chunks of each level have, or that it is unary;
                 where all end
===============  ================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._lazy import cached_property
from searchkit.engine import kernels
from searchkit.engine.storage.cache import Memo
from searchkit.engine.storage.integer_blocks import BLOCK, HEAD_BITS, decoded, encoded

if TYPE_CHECKING:
    from searchkit.engine.storage.arrays import AnyInts, Bytes, Ints, Longs
    from searchkit.engine.storage.section_file import Section, SectionFile, SectionFileWriter


class IntegerWriter:
    """Collects integers from 0 to 2**32 - 1, in any number of pieces, and writes them.

    ``unary``: whether blocks may be unary (integer_blocks.py).
    """

    def __init__(self, *, unary: bool = False) -> None:
        self._unary = unary
        self._count = 0
        self._size = 0
        self._waiting: list[AnyInts] = []  # which fill no block yet
        self._waits = 0
        self._blocks: list[Bytes] = []
        self._heads: list[Longs] = []

    def append(self, values: AnyInts) -> None:
        """Add more integers behind those already there."""
        self._waiting.append(values)
        self._waits += len(values)
        if self._waits >= BLOCK:
            joined = np.concatenate(self._waiting)
            whole = len(joined) - len(joined) % BLOCK
            self._encode(joined[:whole])
            self._waiting = [joined[whole:].copy()]
            self._waits = len(joined) - whole

    def _encode(self, values: AnyInts) -> None:
        blocks, heads = encoded(values, unary=self._unary)
        self._blocks.append(blocks)
        self._heads.append(heads + (self._size << HEAD_BITS))
        self._size += len(blocks)
        self._count += len(values)

    def write(self, sections: SectionFileWriter, name: str) -> None:
        """Write all that was appended."""
        if self._waits:
            self._encode(np.concatenate(self._waiting))
            self._waiting, self._waits = [], 0
        sections.add(name, np.zeros(0, np.uint8), *self._blocks)
        ends = np.array([self._size << HEAD_BITS])
        sections.add(name + ".blocks", np.concatenate([[self._count], *self._heads, ends]))


class _Blocks:
    """The blocks, decoded by numpy."""

    def __init__(self, data: Section, heads: Longs, count: int) -> None:
        self._data = data
        self._heads = heads
        self._count = count

    def decode(self, first: int, end: int) -> Ints:
        if first == end:
            return np.zeros(0, np.int32)
        from_block = first // BLOCK
        blocks = range(from_block, (end - 1) // BLOCK + 1)
        values = np.concatenate([self._block(number) for number in blocks])
        return values[first - from_block * BLOCK : end - from_block * BLOCK]

    def _block(self, number: int) -> Ints:
        head, behind = self._heads[number : number + 2].tolist()
        data = self._data[head >> HEAD_BITS : behind >> HEAD_BITS]
        return decoded(data, head, min(BLOCK, self._count - number * BLOCK))


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
    def _heads(self) -> Longs:
        return self._sections[self._name + ".blocks"]

    @cached_property
    def _blocks(self) -> _Blocks:
        return _Blocks(self._sections.section(self._name), self._heads[1:], len(self))

    def __len__(self) -> int:
        return int(self._heads[0])

    def __getitem__(self, wanted: slice) -> Ints:
        """Decode a slice (no step)."""
        first, end, _ = wanted.indices(len(self))
        return self.decode(first, max(first, end))

    def decode(self, first: int, end: int) -> Ints:
        """Decode the integers ``first`` to ``end``, which must lie inside."""
        if self._kernel is None:
            return self._blocks.decode(first, end)
        values = np.empty(end - first, np.int32)
        self._kernel.decode_integers(self.native, first, values)
        return values


_STRIDE = 64


class SpansWriter:
    """Collects the sizes of consecutive spans, for example the postings of each term."""

    def __init__(self) -> None:
        self._sizes = IntegerWriter()
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

    @property
    def native(self) -> object:
        """The sizes as the kernels read them; without these there is none."""
        return self._sizes.native

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
