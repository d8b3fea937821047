"""The hot path: a weighted OR of many terms over several fields, every posting scored once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from whoosh import query as q

from searchkit.index.kernels import scatter_add
from searchkit.search.topk import TopDocs, best_of_dense

if TYPE_CHECKING:
    from searchkit.index.arrays import Flags
    from searchkit.search.leaves import Leaf
    from searchkit.search.weights import Weights


class WeightedTerm(NamedTuple):
    """A term of a flat OR; ``weight`` is its idf times all boosts above it."""

    fieldname: str
    text: str
    weight: float


def flat_terms(query: q.Query, weights: Weights, boost: float = 1.0) -> list[WeightedTerm] | None:
    """Return the terms of an OR that holds only terms and such ORs; None for another query.

    None also if a term's weight is not positive: then a score of 0 would not mean "no match".
    """
    if isinstance(query, q.Term):
        weight = weights.weight(query.fieldname, query.text) * query.boost * boost
        return [WeightedTerm(query.fieldname, query.text, weight)] if weight > 0 else None
    if not isinstance(query, q.Or):
        return None
    terms = []
    for part in query:
        inner = flat_terms(part, weights, boost * query.boost)
        if inner is None:
            return None
        terms += inner
    return terms


def rank(
    leaf: Leaf, terms: list[WeightedTerm], weights: Weights, mask: Flags | None, limit: int
) -> TopDocs:
    """Return the best documents of a segment; only those for which ``mask`` is True."""
    sums = leaf.sums()
    lists = []
    for fieldname, text, weight in terms:
        field, number = leaf.find(fieldname, text)
        if field is not None and number >= 0:
            values = leaf.saturations(fieldname, number, weights.saturation(fieldname))
            lists.append((leaf.documents(fieldname, number), values, weight))
    if lists:
        scatter_add(sums, *zip(*lists, strict=True))
    if mask is not None:
        np.multiply(sums, mask, out=sums)
    total = int(np.count_nonzero(sums))
    documents, scores = best_of_dense(sums, limit)
    sums.fill(0.0)
    return TopDocs(documents.astype(np.int64) + leaf.offset, scores, total)
