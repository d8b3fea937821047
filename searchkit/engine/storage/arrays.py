"""The arrays of the index: their types, common operations, field norms (lengths in one byte)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    from numpy.typing import NDArray

    Bytes: TypeAlias = NDArray[np.uint8]
    Ints: TypeAlias = NDArray[np.int32]
    Longs: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]
    AnyInts: TypeAlias = NDArray[Any]

LENGTH_OF_NORM: Longs = np.array([round((1.033**n - 1) * 27) for n in range(256)], dtype=np.int64)
"""``byte_to_length`` of Whoosh as a table: the length that each of the 256 codes stands for."""


def located(ascending: AnyInts, wanted: AnyInts) -> tuple[AnyInts, Flags]:
    """Return where each of ``wanted`` would stand in an ascending array, and which stand there.

    The array must not be empty. The indices are for ``take`` with ``mode="clip"``: behind the last
    value they lie outside.
    """
    at = ascending.searchsorted(wanted)
    inside: Flags = ascending.take(at, mode="clip") == wanted
    return at, inside


def values_at(ascending: AnyInts, values: AnyInts, wanted: AnyInts) -> AnyInts:
    """Return those of ``values``, parallel to an ascending array, that stand at ``wanted``, or 0.

    The array must not be empty.
    """
    at, inside = located(ascending, wanted)
    found: AnyInts = values.take(at, mode="clip") * inside
    return found


def live_mask(documents: int, deleted: Iterable[int]) -> Flags:
    """Return which of a segment's documents are not among the deleted ones."""
    live = np.ones(documents, bool)
    live[np.fromiter(deleted, np.int64)] = False
    return live


def field_norms(lengths: AnyInts) -> Bytes:
    """Return the field norms of many lengths; equals ``length_to_byte`` of each."""
    norms = np.searchsorted(LENGTH_OF_NORM, lengths)
    return np.minimum(norms, 255).astype(np.uint8)
