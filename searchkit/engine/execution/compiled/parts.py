"""A query of one of the shapes in one segment: its terms there, as the kernels take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.engine import kernels
from searchkit.engine.execution.compiled.shapes import FILTER, MAY, MUST
from searchkit.engine.execution.compiled.terms import (
    compiled_positions,
    compiled_term,
    positions_in,
)

if TYPE_CHECKING:
    from searchkit.engine.execution.bm25 import Weights
    from searchkit.engine.execution.compiled.shapes import Shape
    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import Flags, Floats, Ints

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


def parts_of(
    segment: SegmentReader, shape: Shape, weights: Weights, mask: Flags | None, *, ranked: bool
) -> Parts | None:
    """Return the parts of a query in a segment; None if nothing there can match.

    ``mask``: which documents may be found; None: every one. ``ranked``: whether the best of them
    are asked for, and not only how many.
    """
    parts = Parts()
    rarest = segment.count
    bounded = True
    for role, terms in ((shape.role, shape.terms), *shape.others):
        needed = role in (MUST, FILTER)
        for fieldname, text, weight in terms:
            saturation = weights.saturation(fieldname)
            own = ranked and role == MAY
            term = compiled_term(segment, fieldname, text, saturation, ranked=own)
            if term is not None:
                parts.add(term.handle, role, weight)
                bounded = bounded and (term.ranked or role != MUST)
                if needed and term.size < rarest:
                    rarest = term.size
            elif needed:
                return None
        if not parts.terms:
            return None
    parts.stepwise = rarest * _DENSE < segment.count or not bounded
    if shape.sequence:
        parts.stepwise = True
        if not _place(segment, shape, parts, mask):
            return None
    elif not parts.stepwise and shape.role == MUST:
        for number in range(len(shape.terms)):
            parts.roles[number] = MAY
            parts.add(parts.terms[number], FILTER, 0.0)
    return parts


def _place(segment: SegmentReader, shape: Shape, parts: Parts, mask: Flags | None) -> bool:
    """Add where the words of a phrase stand; False if no document holds them all.

    Of a word that was not asked for before, this decodes what documents that hold all words need.
    """
    segment.positioned(shape.terms[0].fieldname)  # or there is an error
    words = [(fieldname, text) for fieldname, text, _ in shape.terms]
    places = {word: compiled_positions(segment, *word) for word in dict.fromkeys(words)}
    if None in places.values():
        documents = _candidates(segment, parts, mask)
        if not len(documents):
            return False
        for term, word in zip(parts.terms, words, strict=False):
            if places[word] is None:
                places[word] = positions_in(segment, *word, term, documents)
    parts.positions = [places[word] for word in words] + [None] * (len(parts.terms) - len(words))
    return True


def _candidates(segment: SegmentReader, parts: Parts, mask: Flags | None) -> Ints:
    """Return the documents that match if the words stand in any order."""
    assert kernels.native is not None
    found = np.empty(segment.count, np.int32)
    many = kernels.native.match_all(
        segment.count, parts.terms, parts.roles, parts.weights, mask, found
    )
    return found[:many]
