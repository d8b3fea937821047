"""How strongly each document holds a term, in one byte: a first look for conjunctions and phrases.

A term's saturation (BM25 without the weight) is kept in 255 even steps. A term that is in more
than a few documents also has its byte for every document of the segment, so that whether, and how
strongly, some documents hold it is one gathering of bytes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchkit.search.cache import HOT
from searchkit.search.leaves import SEARCHED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import AnyInts, Bytes, Ints
    from searchkit.search.impacts import WeightedTerm
    from searchkit.search.leaves import Leaf, Saturation
    from searchkit.search.weights import Weights

_COLUMN = 64
"""A term in more than every 64th document has a column over all documents."""


class Strength(NamedTuple):
    """A term in one segment.

    ``documents``, ``frequencies`` and ``strengths`` are parallel; ``column`` holds the strength in
    every document, 0 where the term does not occur, or is None. A strength of s says that the
    saturation is about s times ``step``: less than a step below it, at most half a step above.
    """

    documents: Ints
    frequencies: Ints
    strengths: Bytes
    column: Bytes | None
    step: float

    def in_documents(self, leaf: Leaf, documents: AnyInts) -> Bytes:
        """Return the strengths in some documents (ascending), 0 where the term does not occur."""
        if self.column is not None:
            return self.column.take(documents)
        if len(self.documents) > SEARCHED * len(documents):
            at = self.documents.searchsorted(documents)
            inside = self.documents.take(at, mode="clip") == documents
            found: Bytes = self.strengths.take(at, mode="clip") * inside
            return found
        own = self.documents.astype(np.intp)  # numpy would convert it for both assignments
        with leaf.scratch(np.uint8) as column:
            column[own] = self.strengths
            found = column.take(documents)
            column[own] = 0
        return found


class Required(NamedTuple):
    """A weighted term that every document found must hold."""

    term: WeightedTerm
    saturation: Saturation | None
    strength: Strength

    def frequencies_in(self, documents: AnyInts) -> AnyInts:
        """Return how often each of some documents, which hold the term, does."""
        own = self.strength
        return own.frequencies.take(own.documents.searchsorted(documents))

    @property
    def step(self) -> float:
        """What one step of strength adds to a score."""
        return self.term.weight * self.strength.step


def required(leaf: Leaf, terms: Sequence[WeightedTerm], weights: Weights) -> list[Required] | None:
    """Return the terms as the segment has them; None if it lacks one."""
    found = []
    for term in terms:
        saturation = weights.saturation(term.fieldname)
        key = (leaf.id, "strength", term.fieldname, term.text, saturation)
        make = partial(_strength, leaf, term.fieldname, term.text, saturation)
        strength: Strength | None = HOT.fetch(key, make)
        if strength is None:
            return None
        found.append(Required(term, saturation, strength))
    return found


def _strength(
    leaf: Leaf, fieldname: str, text: str, saturation: Saturation | None
) -> tuple[Strength | None, int]:
    field, number = leaf.find(fieldname, text)
    if field is None or number < 0:
        return None, 0
    documents, frequencies = leaf.postings(fieldname, number)
    exact = frequencies.astype(np.float64)
    if saturation is not None:
        norms = saturation.norms(leaf.length_codes(fieldname), documents)
        exact = saturation.of(frequencies, norms)
    step = float(exact.max()) / 255
    strengths = np.maximum(np.rint(exact / step), 1).astype(np.uint8)
    column = None
    if len(documents) * _COLUMN > leaf.count:
        column = np.zeros(leaf.count, np.uint8)
        column[documents] = strengths
    size = strengths.nbytes + (0 if column is None else column.nbytes)
    return Strength(documents, frequencies, strengths, column, step), size


def sums(leaf: Leaf, found: Sequence[Required], documents: AnyInts) -> tuple[AnyInts, float]:
    """Return about the scores of documents that hold all the terms, and how far they may be off.

    Of two documents the truly better one may seem worse by less than the second value.
    """
    total = np.zeros(len(documents), np.float32)
    for term in found:
        strengths = term.strength.in_documents(leaf, documents)
        total += np.multiply(strengths, term.step, dtype=np.float32)
    # each rounding is off by less than a step below or half a step above; and float32 rounds too
    return total, 1.5 * sum(term.step for term in found) * 1.01
