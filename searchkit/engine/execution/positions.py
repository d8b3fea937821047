"""Where one term occurs in a segment: exact places, and of a frequent term a sketch of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from searchkit.engine.storage.arrays import AnyInts
    from searchkit.engine.storage.postings import FieldPostings

    Sketches = npt.NDArray[np.uint16]

_FREQUENT = 8
"""A term in more than every eighth document has sketches of its positions."""

_BITS = 16


class Occurrences:
    """The occurrences of a term.

    ``places``: ascending on the axis that all documents share (see FieldPostings.on_common_axis).
    ``sketches``: for each document of the segment, bit p % 16 is set for each position p at which
    the term occurs there; None for a term that is not frequent.
    """

    def __init__(self, field: FieldPostings, number: int) -> None:
        documents, frequencies = field.postings(number)
        positions = field.positions(number)
        self._shift = field.shift
        self.places: AnyInts = field.on_common_axis(documents, frequencies, positions)
        self.sketches: Sketches | None = None
        if len(documents) * _FREQUENT > field.document_count:
            bits = np.left_shift(np.uint16(1), (positions % _BITS).astype(np.uint16))
            self.sketches = np.zeros(field.document_count, np.uint16)
            starts = np.cumsum(frequencies) - frequencies
            self.sketches[documents] = np.bitwise_or.reduceat(bits, starts)

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        sketches = 0 if self.sketches is None else self.sketches.nbytes
        return self.places.nbytes + sketches

    def near(self, wanted: AnyInts) -> AnyInts:
        """Return which of the wanted places the sketches, which must be there, allow."""
        assert self.sketches is not None
        sketches = self.sketches.take(wanted >> self._shift, mode="clip")
        allowed: AnyInts = (sketches >> (wanted & (_BITS - 1)) & 1).astype(bool).nonzero()[0]
        return allowed

    def at(self, wanted: AnyInts) -> AnyInts:
        """Return which of the wanted places (ascending) the term occurs at."""
        found = self.places.searchsorted(wanted)
        exact: AnyInts = (self.places.take(found, mode="clip") == wanted).nonzero()[0]
        return exact
