"""Pairs of tokens, numbered: by a compiled kernel, or by sorting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.text import kernels
from searchkit.text.segmentation.distinct import distinct, random_factor

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]


def numbered_pairs(tokens: Ints, distance: int) -> tuple[Ints, Ints, Ints]:
    """Return the number of each pair, and the first and the second token of each distinct one.

    ``tokens`` are numbers from 1 on, with a 0 behind each text. Two that are ``distance`` apart in
    one text are a pair; pairs are numbered from 0 on in the order in which they come.
    """
    if kernels.native is None:
        return _by_sorting(tokens, distance)
    values = np.ascontiguousarray(tokens, np.int32)
    numbers, firsts, seconds = (np.empty(len(values), np.int32) for _ in range(3))
    many, different = kernels.native.number_pairs(
        values, distance, random_factor(), numbers, firsts, seconds
    )
    return numbers[:many], firsts[:different], seconds[:different]


def _by_sorting(tokens: Ints, distance: int) -> tuple[Ints, Ints, Ints]:
    inside = tokens > 0
    for step in range(1, distance + 1):
        inside = inside[:-1] & (tokens[step:] > 0)
    base = int(tokens.max(initial=0)) + 1
    first = tokens[: len(inside)][inside].astype(np.int64)
    keys, which = distinct(first * base + tokens[distance:][inside])
    first_places = np.empty(len(keys), np.intp)
    first_places[which[::-1]] = np.arange(len(which))[::-1]  # of equals the last one stays
    order = first_places.argsort()
    number = np.empty(len(keys), np.int32)
    number[order] = np.arange(len(keys), dtype=np.int32)
    firsts, seconds = np.divmod(keys.take(order), base)
    return number.take(which), firsts.astype(np.int32), seconds.astype(np.int32)
