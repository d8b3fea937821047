"""AND of terms, and phrases: first which documents match, then exact scores of the best."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine.execution.impacts import WeightedTerm, required, sums
from searchkit.engine.execution.phrases import exact_sequence, sequence_documents
from searchkit.engine.execution.query_kinds import Boosted, EncodedTerm
from searchkit.engine.execution.scoring import rescore
from searchkit.engine.execution.top_k import TopDocs, best, candidates
from searchkit.query_tree import And, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.bm25 import Weights
    from searchkit.engine.execution.impacts import Required
    from searchkit.engine.execution.query_kinds import TermSequence
    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import AnyInts, Flags
    from searchkit.query_tree import Query


_FEW = 8  # up to so many documents per wanted one, exact scores cost less than coarse ones


def required_terms(query: Query, weights: Weights, boost: float = 1.0) -> list[WeightedTerm] | None:
    """Return the terms of an AND of terms or of a phrase; None for another query.

    None also if a term's weight is not positive, or infinite.
    """
    if isinstance(query, Boosted) and isinstance(query.part, And):
        return required_terms(query.part, weights, boost * query.boost)
    sequence = exact_sequence(query)
    if sequence is not None:
        name, boost = sequence.field, boost * sequence.boost
        own = ((word, weights.weight(name, word) * boost) for word in sequence.words)
        terms = [WeightedTerm(name, word, weight) for word, weight in own]
    elif isinstance(query, And):
        terms = []
        for part in query.parts:
            if not isinstance(part, (Term, EncodedTerm)):
                return None
            weight = weights.weight(part.field, part.text) * part.boost * boost
            terms.append(WeightedTerm(part.field, part.text, weight))
    else:
        return None
    return terms if terms and all(0 < term.weight < math.inf for term in terms) else None


def rank(
    segment: SegmentReader,
    sequence: TermSequence | None,
    terms: Sequence[WeightedTerm],
    weights: Weights,
    mask: Flags | None,
    limit: int,
) -> TopDocs:
    """Return the best documents of a segment; only those for which ``mask`` is True.

    ``sequence``: the phrase that the terms must be, if they must be one.
    """
    found = required(segment, terms, weights)
    if found is None:
        return TopDocs(np.zeros(0, np.int64), np.zeros(0), 0)
    documents, entries = _common(segment, found, mask)
    if sequence is not None:
        documents = sequence_documents(segment, sequence, entries)
    total = len(documents)
    if total > _FEW * limit:
        coarse, slack = sums(segment, found, documents)
        documents = documents.take(candidates(coarse, limit, slack, 0))
    documents, exact = best(documents, rescore(segment, found, documents), limit)
    return TopDocs(np.add(documents, segment.offset, dtype=np.int64), exact, total)


def _common(
    segment: SegmentReader, found: Sequence[Required], mask: Flags | None
) -> tuple[AnyInts, AnyInts]:
    """Return the documents that hold all terms, and their indices among the rarest term's."""
    rarest, *rest = sorted((term.quantised for term in found), key=lambda own: len(own.documents))
    documents: AnyInts = rarest.documents
    entries = None
    if mask is not None:
        entries = mask.take(documents).nonzero()[0]
        documents = documents.take(entries)
    for quantised in rest:
        kept = quantised.in_documents(segment, documents).astype(bool).nonzero()[0]
        documents = documents.take(kept)
        entries = kept if entries is None else entries.take(kept)
    return documents, np.arange(len(documents)) if entries is None else entries
