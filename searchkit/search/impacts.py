"""Terms of one search in one segment: coarse whole-number scores, then exact ones.

A weighted term's score in a document is first rounded to a whole number of small units. A term
that is in many documents keeps these as a column over all of them, and adding a column is one
vector addition whatever the term's length; a rarer term keeps a list. Sums of the rounded
scores tell all but a handful of documents from the best k. Those few are scored exactly.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchkit.search.cache import HOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import AnyInts, Bytes, Floats, Ints
    from searchkit.search.leaves import Leaf, Saturation
    from searchkit.search.weights import Weights

_UNITS = 64
"""Units per 1 of score, as long as all scores fit into 16 bits."""

_HIGHEST = 65535

_MOST_TERMS = 4096
"""With more, what rounding may change (SLACK) is a tenth of the range of all sums and more."""

SLACK = 1.5
"""A sum of n rounded scores is less than n units too high and at most n / 2 units too low, as
each is rounded, but not to 0. So of two documents the truly better one may seem worse by less
than 1.5 units per term."""


class WeightedTerm(NamedTuple):
    """A term of a query; ``weight`` is its idf times all boosts above it."""

    fieldname: str
    text: str
    weight: float


class Impact(NamedTuple):
    """A weighted term in one segment.

    Of a rare term, ``documents``, ``frequencies`` and ``scores`` (in units) are parallel lists;
    of a frequent one, ``documents`` is None and the others are columns over all documents.
    """

    term: WeightedTerm
    saturation: Saturation | None
    documents: Ints | None
    frequencies: AnyInts
    scores: AnyInts

    def frequencies_in(self, documents: AnyInts) -> AnyInts:
        """Return how often each of some documents holds the term."""
        if self.documents is None:
            return self.frequencies.take(documents)
        at = self.documents.searchsorted(documents)
        inside = self.documents.take(at, mode="clip") == documents
        found: AnyInts = self.frequencies.take(at, mode="clip") * inside
        return found


def units_for(terms: Sequence[WeightedTerm], weights: Weights) -> float | None:
    """Return the units per 1 of score with which the sum of all terms' scores fits 16 bits.

    None if no such sum could tell documents apart: of too many terms, or of infinite weights.
    """
    highest = 0.0
    for term in terms:
        saturation = weights.saturation(term.fieldname)
        highest += term.weight * (256 if saturation is None else 1 + saturation.k1)
    if len(terms) > _MOST_TERMS or not math.isfinite(highest):
        return None
    units = float(_UNITS)
    while highest * units + len(terms) > _HIGHEST:
        units /= 2
    return units


def impacts(
    leaf: Leaf, terms: Sequence[WeightedTerm], weights: Weights, units: float
) -> list[Impact]:
    """Return those of the terms that the segment has, in their order."""
    found = []
    for term in terms:
        saturation = weights.saturation(term.fieldname)
        key = (leaf.id, term, saturation, units)
        impact = HOT.fetch(key, partial(_impact, leaf, term, saturation, units))
        if impact is not None:
            found.append(impact)
    return found


def _impact(
    leaf: Leaf, term: WeightedTerm, saturation: Saturation | None, units: float
) -> tuple[Impact | None, int]:
    field, number = leaf.find(term.fieldname, term.text)
    if field is None or number < 0:
        return None, 0
    factor = term.weight * units
    codes = None if saturation is None else leaf.length_codes(term.fieldname)
    column = leaf.frequency_column(term.fieldname, number)
    if column is not None:
        scores = _column_scores(column, codes, saturation, factor)
        return Impact(term, saturation, None, column, scores), scores.nbytes
    documents, frequencies = leaf.postings(term.fieldname, number)
    exact: Floats = np.minimum(frequencies, 255).astype(np.float64)
    if saturation is not None:
        exact = saturation.of(frequencies, saturation.norms(codes, documents))
    scores = _rounded(exact * factor)
    return Impact(term, saturation, documents, frequencies, scores), scores.nbytes


def _rounded(scores: Floats) -> AnyInts:
    return np.maximum(np.rint(scores), 1).astype(np.uint16)


def _column_scores(
    column: Bytes, codes: Bytes | None, saturation: Saturation | None, factor: float
) -> AnyInts:
    """Return the coarse score of every document, by a table of frequencies and length bytes."""
    every_length = np.arange(256)
    frequencies = np.repeat(np.arange(1.0 + int(column.max())), 256).reshape(-1, 256)
    exact: Floats = frequencies
    if saturation is not None:
        lengths = None if codes is None else every_length.astype(np.uint8)
        exact = saturation.of(frequencies, saturation.norms(lengths, every_length))
    table = _rounded(exact * factor)
    table[0] = 0
    places = column.astype(np.uint16) << 8
    if codes is not None:
        places |= codes
    return table.ravel().take(places)
