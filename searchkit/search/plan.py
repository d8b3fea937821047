"""Runs any Whoosh query over the index as array operations, segment by segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.searching import Searcher

from searchkit.search.disjunction import flat_terms, rank
from searchkit.search.leaves import Leaf, leaves
from searchkit.search.matching import Matches
from searchkit.search.scoring import Scores
from searchkit.search.topk import TopDocs, best, merged
from searchkit.search.weights import Weights

if TYPE_CHECKING:
    from whoosh.query import Query

    from searchkit.index.arrays import Flags, Longs


def search(
    searcher_or_reader: Any,
    query: Query,
    limit: int,
    *,
    weighting: Any,
    filter: Query | None = None,  # noqa: A002 - the name that Whoosh gives it
) -> TopDocs:
    """Return the best ``limit`` documents that match ``query`` and ``filter``, best first.

    Scores are exact float64 BM25F, those of Whoosh up to the order of the sum; equal scores
    are ordered by document number. Safe to call from many threads.

    Raises:
        QueryError: the query has a part that cannot be planned.
        TypeError: the index is not one of searchkit, or the weighting is not BM25F.

    """
    searcher = _searcher(searcher_or_reader)
    weights = Weights(searcher, weighting)
    terms = flat_terms(query, weights)
    parts = []
    for leaf in leaves(searcher.reader()):
        mask = _mask(leaf, filter)
        if terms is not None:
            parts.append(rank(leaf, terms, weights, mask, limit))
        else:
            parts.append(_rank_tree(leaf, query, weights, mask, limit))
    return merged(parts, limit)


def _searcher(searcher_or_reader: Any) -> Searcher:
    if isinstance(searcher_or_reader, Searcher):
        return searcher_or_reader
    return Searcher(searcher_or_reader, closereader=False)


def _mask(leaf: Leaf, condition: Query | None) -> Flags | None:
    """Which documents of the segment may be found at all; None if every one may."""
    if condition is None:
        return leaf.live
    mask = np.zeros(leaf.count, bool)
    mask[Matches(leaf).of(condition)] = True
    if leaf.live is not None:
        mask &= leaf.live
    return mask


def _rank_tree(
    leaf: Leaf, query: Query, weights: Weights, mask: Flags | None, limit: int
) -> TopDocs:
    matches = Matches(leaf)
    documents = matches.of(query)
    if mask is not None:
        documents = documents[mask[documents]]
    scores = Scores(matches, weights).of_matching(query, documents)
    found, values = best(documents, scores, limit)
    return TopDocs(found.astype(np.int64) + leaf.offset, values, len(documents))


def matching(reader: Any, query: Query) -> Longs:
    """Return the numbers of all documents that match ``query``, ascending, without deleted ones."""
    parts = [np.zeros(0, np.int64)]
    for leaf in leaves(reader):
        documents = Matches(leaf).of(query)
        if leaf.live is not None:
            documents = documents[leaf.live[documents]]
        parts.append(documents.astype(np.int64) + leaf.offset)
    return np.concatenate(parts)
