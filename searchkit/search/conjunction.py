"""AND of terms, and phrases: first which documents match, then exact scores of the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from whoosh import query as q

from searchkit.search.impacts import SLACK, WeightedTerm, exact_scores, impacts, units_for
from searchkit.search.phrases import phrase_documents
from searchkit.search.topk import TopDocs, best, candidates

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
    slack = SLACK * len(found)
    if len(found) < len(terms):
        documents, total = np.zeros(0, np.int64), 0
    elif isinstance(query, q.Phrase):
        numbers = [leaf.find(query.fieldname, word)[1] for word in query.words]
        matching = phrase_documents(leaf, query.fieldname, numbers, query.slop, mask)
        scores = [_scores(leaf, impact, matching) for impact in found]
        documents, total = _few(matching, np.add.reduce(scores), limit, slack)
    elif all(impact.documents is None for impact in found):
        documents, total = _from_columns(found, mask, limit, slack)
    else:
        documents, total = _few(*_from_lists(leaf, found, mask), limit, slack)
    documents, exact = best(documents, exact_scores(leaf, found, documents), limit)
    return TopDocs(documents.astype(np.int64) + leaf.offset, exact, total)


def _few(documents: AnyInts, sums: AnyInts, limit: int, slack: float) -> tuple[AnyInts, int]:
    """Return those that may be among the best, and how many there were."""
    total = len(documents)
    return documents.take(candidates(sums, limit, slack)), total


def _from_columns(
    found: Sequence[Impact], mask: Flags | None, limit: int, slack: float
) -> tuple[AnyInts, int]:
    """Intersect terms that all are in many documents, without making lists of documents."""
    sums = found[0].scores
    least = found[0].scores
    for impact in found[1:]:
        sums = sums + impact.scores
        least = np.minimum(least, impact.scores)
    inside = least > 0
    if mask is not None:
        inside &= mask
    sums = sums * inside.view(np.uint8)
    return candidates(sums, limit, slack), int(np.count_nonzero(inside))


def _from_lists(leaf: Leaf, found: Sequence[Impact], mask: Flags | None) -> tuple[AnyInts, AnyInts]:
    """Return the documents that hold all terms, and the sums of their coarse scores."""
    rest = sorted(found, key=lambda i: leaf.count if i.documents is None else len(i.documents))
    rarest = rest.pop(0)
    documents, sums = _all(rarest.documents), rarest.scores
    if mask is not None:
        inside = mask.take(documents).nonzero()[0]
        documents, sums = documents.take(inside), sums.take(inside)
    for impact in rest:
        scores = _scores(leaf, impact, documents)
        inside = scores.nonzero()[0]
        documents = documents.take(inside)
        sums = sums.take(inside) + scores.take(inside)
    return documents, sums


def _all(documents: Ints | None) -> AnyInts:
    return np.zeros(0, np.int32) if documents is None else documents


def _scores(leaf: Leaf, impact: Impact, documents: AnyInts) -> AnyInts:
    """Return a term's coarse scores in some documents, 0 where it does not occur."""
    if impact.documents is None:
        return impact.scores.take(documents)
    if len(impact.documents) > _SEARCHED * len(documents):
        at = impact.documents.searchsorted(documents)
        inside = impact.documents.take(at, mode="clip") == documents
        found: AnyInts = impact.scores.take(at, mode="clip") * inside
        return found
    column: AnyInts = leaf.scratch(np.uint16)
    own = impact.documents.astype(np.intp)  # numpy would convert it for both assignments
    column[own] = impact.scores
    found = column.take(documents)
    column[own] = 0
    return found
