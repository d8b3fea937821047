"""Where one term occurs in a segment: exact positions, and of a frequent term a bitmap of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine.storage.arrays import located

if TYPE_CHECKING:
    import numpy.typing as npt

    from searchkit.engine.storage.arrays import AnyInts
    from searchkit.engine.storage.postings import FieldPostings

    Bitmaps = npt.NDArray[np.uint16]

_FREQUENT = 8
"""A term in more than every eighth document has bitmaps of its positions."""

_BITS = 16


class TermPositions:
    """The positions of a term.

    ``positions``: global ones, ascending (see FieldPostings.global_positions).
    ``bitmaps``: for each document of the segment, bit p % 16 is set for each position p at which
    the term occurs there; None for a term that is not frequent.
    """

    def __init__(self, field: FieldPostings, ordinal: int) -> None:
        documents, frequencies = field.postings(ordinal)
        positions = field.positions(ordinal)
        self._shift = field.shift
        self.positions: AnyInts = field.global_positions(documents, frequencies, positions)
        self.bitmaps: Bitmaps | None = None
        if len(documents) * _FREQUENT > field.document_count:
            bits = np.left_shift(np.uint16(1), (positions % _BITS).astype(np.uint16))
            self.bitmaps = np.zeros(field.document_count, np.uint16)
            starts = np.cumsum(frequencies, dtype=np.int64) - frequencies
            self.bitmaps[documents] = np.bitwise_or.reduceat(bits, starts)

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        bitmaps = 0 if self.bitmaps is None else self.bitmaps.nbytes
        return self.positions.nbytes + bitmaps

    def near(self, wanted: AnyInts) -> AnyInts:
        """Return which of the wanted positions the bitmaps, which must be there, allow."""
        assert self.bitmaps is not None
        bitmaps = self.bitmaps.take(wanted >> self._shift, mode="clip")
        allowed: AnyInts = (bitmaps >> (wanted & (_BITS - 1)) & 1).astype(bool).nonzero()[0]
        return allowed

    def at(self, wanted: AnyInts) -> AnyInts:
        """Return which of the wanted positions (ascending) the term occurs at."""
        exact: AnyInts = located(self.positions, wanted)[1].nonzero()[0]
        return exact
