"""A query of one of the shapes in one segment: its terms there, as the kernels take them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.engine.execution.compiled.shapes import FILTER, MAY, MUST
from searchkit.engine.execution.compiled.terms import (
    coded_positions,
    coded_term,
    compiled_positions,
    compiled_term,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.bm25 import Weights
    from searchkit.engine.execution.compiled.shapes import Shape
    from searchkit.engine.execution.compiled.terms import CompiledTerm
    from searchkit.engine.execution.impacts import WeightedTerm
    from searchkit.engine.execution.segment import Found, SegmentReader
    from searchkit.engine.storage.arrays import Floats

_DENSE = 16
"""If all terms that must be there are in more than every 16th document, it is faster to go through
all documents, block by block, than through those of the rarest."""


class Parts:
    """Parallel lists: the terms that a segment has, what each must be, and its weight.

    ``positions``: of each word of a phrase, None for other terms; None where there is no phrase.
    ``coded``: whether some terms are as they lie in the file.
    """

    def __init__(self, count: int) -> None:
        self.terms: list[Any] = []
        self.roles = bytearray()
        self._weights: list[float] = []
        self.positions: list[Any] | None = None
        self.coded = False
        self._count = self._rarest = count

    def add(self, terms: Sequence[CompiledTerm], role: int, weights: Sequence[float]) -> None:
        """Add terms of one role."""
        self.terms += [term.handle for term in terms]
        self.roles += bytes((role,)) * len(terms)
        self._weights += weights
        self.coded = self.coded or any(term.coded for term in terms)
        if role in (MUST, FILTER):
            self._rarest = min([self._rarest, *[term.size for term in terms]])

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
    groups = []
    for role, terms in ((shape.role, shape.terms), *shape.others):
        found = [(own, segment.find(own.fieldname, own.text)) for own in terms]
        there = [(own, place) for own, place in found if place is not None]
        if role in (MUST, FILTER) and len(there) < len(found):
            return None
        groups.append((role, there))
    if not groups[0][1]:
        return None
    parts = Parts(segment.count)
    if shape.sequence:
        parts.positions = _positions(segment, groups[0][1], once=once)
        once = None in parts.positions
    for role, there in groups:
        coded = once and shape.sequence and role == MUST  # as their positions are
        make = coded_term if coded else partial(compiled_term, once=once)
        made = [
            make(segment, own.fieldname, place, weights.saturation(own.fieldname))
            for own, place in there
        ]
        parts.add(made, role, [own.weight for own, _ in there])
    if parts.positions is not None:
        if once:
            parts.positions = [coded_positions(place) for _, place in groups[0][1]]
        parts.positions += [None] * (len(parts.terms) - len(groups[0][1]))
    return parts


def _positions(
    segment: SegmentReader, words: Sequence[tuple[WeightedTerm, Found]], *, once: bool
) -> list[Any]:
    """Return where each word of a phrase stands.

    With ``once``, None for one that was not asked for before.
    """
    segment.positioned(words[0][0].fieldname)  # or there is an error
    distinct = {place.ordinal: (own.fieldname, place) for own, place in words}
    places = {
        ordinal: compiled_positions(segment, *word, once=once) for ordinal, word in distinct.items()
    }
    return [places[place.ordinal] for _, place in words]
