"""Lucene's scores of single terms, turned back into how often a document holds the term.

A named query tells its score for each document found. With the statistics that Lucene had, that
score has one unknown, a whole number; float32 keeps it apart from its neighbours up to thousands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from searchkit.backends.base import Floats, Longs

_EXACT = 24
"""Lengths below this one have a byte each (SmallFloat.NUM_FREE_VALUES)."""


class FieldStatistics(NamedTuple):
    """What Lucene knows of a field: the documents that have it, and their tokens."""

    documents: int
    tokens: int


def _length_of_byte() -> Longs:
    """Return the length that each byte stands for: SmallFloat.byte4ToInt of Lucene."""
    codes = np.arange(256 - _EXACT)
    shifts = (codes >> 3) - 1
    large = ((codes & 7) | 8) << np.maximum(shifts, 0)
    lengths = _EXACT + np.where(shifts < 0, codes & 7, large)
    return np.concatenate([np.arange(_EXACT), lengths]).astype(np.int64)


_LENGTHS = _length_of_byte()


def stored_lengths(lengths: Longs) -> Longs:
    """Return lengths as Lucene keeps them, in one byte each: the next one below."""
    return _LENGTHS[np.searchsorted(_LENGTHS, lengths, side="right") - 1]


def idf(documents: int, holding: Longs) -> Floats:
    """Return Lucene's weights of terms: ln(1 + (N - n + 0.5) / (n + 0.5)), N having the field."""
    weights: Floats = np.log1p((documents - holding + 0.5) / (holding + 0.5))
    return weights.astype(np.float32).astype(np.float64)


def frequencies(
    scores: Floats, weights: Floats, lengths: Longs, average: float, k1: float, b: float
) -> Floats:
    """Return how often terms are in documents, by their scores for them: roughly whole numbers.

    ``scores``, shape (terms, documents). ``weights``, shape (terms, 1), are what the scores for a
    term come near to where it is often held: boost x idf x (k1 + 1).
    """
    norms = k1 * (1 - b + b * stored_lengths(lengths) / average)
    found: Floats = scores * norms / np.maximum(weights - scores, 1e-12)
    return found
