"""Terms of one search in one segment: coarse whole-number scores, then exact ones.

A weighted term's score in a document is first rounded to a whole number of small units. A term
that is in many documents keeps these as a column over all of them, and adding a column is one
vector addition whatever the term's length; a rarer term keeps a list. Sums of the rounded
scores tell all but a handful of documents from the best k. Those few are scored exactly.

Conjunctions and phrases take a first look at how strongly a document holds a term, in one byte: a
term's saturation (BM25 without the weight), quantised to 255 even steps. A term in more than
a few documents also has its byte for every document of the segment, so that whether, and how
strongly, some documents hold it is one gathering of bytes.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.engine.execution.segment import SEARCHED
from searchkit.engine.storage.arrays import values_at
from searchkit.engine.storage.cache import HOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.bm25 import Weights
    from searchkit.engine.execution.segment import Saturation, SegmentReader
    from searchkit.engine.storage.arrays import AnyInts, Bytes, Floats, Ints


_COLUMN = 64
"""A term in more than every 64th document has a column over all documents."""


class QuantisedImpacts(NamedTuple):
    """A term in one segment.

    ``documents``, ``frequencies`` and ``impacts`` are parallel; ``column`` holds the impact in
    every document, 0 where the term does not occur, or is None. An impact of s says that the
    saturation is about s times ``step``: less than a step below it, at most half a step above.
    """

    documents: Ints
    frequencies: Ints
    impacts: Bytes
    column: Bytes | None
    step: float

    def in_documents(self, segment: SegmentReader, documents: AnyInts) -> Bytes:
        """Return the impacts in some documents (ascending), 0 where the term does not occur."""
        if self.column is not None:
            return self.column.take(documents)
        if len(self.documents) > SEARCHED * len(documents):
            return values_at(self.documents, self.impacts, documents)
        own = self.documents.astype(np.intp)  # numpy would convert it for both assignments
        with segment.scratch(np.uint8) as column:
            column[own] = self.impacts
            found: Bytes = column.take(documents)
            column[own] = 0
        return found


class Required(NamedTuple):
    """A weighted term that every document found must hold."""

    term: WeightedTerm
    saturation: Saturation | None
    quantised: QuantisedImpacts

    def frequencies_in(self, documents: AnyInts) -> AnyInts:
        """Return how often each of some documents, which hold the term, does."""
        own = self.quantised
        return own.frequencies.take(own.documents.searchsorted(documents))

    @property
    def step(self) -> float:
        """What one step of impact adds to a score."""
        return self.term.weight * self.quantised.step


def required(
    segment: SegmentReader, terms: Sequence[WeightedTerm], weights: Weights
) -> list[Required] | None:
    """Return the terms as the segment has them; None if it lacks one."""
    found = []
    for term in terms:
        saturation = weights.saturation(term.fieldname)
        key = (segment.id, "quantised", term.fieldname, term.text, saturation)
        make = partial(_quantised, segment, term.fieldname, term.text, saturation)
        quantised: QuantisedImpacts | None = HOT.fetch(key, make)
        if quantised is None:
            return None
        found.append(Required(term, saturation, quantised))
    return found


def _quantised(
    segment: SegmentReader, fieldname: str, text: str | bytes, saturation: Saturation | None
) -> tuple[QuantisedImpacts | None, int]:
    term = segment.term(fieldname, text)
    if term is None:
        return None, 0
    documents, frequencies = term.all_documents(), term.all_frequencies()
    exact = frequencies.astype(np.float64)
    if saturation is not None:
        norms = saturation.length_norms(segment.field_norms(fieldname), documents)
        exact = saturation.of(frequencies, norms)
    step = float(exact.max()) / 255
    steps = np.maximum(np.rint(exact / step), 1).astype(np.uint8)
    column = None
    if len(documents) * _COLUMN > segment.count:
        column = np.zeros(segment.count, np.uint8)
        column[documents] = steps
    size = steps.nbytes + (0 if column is None else column.nbytes)
    if term.documents is None:  # else both are the term's
        size += documents.nbytes + frequencies.nbytes
    return QuantisedImpacts(documents, frequencies, steps, column, step), size


def sums(
    segment: SegmentReader, found: Sequence[Required], documents: AnyInts
) -> tuple[AnyInts, float]:
    """Return about the scores of documents that hold all the terms, and how far they may be off.

    Of two documents the truly better one may seem worse by less than the second value.
    """
    total = np.zeros(len(documents), np.float32)
    for term in found:
        steps = term.quantised.in_documents(segment, documents)
        total += np.multiply(steps, term.step, dtype=np.float32)
    # each rounding is off by less than a step below or half a step above; and float32 rounds too
    return total, 1.5 * sum(term.step for term in found) * 1.01


_UNITS = 64
"""Units per 1 of score, as long as all scores fit into 16 bits."""

_HIGHEST = 65535

MOST_TERMS = 4096
"""With more, what rounding may change (SLACK) is a tenth of the range of all sums and more."""

SLACK = 1.5
"""A sum of n rounded scores is less than n units too high and at most n / 2 units too low, as
each is rounded, but not to 0. So of two documents the truly better one may seem worse by less
than 1.5 units per term."""


class WeightedTerm(NamedTuple):
    """A term of a query; ``weight`` is its idf times all boosts above it."""

    fieldname: str
    text: str | bytes
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
        return values_at(self.documents, self.frequencies, documents)


def units_for(terms: Sequence[WeightedTerm], weights: Weights) -> float | None:
    """Return the units per 1 of score with which the sum of all terms' scores fits 16 bits.

    None if no such sum could tell documents apart: of too many terms, or of infinite weights.
    """
    highest = 0.0
    for term in terms:
        saturation = weights.saturation(term.fieldname)
        highest += term.weight * (256 if saturation is None else 1 + saturation.k1)
    if len(terms) > MOST_TERMS or not math.isfinite(highest):
        return None
    units = float(_UNITS)
    while highest * units + len(terms) > _HIGHEST:
        units /= 2
    return units


def impacts(
    segment: SegmentReader, terms: Sequence[WeightedTerm], weights: Weights, units: float
) -> list[Impact]:
    """Return those of the terms that the segment has, in their order."""
    found = []
    for term in terms:
        saturation = weights.saturation(term.fieldname)
        key = (segment.id, term, saturation, units)
        impact = HOT.fetch(key, partial(_impact, segment, term, saturation, units))
        if impact is not None:
            found.append(impact)
    return found


def _impact(
    segment: SegmentReader, term: WeightedTerm, saturation: Saturation | None, units: float
) -> tuple[Impact | None, int]:
    own = segment.term(term.fieldname, term.text)
    if own is None:
        return None, 0
    factor = term.weight * units
    field_norms = None if saturation is None else segment.field_norms(term.fieldname)
    documents, frequencies = own.documents, own.frequencies
    if documents is None:
        scores = _column_scores(frequencies, field_norms, saturation, factor)
        return Impact(term, saturation, None, frequencies, scores), scores.nbytes
    exact: Floats = np.minimum(frequencies, 255).astype(np.float64)
    if saturation is not None:
        exact = saturation.of(frequencies, saturation.length_norms(field_norms, documents))
    scores = _rounded(exact * factor)
    return Impact(term, saturation, documents, frequencies, scores), scores.nbytes


def _rounded(scores: Floats) -> AnyInts:
    return np.maximum(np.rint(scores), 1).astype(np.uint16)


def _column_scores(
    column: Bytes, field_norms: Bytes | None, saturation: Saturation | None, factor: float
) -> AnyInts:
    """Return the coarse score of every document, by a table of frequencies and field norms."""
    every_length = np.arange(256)
    frequencies = np.repeat(np.arange(1.0 + int(column.max())), 256).reshape(-1, 256)
    exact: Floats = frequencies
    if saturation is not None:
        lengths = None if field_norms is None else every_length.astype(np.uint8)
        exact = saturation.of(frequencies, saturation.length_norms(lengths, every_length))
    table = _rounded(exact * factor)
    table[0] = 0
    indices = column.astype(np.uint16) << 8
    if field_norms is not None:
        indices |= field_norms
    return table.ravel().take(indices)
