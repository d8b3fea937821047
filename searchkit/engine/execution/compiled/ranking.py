"""What a query of one of the shapes finds in a segment: the best documents, or only how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine import kernels
from searchkit.engine.execution.compiled.parts import parts_of
from searchkit.engine.execution.top_k import TopDocs

if TYPE_CHECKING:
    from searchkit.engine.execution.bm25 import Weights
    from searchkit.engine.execution.compiled.shapes import Shape
    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import Flags


def rank(
    segment: SegmentReader, shape: Shape, weights: Weights, mask: Flags | None, limit: int
) -> TopDocs:
    """Return the best documents of a segment; only those for which ``mask`` is True."""
    parts = parts_of(segment, shape, weights, mask, ranked=True)
    if parts is None:
        return TopDocs(np.zeros(0, np.int64), np.zeros(0), 0)
    native = kernels.native
    assert native is not None
    room = min(limit, segment.count)
    documents, scores = np.empty(room, np.int64), np.empty(room)
    if parts.stepwise:
        total = native.rank_all(
            segment.count, parts.terms, parts.roles, parts.weights, parts.positions, mask,
            segment.offset, documents, scores,
        )  # fmt: skip
    else:
        total = native.rank_any(
            segment.count, parts.terms, parts.roles, parts.weights, mask,
            segment.offset, documents, scores,
        )  # fmt: skip
    found = min(room, total)
    return TopDocs(documents[:found], scores[:found], total)


def count(segment: SegmentReader, shape: Shape, weights: Weights, mask: Flags | None) -> int:
    """Return how many documents of a segment match; only those for which ``mask`` is True."""
    parts = parts_of(segment, shape, weights, mask, ranked=False)
    if parts is None:
        return 0
    native = kernels.native
    assert native is not None
    if parts.stepwise:
        return native.rank_all(
            segment.count, parts.terms, parts.roles, parts.weights, parts.positions, mask,
            0, np.empty(0, np.int64), np.empty(0),
        )  # fmt: skip
    return native.match_any(segment.count, parts.terms, parts.roles, parts.weights, mask)
