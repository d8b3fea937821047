"""A query of one of the shapes in one segment: its terms there, as the kernels take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.engine.execution.compiled.shapes import FILTER, MAY, MUST
from searchkit.engine.execution.compiled.terms import (
    coded_positions,
    coded_term,
    compiled_positions,
    compiled_term,
)
from searchkit.engine.execution.segment import encoded

if TYPE_CHECKING:
    from searchkit.engine.execution.bm25 import Weights
    from searchkit.engine.execution.compiled.shapes import Shape
    from searchkit.engine.execution.compiled.terms import CompiledTerm
    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import Floats

_DENSE = 16
"""If all terms that must be there are in more than every 16th document, it is faster to go through
all documents, block by block, than through those of the rarest."""


class Parts:
    """Parallel lists: the terms that a segment has, what each must be, and its weight.

    ``positions``: of each word of a phrase, None for other terms; None where there is no phrase.
    ``coded``: whether some are as they lie in the file.
    """

    def __init__(self, segment: SegmentReader) -> None:
        self.terms: list[Any] = []
        self.roles = bytearray()
        self._weights: list[float] = []
        self.positions: list[Any] | None = None
        self.coded = False
        self._count = self._rarest = segment.count

    def add(self, term: CompiledTerm, role: int, weight: float) -> None:
        """Add a term."""
        self.terms.append(term.handle)
        self.roles.append(role)
        self._weights.append(weight)
        self.coded = self.coded or term.coded
        if role in (MUST, FILTER):
            self._rarest = min(self._rarest, term.size)

    def filter_by_all(self) -> None:
        """Let terms that must be there be such as may, and be there beside, without a score."""
        for number in range(len(self.terms)):
            if self.roles[number] == MUST:
                self.roles[number] = MAY
                self.terms.append(self.terms[number])
                self.roles.append(FILTER)
                self._weights.append(0.0)

    @property
    def weights(self) -> Floats:
        """The weights as an array."""
        return np.array(self._weights)

    @property
    def stepwise(self) -> bool:
        """Whether to go through the documents of the rarest term, and not through all."""
        few = self._rarest * _DENSE < self._count
        return not self.coded and (few or self.positions is not None)


def parts_of(segment: SegmentReader, shape: Shape, weights: Weights, *, once: bool) -> Parts | None:
    """Return the parts of a query in a segment; None if nothing there can match.

    ``once``: whether terms that were not asked for before may be as they lie in the file.
    """
    parts = Parts(segment)
    if shape.sequence:
        parts.positions = _positions(segment, shape)
        if parts.positions is None:
            return None
        once = None in parts.positions
    for role, terms in ((shape.role, shape.terms), *shape.others):
        for own in terms:
            field, ordinal = segment.find(own.fieldname, own.text)
            if field is None or ordinal < 0:
                if role in (MUST, FILTER):
                    return None
                continue
            word = shape.sequence and role == MUST
            stays = once and (word or not segment.is_repeated(own.fieldname, ordinal))
            make = coded_term if stays else compiled_term
            saturation = weights.saturation(own.fieldname)
            parts.add(make(segment, own.fieldname, ordinal, saturation), role, own.weight)
        if not parts.terms:
            return None
    if parts.positions is not None:
        if once:
            parts.positions = [
                coded_positions(segment, own.fieldname, own.text) for own in shape.terms
            ]
        parts.positions += [None] * (len(parts.terms) - len(shape.terms))
    return parts


def _positions(segment: SegmentReader, shape: Shape) -> list[Any] | None:
    """Return where each word of a phrase stands, None for one that was not asked for before.

    None instead of all if the segment lacks a word.
    """
    field = segment.positioned(shape.terms[0].fieldname)  # or there is an error
    if any(field.ordinal(encoded(own.text)) < 0 for own in shape.terms):
        return None
    words = dict.fromkeys((own.fieldname, own.text) for own in shape.terms)
    places = {word: compiled_positions(segment, *word) for word in words}
    return [places[own.fieldname, own.text] for own in shape.terms]
