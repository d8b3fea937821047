"""The best k of many scores, ties broken by the lower document number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._named_tuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.storage.arrays import AnyInts, Floats, Longs

_ROWS = 64
_SORTED = 100  # so few scores are sorted sooner than the best are picked out


class TopDocs(NamedTuple):
    """A ranking: global document numbers, their scores, and how many documents match at all."""

    docnums: Longs
    scores: Floats
    total: int


def best(documents: AnyInts, scores: Floats, k: int) -> tuple[AnyInts, Floats]:
    """Return the best ``k`` of parallel arrays, best first; ``documents`` must ascend."""
    if len(scores) > _SORTED + k:
        kth = np.partition(scores, len(scores) - k)[len(scores) - k]
        better = (scores > kth).nonzero()[0]
        level = (scores == kth).nonzero()[0][: k - len(better)]
        kept = np.sort(np.concatenate([better, level]))
        documents, scores = documents.take(kept), scores.take(kept)
    order = np.negative(scores).argsort(kind="stable")[:k]
    return documents.take(order), scores.take(order)


def candidates(sums: AnyInts, k: int, slack: float, floor: float = 1) -> AnyInts:
    """Return the indices, ascending, of all sums that may be among the best ``k``.

    That is: all from ``floor`` on that are less than ``slack`` below a number that k sums reach.
    The array is seen as 64 rows: at least k columns have a maximum that reaches the k-th greatest
    such maximum, and all maxima are one elementwise operation on the rows. Only columns whose
    maximum is high enough are looked at again.
    """
    width = len(sums) // _ROWS
    if width < 4 * k:
        kth = _kth_greatest(sums, k) if len(sums) > k else 0
        return (sums >= max(floor, kth - slack)).nonzero()[0]
    rows = sums[: width * _ROWS].reshape(_ROWS, width)
    maxima = rows.max(axis=0)
    least = max(floor, float(np.partition(maxima, width - k)[width - k]) - slack)
    columns = (maxima >= least).nonzero()[0]
    row, column = np.nonzero(rows[:, columns] >= least)
    tail = width * _ROWS + (sums[width * _ROWS :] >= least).nonzero()[0]
    indices = row * width + columns.take(column)
    indices.sort()
    return np.concatenate([indices, tail])


def _kth_greatest(sums: AnyInts, k: int) -> float:
    """Return the k-th greatest of more than k sums.

    Whole numbers of 16 bits are counted: of so many that are equal numpy's selection takes ten
    times as long.
    """
    if sums.dtype != np.uint16:
        return float(np.partition(sums, len(sums) - k)[len(sums) - k])
    from_above = np.cumsum(np.bincount(sums)[::-1])
    return float(len(from_above) - 1 - np.searchsorted(from_above, k))


def merged(parts: Sequence[TopDocs], k: int) -> TopDocs:
    """Return the best ``k`` of several segments' rankings, given in the order of the segments."""
    if len(parts) == 1:
        return parts[0]
    documents = np.concatenate([np.zeros(0, np.int64), *(part.docnums for part in parts)])
    scores = np.concatenate([np.zeros(0), *(part.scores for part in parts)])
    order = np.lexsort((documents, -scores))[:k]
    return TopDocs(documents[order], scores[order], sum(part.total for part in parts))
