"""Several runs of postings, each sorted by term, laid out anew: term by term, runs in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine.storage import kernels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.engine.storage.arrays import AnyInts, Ints, Longs


class TermOrder:
    """The order of the runs' terms: a part is what one run holds of one term.

    ``numbers``: for each run, the term of each of its parts; terms are numbers below ``terms``,
    and each of them has at least one part.
    """

    def __init__(self, numbers: Sequence[AnyInts], terms: int) -> None:
        joined = np.concatenate(numbers).astype(np.int32)
        self.terms = terms
        self.bounds, _, self.parts = kernels.counting_sort(
            joined,
            np.array([len(run) for run in numbers]),
            terms,
            np.arange(len(joined), dtype=np.int32),
        )


class EntryLayout:
    """Where the entries of the parts lie in the joined columns of the runs.

    ``sizes``: entries of each part, in the order of the runs.
    """

    def __init__(self, order: TermOrder, sizes: AnyInts) -> None:
        self._bounds = order.bounds
        self._sizes: Ints = sizes.take(order.parts)
        self._starts: Longs = (np.cumsum(sizes, dtype=np.int64) - sizes).take(order.parts)

    def totals(self, first: int, end: int) -> Longs:
        """Return the entries of each of the terms ``first`` to ``end``, in all runs."""
        bounds = self._bounds[first : end + 1]
        sizes = self._sizes[bounds[0] : bounds[-1]]
        totals: Longs = np.add.reduceat(sizes, bounds[:-1] - bounds[0], dtype=np.int64)
        return totals

    def indices(self, first: int, end: int) -> Longs:
        """Return where to take the entries of the terms ``first`` to ``end`` from, in order."""
        parts = slice(self._bounds[first], self._bounds[end])
        sizes = self._sizes[parts]
        ends = np.cumsum(sizes, dtype=np.int64)
        indices: Longs = np.repeat(self._starts[parts] - ends + sizes, sizes)
        indices += np.arange(len(indices))
        return indices

    def pieces(self, entries: int) -> Iterator[tuple[int, int]]:
        """Cut the terms into ranges of about so many entries each."""
        totals = np.append(0, np.cumsum(self._sizes, dtype=np.int64)).take(self._bounds)
        first, count = 0, len(self._bounds) - 1
        while first < count:
            fitting = int(totals.searchsorted(totals[first] + entries, "right")) - 1
            end = max(first + 1, fitting)
            yield first, end
            first = end
