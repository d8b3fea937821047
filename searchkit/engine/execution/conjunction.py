"""AND of terms, and phrases: first which documents match, then exact scores of the best."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from whoosh import query as q

from searchkit.engine.execution.impacts import WeightedTerm, required, sums
from searchkit.engine.execution.phrases import phrase_documents
from searchkit.engine.execution.scoring import exact_scores
from searchkit.engine.execution.top_k import TopDocs, best, candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.bm25 import Weights
    from searchkit.engine.execution.impacts import Required
    from searchkit.engine.execution.segment import Leaf
    from searchkit.engine.storage.arrays import AnyInts, Flags


_FEW = 8  # up to so many documents per wanted one, exact scores cost less than coarse ones


def required_terms(query: q.Query, weights: Weights) -> list[WeightedTerm] | None:
    """Return the terms of an AND of terms or of a phrase; None for another query.

    None also if a term's weight is not positive, or infinite.
    """
    if isinstance(query, q.Phrase):
        parts = [(query.fieldname, word, 1.0) for word in query.words]
    elif isinstance(query, q.And) and all(isinstance(part, q.Term) for part in query):
        parts = [(part.fieldname, part.text, part.boost) for part in query]
    else:
        return None
    terms = [
        WeightedTerm(field, text, weights.weight(field, text) * boost * query.boost)
        for field, text, boost in parts
    ]
    return terms if terms and all(0 < term.weight < math.inf for term in terms) else None


def rank(
    leaf: Leaf,
    query: q.Query,
    terms: Sequence[WeightedTerm],
    weights: Weights,
    mask: Flags | None,
    limit: int,
) -> TopDocs:
    """Return the best documents of a segment; only those for which ``mask`` is True."""
    found = required(leaf, terms, weights)
    if found is None:
        return TopDocs(np.zeros(0, np.int64), np.zeros(0), 0)
    documents, entries = _common(leaf, found, mask)
    if isinstance(query, q.Phrase):
        numbers = [leaf.find(query.fieldname, word)[1] for word in query.words]
        documents = phrase_documents(leaf, query.fieldname, numbers, query.slop, entries)
    total = len(documents)
    if total > _FEW * limit:
        coarse, slack = sums(leaf, found, documents)
        documents = documents.take(candidates(coarse, limit, slack, 0))
    documents, exact = best(documents, exact_scores(leaf, found, documents), limit)
    return TopDocs(np.add(documents, leaf.offset, dtype=np.int64), exact, total)


def _common(leaf: Leaf, found: Sequence[Required], mask: Flags | None) -> tuple[AnyInts, AnyInts]:
    """Return the documents that hold all terms, and their places among the rarest term's."""
    rarest, *rest = sorted((term.strength for term in found), key=lambda own: len(own.documents))
    documents: AnyInts = rarest.documents
    entries = None
    if mask is not None:
        entries = mask.take(documents).nonzero()[0]
        documents = documents.take(entries)
    for strength in rest:
        kept = strength.in_documents(leaf, documents).astype(bool).nonzero()[0]
        documents = documents.take(kept)
        entries = kept if entries is None else entries.take(kept)
    return documents, np.arange(len(documents)) if entries is None else entries
