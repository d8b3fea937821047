"""Runs queries as array operations, segment by segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine import kernels
from searchkit.engine.execution import conjunction, disjunction
from searchkit.engine.execution.bm25 import Weights
from searchkit.engine.execution.compiled import ranking
from searchkit.engine.execution.compiled.shapes import shape_of
from searchkit.engine.execution.impacts import units_for
from searchkit.engine.execution.matching import Matches, matching_documents
from searchkit.engine.execution.phrases import exact_sequence
from searchkit.engine.execution.scoring import Scores, is_condition
from searchkit.engine.execution.segment import segments
from searchkit.engine.execution.top_k import TopDocs, best, merged
from searchkit.engine.storage.cache import HOT
from searchkit.query_tree import And
from searchkit.time_limit import checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.engine.execution.bm25 import Similarity
    from searchkit.engine.execution.segment import IndexReader, SegmentReader
    from searchkit.engine.storage.arrays import Bytes, Flags, Floats, Longs
    from searchkit.query_tree import Query


def search(
    reader: IndexReader,
    query: Query,
    limit: int,
    *,
    similarity: Similarity,
    condition: Query | None = None,
) -> TopDocs:
    """Return the best ``limit`` documents that match ``query`` and ``condition``, best first.

    Scores are exact float64 BM25, of the query alone; equal scores are ordered by document number.
    Safe to call from many threads.

    Raises:
        ValueError: ``limit`` is below 1.
        QueryError: the query cannot be run: a phrase without positions, a boost without an end.
        TypeError: the index is not one of searchkit, or the query of no kind that it runs.

    """
    _check(limit)
    weights = Weights(reader, similarity)
    shape = None if kernels.native is None else shape_of(query, condition, weights)
    if shape is None:
        return _search(reader, query, limit, weights, condition, disjunction.rank)
    parts = segments(reader)
    return merged(
        [ranking.rank(own, shape, weights, _mask(own, shape.rest), limit) for own in parts], limit
    )


def search_roughly(
    reader: IndexReader,
    query: Query,
    limit: int,
    *,
    similarity: Similarity,
    condition: Query | None = None,
) -> TopDocs:
    """Return what `search` finds, by scores that are rounded, however many are asked for.

    The scores of an OR of terms are off by less than 1.5 units for each term, of which there are
    64 to a score of 1, or fewer where scores are high; those of other queries are exact.

    Raises what `search` raises.
    """
    _check(limit)
    weights = Weights(reader, similarity)
    return _search(reader, query, limit, weights, condition, disjunction.rank_roughly)


def count(
    reader: IndexReader,
    query: Query,
    *,
    similarity: Similarity,
    condition: Query | None = None,
) -> int:
    """Return how many documents match ``query`` and ``condition``, without deleted ones.

    ``similarity`` is that with which the index is searched: what is kept of its terms is used.
    Raises what `search` raises.
    """
    if kernels.native is not None:
        weights = Weights(reader, similarity)
        shape = shape_of(query, condition, weights)
        if shape is not None:
            parts = segments(reader)
            return sum(ranking.count(own, shape, weights, _mask(own, shape.rest)) for own in parts)
    return len(matching(reader, query if condition is None else And((query, condition))))


def _check(limit: int) -> None:
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")


def _search(
    reader: IndexReader,
    query: Query,
    limit: int,
    weights: Weights,
    condition: Query | None,
    rank_flat: Callable[..., TopDocs],
) -> TopDocs:
    ranked = _ranker(query, weights, limit, rank_flat)
    return merged(
        [ranked(segment, _mask(segment, condition)) for segment in segments(reader)], limit
    )


def _ranker(
    query: Query, weights: Weights, limit: int, rank_flat: Callable[..., TopDocs]
) -> Callable[[SegmentReader, Flags | None], TopDocs]:
    """Choose the way to rank a segment: the three common shapes of a query have their own.

    ``rank_flat`` is that of an OR of terms.
    """
    terms = disjunction.flat_terms(query, weights)
    units = None if terms is None else units_for(terms, weights)
    if terms is not None and units is not None:
        return lambda segment, mask: rank_flat(segment, terms, weights, units, mask, limit)
    required = conjunction.required_terms(query, weights)
    if required is not None:
        sequence = exact_sequence(query)
        return lambda segment, mask: conjunction.rank(
            segment, sequence, required, weights, mask, limit
        )
    return lambda segment, mask: _rank_tree(segment, query, weights, mask, limit)


def _mask(segment: SegmentReader, condition: Query | None) -> Flags | None:
    """Tell which documents of the segment may be found at all; None if every one may."""
    checkpoint()  # once for each segment
    if condition is None:
        return segment.live

    def make() -> tuple[Bytes, int]:
        mask = np.zeros(segment.count, bool)
        mask[Matches(segment).of(condition)] = True
        if segment.live is not None:
            mask &= segment.live
        packed = np.packbits(mask)
        return packed, packed.nbytes

    packed: Bytes = HOT.fetch_repeated((segment.id, "mask", condition), make)
    return np.unpackbits(packed, count=segment.count).view(np.bool_)


def _rank_tree(
    segment: SegmentReader, query: Query, weights: Weights, mask: Flags | None, limit: int
) -> TopDocs:
    matches = Matches(segment)
    documents = matches.of(query)
    if mask is not None:
        documents = documents[mask[documents]]
    total = len(documents)
    if is_condition(query):  # all score the same, so the first are the best
        documents = documents[:limit]
    scores = Scores(matches, weights).of_matching(query, documents)
    found, values = best(documents, scores, limit)
    return TopDocs(found.astype(np.int64) + segment.offset, values, total)


def matching(reader: IndexReader, query: Query) -> Longs:
    """Return the numbers of all documents that match ``query``, ascending, without deleted ones."""
    return matching_documents(reader, query)


def score(reader: IndexReader, query: Query, documents: Longs, *, similarity: Similarity) -> Floats:
    """Return the scores of ``documents`` (ascending global numbers), 0 where nothing matches."""
    weights = Weights(reader, similarity)
    parts = [np.zeros(0)]
    for segment in segments(reader):
        inside = documents[
            (documents >= segment.offset) & (documents < segment.offset + segment.count)
        ]
        parts.append(Scores(Matches(segment), weights).of(query, inside - segment.offset))
    return np.concatenate(parts)
