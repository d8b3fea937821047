"""What a query of one of the shapes finds in a segment: the best documents, or only how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine import kernels
from searchkit.engine.execution.compiled.parts import parts_of
from searchkit.engine.execution.compiled.shapes import MUST
from searchkit.engine.execution.top_k import TopDocs

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.engine.execution.bm25 import Weights
    from searchkit.engine.execution.compiled.parts import Parts
    from searchkit.engine.execution.compiled.shapes import Shape
    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import Flags, Floats, Longs


def rank(
    segment: SegmentReader, shape: Shape, weights: Weights, mask: Flags | None, limit: int
) -> TopDocs:
    """Return the best documents of a segment; only those for which ``mask`` is True."""
    room = min(limit, segment.count)
    documents, scores = np.empty(room, np.int64), np.empty(room)
    total = _run(
        segment, shape, weights, lambda parts: _best(segment, parts, mask, documents, scores)
    )
    found = min(room, total)
    return TopDocs(documents[:found], scores[:found], total)


def _run(
    segment: SegmentReader, shape: Shape, weights: Weights, run: Callable[[Parts], int]
) -> int:
    """Return how many documents match by ``run``, which gets the parts of the query.

    Where that is -1 it gets them again, all decoded.
    """
    total = -1
    for once in (True, False):
        if total < 0:
            parts = parts_of(segment, shape, weights, once=once)
            total = 0 if parts is None else run(parts)
    return total


def _best(
    segment: SegmentReader, parts: Parts, mask: Flags | None, documents: Longs, scores: Floats
) -> int:
    """Write the best documents, and return how many match.

    -1 if a term has more occurrences in a document than can be told while it lies in the file.
    """
    native = kernels.native
    assert native is not None
    if parts.stepwise or (parts.coded and MUST in parts.roles):
        ranked = native.rank_all if parts.stepwise else native.rank_coded
        return ranked(
            segment.count, parts.terms, parts.roles, parts.weights, parts.positions, mask,
            segment.offset, documents, scores,
        )  # fmt: skip
    parts.filter_by_all()
    return native.rank_any(
        segment.count, parts.terms, parts.roles, parts.weights, mask,
        segment.offset, documents, scores,
    )  # fmt: skip


def count(segment: SegmentReader, shape: Shape, weights: Weights, mask: Flags | None) -> int:
    """Return how many documents of a segment match; only those for which ``mask`` is True."""
    return _run(segment, shape, weights, lambda parts: _count(segment, parts, mask))


def _count(segment: SegmentReader, parts: Parts, mask: Flags | None) -> int:
    """Return how many documents match, or -1 as ``_best`` does."""
    if parts.stepwise or parts.positions is not None:
        return _best(segment, parts, mask, np.empty(0, np.int64), np.empty(0))
    assert kernels.native is not None
    return kernels.native.match_any(segment.count, parts.terms, parts.roles, parts.weights, mask)
