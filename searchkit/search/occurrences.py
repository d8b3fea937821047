"""Where one term occurs in a segment: exact places, and a 32-bit sketch of them per document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from searchkit.index.arrays import AnyInts, Ints
    from searchkit.index.postings import FieldPostings

    Sketches = npt.NDArray[np.uint32]

_FREQUENT = 8
"""A term in more than every eighth document has a column of sketches over all documents."""

_BITS = 32


class Occurrences:
    """The occurrences of a term.

    ``documents``: ascending; ``starts``: where each document's places start in ``places``, with
    the end behind; ``places``: ascending on the axis that all documents share (see
    FieldPostings.on_common_axis). ``sketches``: bit p % 32 is set for each position p, per
    entry of ``documents``; ``column``: of a frequent term the same per document of the segment,
    otherwise None.
    """

    def __init__(self, field: FieldPostings, number: int) -> None:
        documents, frequencies = field.postings(number)
        positions = field.positions(number)
        self.documents: Ints = documents
        self.starts: Ints = np.append(0, np.cumsum(frequencies)).astype(np.int32)
        self.places: AnyInts = field.on_common_axis(documents, frequencies, positions)
        bits = np.left_shift(np.uint32(1), (positions % _BITS).astype(np.uint32))
        self.sketches: Sketches = np.bitwise_or.reduceat(bits, self.starts[:-1])
        self.column: Sketches | None = None
        if len(documents) * _FREQUENT > field.document_count:
            self.column = np.zeros(field.document_count, np.uint32)
            self.column[documents] = self.sketches

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        arrays = (self.documents, self.starts, self.places, self.sketches, self.column)
        return sum(array.nbytes for array in arrays if array is not None)

    def places_in(self, entries: AnyInts) -> AnyInts:
        """Return the places in the documents with the given entries in ``documents``."""
        first = self.starts.take(entries)
        sizes = self.starts.take(entries + 1) - first
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        return self.places.take(np.repeat(first - (ends - sizes), sizes) + np.arange(total))


def rotated(sketches: Sketches, distance: int) -> Sketches:
    """Return the sketches of the places ``distance`` further back: bit p goes to p - distance."""
    right = np.uint32(distance % _BITS)
    if right == 0:
        return sketches
    turned: Sketches = (sketches >> right) | (sketches << np.uint32(_BITS - int(right)))
    return turned
