"""AND of terms, and phrases: first which documents match, then exact scores of the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from whoosh import query as q

from searchkit.search.impacts import SLACK, WeightedTerm, exact_scores, impacts, units_for
from searchkit.search.phrases import phrase_documents
from searchkit.search.topk import TopDocs, best

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import AnyInts, Flags, Ints
    from searchkit.search.impacts import Impact
    from searchkit.search.leaves import Leaf
    from searchkit.search.weights import Weights

_SEARCHED = 16  # from this ratio of sizes on, a binary search beats filling an array


def required_terms(query: q.Query, weights: Weights) -> list[WeightedTerm] | None:
    """Return the terms of an AND of terms or of a phrase; None for another query.

    None also if a term's weight is not positive.
    """
    if isinstance(query, q.Phrase) and len(query.words) > 1 and None not in query.words:
        parts = [(query.fieldname, word, 1.0) for word in query.words]
    elif isinstance(query, q.And) and all(isinstance(part, q.Term) for part in query):
        parts = [(part.fieldname, part.text, part.boost) for part in query]
    else:
        return None
    terms = [
        WeightedTerm(field, text, weights.weight(field, text) * boost * query.boost)
        for field, text, boost in parts
    ]
    return terms if terms and all(term.weight > 0 for term in terms) else None


def rank(
    leaf: Leaf,
    query: q.Query,
    terms: Sequence[WeightedTerm],
    weights: Weights,
    mask: Flags | None,
    limit: int,
) -> TopDocs:
    """Return the best documents of a segment; only those for which ``mask`` is True."""
    found = impacts(leaf, terms, weights, units_for(terms, weights))
    if len(found) < len(terms):
        documents = sums = np.zeros(0, np.int32)
    elif isinstance(query, q.Phrase):
        numbers = [leaf.find(query.fieldname, word)[1] for word in query.words]
        documents = phrase_documents(leaf, query.fieldname, numbers, query.slop, mask)
        sums = np.zeros(len(documents), np.uint16)
        for impact in found:
            sums += _scores(leaf, impact, documents)
    else:
        documents, sums = _intersected(leaf, found, mask)
    total = len(documents)
    if total > limit:
        least = int(np.partition(sums, total - limit)[total - limit]) - SLACK * len(found)
        documents = documents[sums >= least]
    scores = exact_scores(leaf, found, weights, documents)
    documents, scores = best(documents, scores, limit)
    return TopDocs(documents.astype(np.int64) + leaf.offset, scores, total)


def _intersected(
    leaf: Leaf, found: Sequence[Impact], mask: Flags | None
) -> tuple[AnyInts, AnyInts]:
    """Return the documents that hold all terms, and the sums of their coarse scores."""
    rare = [impact for impact in found if impact.documents is not None]
    rare.sort(key=lambda impact: len(impact.scores))
    columns = [impact for impact in found if impact.documents is None]
    if rare:
        documents, sums = _all(rare[0].documents), rare[0].scores
    else:
        documents = np.flatnonzero(np.logical_and.reduce([c.frequencies for c in columns]))
        sums = np.zeros(len(documents), np.uint16)
    if mask is not None:
        allowed = mask[documents]
        documents, sums = documents[allowed], sums[allowed]
    for impact in [*rare[1:], *columns]:
        scores = _scores(leaf, impact, documents)
        inside = scores > 0
        documents, sums = documents[inside], sums[inside] + scores[inside]
    return documents, sums


def _all(documents: Ints | None) -> AnyInts:
    return np.zeros(0, np.int32) if documents is None else documents


def _scores(leaf: Leaf, impact: Impact, documents: AnyInts) -> AnyInts:
    """Return a term's coarse scores in some documents, 0 where it does not occur."""
    if impact.documents is None:
        return impact.scores[documents]
    if len(impact.documents) > _SEARCHED * len(documents):
        at = impact.documents.searchsorted(documents)
        inside = impact.documents.take(at, mode="clip") == documents
        found: AnyInts = impact.scores.take(at, mode="clip") * inside
        return found
    column: AnyInts = leaf.scratch(np.uint16)
    column[impact.documents] = impact.scores
    found = column[documents]
    column[impact.documents] = 0
    return found
