"""Blocks of integers: up to 1,024 of them in the fewest bits, by the kernels or by numpy.

A level of a block holds the lowest bits of its integers (chunks) and, unless it is the last, a flag
for each that says whether the integer goes on; the next level holds what is left of those that do.
How many bits the chunks of each level have is chosen for each block: those by which it takes the
fewest bits, found by counting how many bits its integers have.

A block may be unary instead: each integer is as many bits that are 0, and one that is 1. Of gaps
that is the set of documents itself, a bit for each, which queries use as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine import kernels

if TYPE_CHECKING:
    import numpy.typing as npt

    from searchkit.engine.storage.arrays import AnyInts, Bytes, Ints, Longs

BLOCK = 1024
"""Integers in a block; the last one may have fewer."""

HEAD_BITS = 24
"""A head is the start of a block above the widths of its four levels, 6 bits each."""

_UNARY = 63
"""The width of the first level of a block that is unary."""

_LEVELS, _WIDTH_BITS = 4, 6
_BLOCK_BYTES = 4 * BLOCK + 2 * _LEVELS  # no block takes more
_FIRST_MOST, _NEXT_MOST = 15, 8  # bits of chunks of a level that is not the last
_BITS = 33  # an integer has 0 to 32


def encoded(values: AnyInts, *, unary: bool) -> tuple[Bytes, Longs]:
    """Return the blocks of integers from 0 to 2**32 - 1, and the head of each.

    The start of the first block is 0. With ``unary``, blocks are so that take half as much again at
    most.
    """
    unsigned = values.astype(np.uint32)
    heads = np.empty(-(-len(values) // BLOCK), np.int64)
    if kernels.native is None:
        return _encoded(unsigned, heads, unary), heads
    room = np.empty(len(heads) * _BLOCK_BYTES, np.uint8)
    size = kernels.native.encode_integers(unsigned, room, heads, unary)
    return room[:size].copy(), heads


def _encoded(values: npt.NDArray[np.uint32], heads: Longs, unary: bool) -> Bytes:
    pieces, start = [np.zeros(0, np.uint8)], 0
    for number, (widths, bits) in enumerate(_chosen_widths(values)):
        block = values[number * BLOCK : (number + 1) * BLOCK]
        if unary and (ends := _unary_ends(block, bits)) is not None:
            widths = [_UNARY]
            packed = np.packbits(np.bincount(ends).astype(np.uint8), bitorder="little")
        else:
            packed = _packed(block, widths)
        shifted = [width << level * _WIDTH_BITS for level, width in enumerate(widths)]
        heads[number] = start << HEAD_BITS | sum(shifted)
        pieces.append(packed)
        start += len(packed)
    return np.concatenate(pieces)


def _unary_ends(values: npt.NDArray[np.uint32], bits: int) -> Longs | None:
    """Return the bits that are 1 in a block, or None if it is not to be unary.

    ``bits``: those that it takes otherwise.
    """
    ends = np.cumsum(values, dtype=np.int64) + np.arange(len(values))
    size = int(ends[-1]) + 1
    return ends if 2 * size <= 3 * bits and size <= 32 * len(values) else None


def _chosen_widths(values: npt.NDArray[np.uint32]) -> list[tuple[list[int], int]]:
    """Return the widths of the levels of each block, by which it takes the fewest bits.

    Beside them stands how many bits these are.
    """
    blocks = -(-len(values) // BLOCK)
    bits = np.frexp(values.astype(np.float64))[1]
    cells = np.arange(len(values)) // BLOCK * _BITS + bits
    counts = np.bincount(cells, minlength=blocks * _BITS).reshape(blocks, _BITS)
    padding = np.zeros((blocks, _FIRST_MOST + 2 * _NEXT_MOST + 2), np.int64)
    least = np.hstack([np.cumsum(counts[:, ::-1], axis=1)[:, ::-1], padding]).T
    most = (least[1:_BITS] > 0).sum(axis=0)
    best = least[0] * most
    chosen = np.zeros((_LEVELS, blocks), np.int64)
    chosen[0] = most

    def offer(cost: Longs, *widths: int) -> None:
        last = most - sum(widths)
        better = (cost + least[sum(widths) + 1] * last < best) & (last > 0)
        best[better] = (cost + least[sum(widths) + 1] * last)[better]
        for level in range(_LEVELS):
            chosen[level, better] = widths[level] if level < len(widths) else 0
        chosen[len(widths), better] = last[better]

    longest = int(most.max(initial=0))
    for a in range(min(longest, _FIRST_MOST + 1)):
        first = least[0] * (a + 1)
        offer(first, a)
        for b in range(1, min(longest - a, _NEXT_MOST + 1)):
            second = first + least[a + 1] * (b + 1)
            offer(second, a, b)
            for c in range(1, min(longest - a - b, _NEXT_MOST + 1)):
                offer(second + least[a + b + 1] * (c + 1), a, b, c)
    widths: list[list[int]] = chosen.T.tolist()
    return list(zip(widths, best.tolist(), strict=True))


def _packed(values: npt.NDArray[np.uint32], widths: list[int]) -> Bytes:
    pieces = []
    for level, width in enumerate(widths):
        bits = values[:, None] >> np.arange(width, dtype=np.uint32) & 1
        pieces.append(np.packbits(bits.astype(np.uint8), bitorder="little"))
        if level == _LEVELS - 1 or not widths[level + 1]:
            break
        goes_on = values >> np.uint32(width) > 0
        pieces.append(np.packbits(goes_on, bitorder="little"))
        values = values[goes_on] >> np.uint32(width)
    return np.concatenate(pieces)


def decoded(data: Bytes, head: int, count: int) -> Ints:
    """Return the ``count`` integers of a block, by numpy; ``data``: its bytes."""
    if head & (1 << _WIDTH_BITS) - 1 == _UNARY:
        ends = np.unpackbits(data, bitorder="little").nonzero()[0][:count]
        return (np.diff(ends, prepend=-1) - 1).astype(np.int32)
    width, rest = head & (1 << _WIDTH_BITS) - 1, (head & (1 << HEAD_BITS) - 1) >> _WIDTH_BITS
    chunks = (count * width + 7) // 8
    bits = np.unpackbits(data[:chunks], count=count * width, bitorder="little")
    powers = np.left_shift(1, np.arange(width, dtype=np.int64))
    values = bits.reshape(count, width).dot(powers).astype(np.uint32)
    if rest:
        flags = data[chunks : chunks + (count + 7) // 8]
        goes_on = np.unpackbits(flags, count=count, bitorder="little").nonzero()[0]
        higher = decoded(data[chunks + len(flags) :], rest, len(goes_on)).view(np.uint32)
        values[goes_on] |= higher << np.uint32(width)
    found: Ints = values.view(np.int32)
    return found
