"""Exact scores of a few documents: BM25 in float64, summed in the order of the query's terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import AnyInts, Floats
    from searchkit.search.impacts import WeightedTerm
    from searchkit.search.leaves import Leaf, Saturation

_PIECE = 4096  # documents that are scored at a time


class Counted(Protocol):
    """A weighted term in one segment."""

    @property
    def term(self) -> WeightedTerm:
        """The term and its weight."""

    @property
    def saturation(self) -> Saturation | None:
        """BM25's parameters; None: the frequency is the score."""

    def frequencies_in(self, documents: AnyInts) -> AnyInts:
        """Return how often each of some documents holds the term."""


def exact_scores(leaf: Leaf, found: Sequence[Counted], documents: AnyInts) -> Floats:
    """Return the exact scores of some documents (ascending): the sum in the order of the terms.

    The order of the sum is the same whatever kinds of terms it has, so that equal documents of
    different segments get equal scores.
    """
    if not found or not len(documents):
        return np.zeros(len(documents))
    pieces = range(0, len(documents), _PIECE)
    parts = [_exact(leaf, found, documents[i : i + _PIECE]) for i in pieces]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _exact(leaf: Leaf, found: Sequence[Counted], documents: AnyInts) -> Floats:
    count = len(documents)
    frequencies = np.zeros((len(found), max(2, count)))  # one column would be summed pairwise
    for row, own in zip(frequencies, found, strict=True):
        row[:count] = own.frequencies_in(documents)
    fields = [(own.term.fieldname, own.saturation) for own in found]
    scores = _saturated(leaf, fields, documents, frequencies)
    scores *= np.array([[own.term.weight] for own in found])
    total: Floats = np.add.reduce(scores, axis=0)[:count]
    return total


def _saturated(
    leaf: Leaf,
    fields: Sequence[tuple[str, Saturation | None]],
    documents: AnyInts,
    frequencies: Floats,
) -> Floats:
    """Return f * (k1 + 1) / (f + norm) of each term (row) in each document.

    ``fields``: each term's field, and its saturation; without one, f itself is returned.
    """
    places: dict[tuple[str, Saturation | None], int] = {}
    rows = [places.setdefault(field, len(places)) for field in fields]
    if len(places) == 1:
        name, own = fields[0]
        if own is None:
            return frequencies
        return own.of(frequencies, own.norms(leaf.length_codes(name), documents))
    norms = np.ones((len(places), frequencies.shape[1]))
    for row, (name, own) in zip(norms, places, strict=True):
        if own is not None:
            row[: len(documents)] = own.norms(leaf.length_codes(name), documents)
    factors = np.array([[1.0 if own is None else own.k1 + 1] for _, own in places])
    scores: Floats = frequencies * factors.take(rows, axis=0)
    scores /= frequencies + norms.take(rows, axis=0)
    plain = [row for row, (_, own) in enumerate(fields) if own is None]
    if plain:
        scores[plain] = frequencies[plain]
    return scores
