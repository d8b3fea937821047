"""The array types of the index, and field norms: Whoosh's one-byte codes of a field's length."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length

Bytes: TypeAlias = npt.NDArray[np.uint8]
Ints: TypeAlias = npt.NDArray[np.int32]
Longs: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]
AnyInts: TypeAlias = npt.NDArray[Any]

LENGTH_OF_NORM: Longs = np.array([byte_to_length(code) for code in range(256)], dtype=np.int64)
"""``byte_to_length`` of Whoosh as a table: the length that each of the 256 codes stands for."""


def field_norms(lengths: AnyInts) -> Bytes:
    """Return the field norms of many lengths; equals ``length_to_byte`` of each."""
    norms = np.searchsorted(LENGTH_OF_NORM, lengths)
    return np.minimum(norms, 255).astype(np.uint8)
