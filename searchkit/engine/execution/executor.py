"""Runs queries, of our tree or of Whoosh, as array operations, segment by segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.engine.execution import conjunction, disjunction
from searchkit.engine.execution.bm25 import Statistics, Weights
from searchkit.engine.execution.cache import HOT
from searchkit.engine.execution.impacts import units_for
from searchkit.engine.execution.matching import Matches, matching_documents
from searchkit.engine.execution.rewriter import rewritten
from searchkit.engine.execution.scoring import Scores, is_condition
from searchkit.engine.execution.segment import SegmentReader, segments
from searchkit.engine.execution.top_k import TopDocs, best, merged

if TYPE_CHECKING:
    from collections.abc import Callable

    from whoosh.query import Query as WhooshQuery

    from searchkit.engine.storage.arrays import Flags, Floats, Longs
    from searchkit.query_tree import Query


def search(
    searcher_or_reader: Any,
    query: Query | WhooshQuery,
    limit: int,
    *,
    weighting: Any,
    filter: Query | WhooshQuery | None = None,  # noqa: A002 - the name that Whoosh gives it
) -> TopDocs:
    """Return the best ``limit`` documents that match ``query`` and ``filter``, best first.

    Scores are exact float64 BM25F, those of Whoosh up to the order of the sum; equal scores
    are ordered by document number. Safe to call from many threads.

    Raises:
        ValueError: ``limit`` is below 1.
        QueryError: the query has a part that cannot be planned.
        TypeError: the index is not one of searchkit, or the weighting is not BM25F.

    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    is_searcher = hasattr(searcher_or_reader, "reader")
    searcher = searcher_or_reader if is_searcher else Statistics(searcher_or_reader)
    reader = searcher.reader()
    condition = None if filter is None else rewritten(filter, reader)
    ranked = _ranker(rewritten(query, reader), Weights(searcher, weighting), limit)
    return merged(
        [ranked(segment, _mask(segment, condition)) for segment in segments(reader)], limit
    )


def _ranker(
    query: WhooshQuery, weights: Weights, limit: int
) -> Callable[[SegmentReader, Flags | None], TopDocs]:
    """Choose the way to rank a segment: the three common shapes of a query have their own."""
    terms = disjunction.flat_terms(query, weights)
    units = None if terms is None else units_for(terms, weights)
    if terms is not None and units is not None:
        return lambda segment, mask: disjunction.rank(segment, terms, weights, units, mask, limit)
    required = conjunction.required_terms(query, weights)
    if required is not None:
        return lambda segment, mask: conjunction.rank(
            segment, query, required, weights, mask, limit
        )
    return lambda segment, mask: _rank_tree(segment, query, weights, mask, limit)


def _mask(segment: SegmentReader, condition: WhooshQuery | None) -> Flags | None:
    """Tell which documents of the segment may be found at all; None if every one may."""
    if condition is None:
        return segment.live

    def make() -> tuple[Flags, int]:
        mask = np.zeros(segment.count, bool)
        mask[Matches(segment).of(condition)] = True
        if segment.live is not None:
            mask &= segment.live
        return mask, mask.nbytes

    found: Flags = HOT.fetch((segment.id, "mask", condition), make)
    return found


def _rank_tree(
    segment: SegmentReader, query: WhooshQuery, weights: Weights, mask: Flags | None, limit: int
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


def matching(reader: Any, query: Query | WhooshQuery) -> Longs:
    """Return the numbers of all documents that match ``query``, ascending, without deleted ones."""
    return matching_documents(reader, rewritten(query, reader))


def score(
    searcher_or_reader: Any, query: Query | WhooshQuery, documents: Longs, *, weighting: Any
) -> Floats:
    """Return the scores of ``documents`` (ascending global numbers), 0 where nothing matches."""
    is_searcher = hasattr(searcher_or_reader, "reader")
    searcher = searcher_or_reader if is_searcher else Statistics(searcher_or_reader)
    weights = Weights(searcher, weighting)
    rewrite = rewritten(query, searcher.reader())
    parts = [np.zeros(0)]
    for segment in segments(searcher.reader()):
        inside = documents[
            (documents >= segment.offset) & (documents < segment.offset + segment.count)
        ]
        parts.append(Scores(Matches(segment), weights).of(rewrite, inside - segment.offset))
    return np.concatenate(parts)
