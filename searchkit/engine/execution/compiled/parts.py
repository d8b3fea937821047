"""A query of one of the shapes in one segment: its terms there, as the kernels take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.engine.execution.compiled.shapes import FILTER, MAY, MUST
from searchkit.engine.execution.compiled.terms import compiled_positions, compiled_term

if TYPE_CHECKING:
    from searchkit.engine.execution.bm25 import Weights
    from searchkit.engine.execution.compiled.shapes import Shape
    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import Floats

_DENSE = 16
"""If all terms that must be there are in more than every 16th document, it is faster to go through
all documents, block by block, than through those of the rarest."""


class Parts:
    """Parallel lists: the terms that a segment has, what each must be, and its weight.

    ``positions``: of each word of a phrase, None for other terms; None where there is no phrase.
    ``stepwise``: whether the kernel is to go through the documents of the rarest term, and not
    through all.
    """

    def __init__(self) -> None:
        self.terms: list[Any] = []
        self.roles = bytearray()
        self._weights: list[float] = []
        self.positions: list[Any] | None = None
        self.stepwise = False

    def add(self, term: Any, role: int, weight: float) -> None:
        """Add a term of the kernels."""
        self.terms.append(term)
        self.roles.append(role)
        self._weights.append(weight)

    @property
    def weights(self) -> Floats:
        """The weights as an array."""
        return np.array(self._weights)


def parts_of(segment: SegmentReader, shape: Shape, weights: Weights) -> Parts | None:
    """Return the parts of a query in a segment; None if nothing there can match."""
    parts = Parts()
    rarest = segment.count
    for role, terms in ((shape.role, shape.terms), *shape.others):
        needed = role in (MUST, FILTER)
        for fieldname, text, weight in terms:
            term = compiled_term(segment, fieldname, text, weights.saturation(fieldname))
            if term is not None:
                parts.add(term.handle, role, weight)
                if needed and term.size < rarest:
                    rarest = term.size
            elif needed:
                return None
        if not parts.terms:
            return None
    parts.stepwise = rarest * _DENSE < segment.count
    if shape.sequence:
        places = [compiled_positions(segment, name, text) for name, text, _ in shape.terms]
        parts.positions = places + [None] * (len(parts.terms) - len(places))
        parts.stepwise = True
    elif not parts.stepwise and shape.role == MUST:
        for number in range(len(shape.terms)):
            parts.roles[number] = MAY
            parts.add(parts.terms[number], FILTER, 0.0)
    return parts
