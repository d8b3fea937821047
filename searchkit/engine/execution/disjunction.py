"""The hot path: a weighted OR of many terms over several fields."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine.execution.impacts import SLACK, WeightedTerm, impacts
from searchkit.engine.execution.phrases import alternatives
from searchkit.engine.execution.query_kinds import Boosted, EncodedTerm
from searchkit.engine.execution.scoring import rescore
from searchkit.engine.execution.top_k import TopDocs, best, candidates
from searchkit.engine.storage.kernels import scatter_add
from searchkit.query_tree import Or, Phrase, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from searchkit.engine.execution.bm25 import Weights
    from searchkit.engine.execution.impacts import Impact
    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import AnyInts, Flags
    from searchkit.query_tree import Query

_HIGHEST = np.uint16(np.iinfo(np.uint16).max)


def flat_terms(query: Query, weights: Weights, boost: float = 1.0) -> list[WeightedTerm] | None:
    """Return the terms of an OR that holds only terms and such ORs; None for another query.

    None also if a term's weight is not positive: then a score of 0 would not mean "no match".
    """
    if isinstance(query, (Term, EncodedTerm)):
        return flat_terms(Or((query,)), weights, boost)
    if isinstance(query, Boosted):
        return flat_terms(query.part, weights, boost * query.boost)
    if isinstance(query, Or):
        parts: Sequence[Query] = query.parts
    elif isinstance(query, Phrase) and len(query.words) == 1:
        parts = alternatives(query)
    else:
        return None
    terms: list[WeightedTerm] = []
    for part in parts:
        if isinstance(part, (Term, EncodedTerm)):  # not by itself: there may be a hundred
            weight = weights.weight(part.field, part.text) * part.boost * boost
            if not weight > 0:
                return None
            terms.append(WeightedTerm(part.field, part.text, weight))
        else:
            inner = flat_terms(part, weights, boost)
            if inner is None:
                return None
            terms += inner
    return terms


def rank(
    segment: SegmentReader,
    terms: Sequence[WeightedTerm],
    weights: Weights,
    units: float,
    mask: Flags | None,
    limit: int,
) -> TopDocs:
    """Return the best documents of a segment; only those for which ``mask`` is True.

    ``units``: per 1 of score, for the coarse scores (impacts.units_for).
    """
    found = impacts(segment, terms, weights, units)
    with _sums(segment, found, mask) as sums:
        total = int(np.count_nonzero(sums))
        documents = candidates(sums, limit, SLACK * len(found))
    documents, scores = best(documents, rescore(segment, found, documents), limit)
    return TopDocs(np.add(documents, segment.offset, dtype=np.int64), scores, total)


def rank_roughly(
    segment: SegmentReader,
    terms: Sequence[WeightedTerm],
    weights: Weights,
    units: float,
    mask: Flags | None,
    limit: int,
) -> TopDocs:
    """Return documents of a segment by their coarse scores, which are theirs in the ranking."""
    found = impacts(segment, terms, weights, units)
    with _sums(segment, found, mask) as sums:
        total = int(np.count_nonzero(sums))
        documents = candidates(sums, limit, 0)
        coarse = sums.take(documents)
    order = np.subtract(_HIGHEST, coarse).argsort(kind="stable")[:limit]
    docnums = np.add(documents.take(order), segment.offset, dtype=np.int64)
    return TopDocs(docnums, coarse.take(order) / units, total)


@contextmanager
def _sums(
    segment: SegmentReader, found: Sequence[Impact], mask: Flags | None
) -> Iterator[NDArray[np.uint16]]:
    """Lend the coarse scores of all documents, 0 where ``mask`` is False."""
    with segment.scratch(np.uint16) as sums:
        _add_up(found, sums)
        if mask is not None:
            np.multiply(sums, mask, out=sums)
        yield sums
        sums.fill(0)


def _add_up(found: Sequence[Impact], sums: AnyInts) -> None:
    rare = [impact for impact in found if impact.documents is not None]
    for impact in found:
        if impact.documents is None:
            np.add(sums, impact.scores, out=sums)
    if rare:
        documents = np.concatenate([impact.documents for impact in rare])
        scatter_add(sums, documents, np.concatenate([impact.scores for impact in rare]))
