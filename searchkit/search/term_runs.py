"""The documents of a run of the vocabulary, as prefixes and ranges need them.

The vocabulary is cut into blocks. Of a block that was asked for, the bitmaps of its frequent
terms and the documents of its rare ones are kept while they are hot: another prefix that shares
blocks with this one, or lies in it, finds them there.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchkit.search.cache import HOT

if TYPE_CHECKING:
    from searchkit.index.arrays import AnyInts, Bytes, Flags, Ints, Longs
    from searchkit.index.postings import FieldPostings
    from searchkit.search.leaves import Leaf

_BLOCK = 128  # terms
_FREQUENT = 256
"""A term in more than every 256th document is kept as a bitmap."""


class _Block(NamedTuple):
    """Some terms of a segment.

    ``bitmaps``: of the frequent ones, by number, low bits first; ``documents``: of the rare ones,
    term by term; ``starts``: where the documents of each of the terms start, with the end behind.
    """

    bitmaps: dict[int, Bytes]
    documents: Ints
    starts: Longs


def documents_of_run(leaf: Leaf, fieldname: str, first: int, end: int) -> AnyInts:
    """Return the documents that hold any of the terms ``first`` to ``end``, ascending."""
    field = leaf.field(fieldname)
    if field is None:
        raise KeyError(fieldname)
    bits = np.zeros((leaf.count + 7) // 8, np.uint8)
    rare = [np.zeros(0, np.int32)]
    for start in range(first - first % _BLOCK, end, _BLOCK):
        key = (leaf.id, "block", fieldname, start)
        block: _Block = HOT.fetch(key, partial(_block, field, start))
        for number, bitmap in block.bitmaps.items():
            if first <= number < end:
                bits |= bitmap
        a, b = max(first - start, 0), min(end - start, len(block.starts) - 1)
        rare.append(block.documents[block.starts[a] : block.starts[b]])
    flags: Flags = np.unpackbits(bits, count=leaf.count, bitorder="little").view(np.bool_)
    flags[np.concatenate(rare)] = True
    return flags.nonzero()[0].astype(np.int32)


def _block(field: FieldPostings, start: int) -> tuple[_Block, int]:
    end = min(start + _BLOCK, len(field.vocabulary))
    sizes = field.sizes(start, end)
    frequent = sizes > field.document_count // _FREQUENT
    numbers = (start + frequent.nonzero()[0]).tolist()
    bitmaps = {number: _bitmap(field, number) for number in numbers}
    bounds = [start - 1, *numbers, end]
    documents = np.concatenate([field.documents_of_run(a + 1, b) for a, b in pairwise(bounds)])
    sizes = np.where(frequent, 0, sizes)
    starts = np.append(0, np.cumsum(sizes, dtype=np.int64))
    size = documents.nbytes + starts.nbytes + sum(bits.nbytes for bits in bitmaps.values())
    return _Block(bitmaps, documents, starts), size


def _bitmap(field: FieldPostings, number: int) -> Bytes:
    flags = np.zeros(field.document_count, bool)
    flags[field.documents(number)] = True
    return np.packbits(flags, bitorder="little")
