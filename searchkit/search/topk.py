"""The best k of many scores, ties broken by the lower document number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import AnyInts, Floats, Longs

_ROWS = 64


class TopDocs(NamedTuple):
    """A ranking: global document numbers, their scores, and how many documents match at all."""

    docnums: Longs
    scores: Floats
    total: int


def best(documents: AnyInts, scores: Floats, k: int) -> tuple[AnyInts, Floats]:
    """Return the best ``k`` of parallel arrays, best first; ``documents`` must ascend."""
    if len(scores) > k:
        threshold = np.partition(scores, len(scores) - k)[len(scores) - k]
        kept = np.flatnonzero(scores >= threshold)
        documents, scores = documents[kept], scores[kept]
    order = np.argsort(-scores, kind="stable")[:k]
    return documents[order], scores[order]


def best_of_dense(sums: Floats, k: int) -> tuple[AnyInts, Floats]:
    """Return the best ``k`` documents of an array of one score per document, 0 for no match.

    A document is not among the best k if k blocks have a greater maximum. Blocks are columns
    of the array seen as 64 rows, so their maxima are one elementwise maximum of the rows.
    """
    count = len(sums)
    blocks = count // _ROWS
    if blocks > 4 * k:
        maxima = sums[: blocks * _ROWS].reshape(_ROWS, blocks).max(axis=0)
        threshold = np.partition(maxima, blocks - k)[blocks - k]
        candidates = np.flatnonzero(sums >= threshold) if threshold > 0 else np.flatnonzero(sums)
    else:
        candidates = np.flatnonzero(sums)
    return best(candidates, sums[candidates], k)


def merged(parts: Sequence[TopDocs], k: int) -> TopDocs:
    """Return the best ``k`` of several segments' rankings, given in the order of the segments."""
    if len(parts) == 1:
        return parts[0]
    documents = np.concatenate([np.zeros(0, np.int64), *(part.docnums for part in parts)])
    scores = np.concatenate([np.zeros(0), *(part.scores for part in parts)])
    order = np.lexsort((documents, -scores))[:k]
    return TopDocs(documents[order], scores[order], sum(part.total for part in parts))
