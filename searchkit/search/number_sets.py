"""Arrays of whole numbers as sets, without ``numpy.ma``.

``np.unique`` and ``np.isin`` load it to ask whether an array is masked: a twentieth of a search
from a cold start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]


def distinct(numbers: Longs) -> Longs:
    """Return numbers ascending, each once, as ``np.unique`` does."""
    ascending = np.sort(numbers)
    first = np.ones(len(ascending), bool)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return ascending[first]


def are_among(numbers: Longs, known: Longs) -> NDArray[np.bool_]:
    """Tell which numbers are among those ``known``, as ``np.isin`` does."""
    if not len(known):
        return np.zeros(len(numbers), bool)
    ascending = np.sort(known)
    found: NDArray[np.bool_] = (
        ascending.take(ascending.searchsorted(numbers), mode="clip") == numbers
    )
    return found
