"""The distinct ones of many numbers, and which of them each is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

from searchkit.text import kernels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchkit.text.kernels.interface import Native

_BITS = 63


def distinct(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Return what ``np.unique(keys, return_inverse=True)`` does, for numbers >= 0, sooner.

    The place of a number is put into its low bits, so that one sort of plain numbers, the fastest
    that numpy has, brings both; where there are no bits left for it, numpy's own way is taken.
    A compiled kernel numbers them first, so that only the distinct ones are sorted.
    """
    if kernels.native is not None:
        return _numbered(kernels.native, np.ascontiguousarray(keys))
    bits = len(keys).bit_length()
    if int(keys.max(initial=0)) >> (_BITS - bits):
        return np.unique(keys, return_inverse=True)
    packed = keys << bits
    packed |= np.arange(len(keys))
    packed.sort()
    ordered = packed >> bits
    new = np.ones(len(keys), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    packed &= (1 << bits) - 1
    which = np.empty(len(keys), np.intp)
    which[packed] = np.cumsum(new) - 1
    return ordered[new], which


def _numbered(
    native: Native, keys: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    numbers, found = np.empty(len(keys), np.int32), np.empty(len(keys), np.int64)
    _, different = native.number_keys(keys, random_factor(), numbers, found)
    order = found[:different].argsort()
    rank = np.empty(different, np.intp)
    rank[order] = np.arange(different)
    return found[order], rank.take(numbers)


def random_factor() -> int:
    """Return what spreads keys over a table, so that nobody can write a text that piles them up."""
    return int.from_bytes(os.urandom(8), "little") >> 1
