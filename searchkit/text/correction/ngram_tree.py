"""How n-grams of one order are stored: as a tree, any part of which can be made by itself."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit._lazy import cached_property

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

MAX_ID = (1 << 21) - 1
"""Ids are below this, so that three of them fit into a key."""

BITS = np.uint64(21)
MASK = np.uint64(MAX_ID)
_LARGE = np.iinfo(np.uint8).max
_PIECE = 1 << 14


def laid_out(
    order: int, keys: NDArray[np.uint64], counts: NDArray[np.uint32]
) -> dict[str, NDArray[Any]]:
    """Return what is to be stored of ascending keys (see ``ngrams``), some 4 bytes an n-gram.

    ``ids_1`` are the ids at the second place, those that follow the same beginning next to each
    other, and ``runs_0`` how many follow each of ``ids_0``. ``counts`` are those below 255, which
    stands for the next one of ``large``.
    """
    arrays: dict[str, NDArray[Any]] = {}
    beginnings = keys[:0]
    for place in range(order):
        before = beginnings
        whole = keys >> (BITS * np.uint64(order - 1 - place))
        beginnings = whole[run_starts(whole)] if len(whole) else whole
        arrays[f"ids_{place}"] = _narrow(beginnings & MASK)
        if place:
            runs = np.searchsorted(beginnings >> BITS, before, "right")
            arrays[f"runs_{place - 1}"] = _narrow(np.diff(runs, prepend=0))
    is_large = counts >= _LARGE
    arrays["counts"] = np.where(is_large, _LARGE, counts).astype(np.uint8)
    arrays["large"] = counts[is_large]
    return arrays


class NgramTree:
    """N-grams as ``laid_out`` has stored them."""

    def __init__(self, order: int, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._ids = [arrays[f"ids_{place}"] for place in range(order)]
        self._runs = [arrays[f"runs_{place}"] for place in range(order - 1)]
        self._counts, self._large = arrays["counts"], arrays["large"]

    def __len__(self) -> int:
        return len(self._counts)

    def all(self) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
        """Return the keys and counts of all n-grams."""
        return self._between(0, len(self._ids[0]))

    def part(self, first: int) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
        """Return the keys and counts of those that begin with an id."""
        place = int(np.searchsorted(self._ids[0], first)) if first >= 0 else 0
        there = place < len(self._ids[0]) and self._ids[0][place] == first
        return self._between(place, place + there)

    def _between(self, low: int, high: int) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
        """Return the keys and counts of those whose first ids stand between two places."""
        keys = self._ids[0][low:high].astype(np.uint64)
        for ids, runs, starts in zip(self._ids[1:], self._runs, self._starts, strict=True):
            keys = np.repeat(keys, runs[low:high])
            low, high = starts.before(low), starts.before(high)
            keys <<= BITS
            keys |= ids[low:high]
        counts = self._counts[low:high].astype(np.uint32)
        first, large = self._large_ones.before(low), np.flatnonzero(counts == _LARGE)
        counts[large] = self._large[first : first + len(large)]
        return keys, counts

    @cached_property
    def _starts(self) -> list[_Sums]:
        """Where the ids behind each beginning start, and the end of all."""
        return [_Sums(runs, lambda piece: piece.sum(dtype=np.int64)) for runs in self._runs]

    @cached_property
    def _large_ones(self) -> _Sums:
        """How many counts stand among the large ones."""
        return _Sums(self._counts, lambda piece: np.count_nonzero(piece == _LARGE))


class _Sums:
    """What the beginnings of an array come to: one sum for all of them would take long to make."""

    def __init__(self, values: NDArray[Any], total: Callable[[NDArray[Any]], Any]) -> None:
        self._values, self._total = values, total
        pieces = range(0, len(values), _PIECE)
        self._sums = [0, *accumulate(int(total(values[at : at + _PIECE])) for at in pieces)]

    def before(self, place: int) -> int:
        """Return what all values in front of a place come to."""
        piece = place // _PIECE
        return self._sums[piece] + int(self._total(self._values[piece * _PIECE : place]))


def _narrow(values: NDArray[Any]) -> NDArray[Any]:
    """Return numbers >= 0 in as few bytes as the greatest of them takes."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def run_starts(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return where the runs of equal keys begin."""
    changes = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=changes[1:])
    return np.flatnonzero(changes)
