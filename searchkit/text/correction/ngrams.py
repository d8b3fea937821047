"""How often syllables follow one another: compact counts of pairs or triples, all in numpy.

A syllable is a number below `MAX_ID` (its id in the caller's vocabulary). An n-gram is one 64-bit
key, 21 bits an id, first id highest; keys are sorted, so that adding up is a sort and a look-up a
binary search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

MAX_ID = (1 << 21) - 1
"""Ids are below this, so that three of them fit into a key."""

_BITS = np.uint64(21)
_MASK = np.uint64(MAX_ID)
_LARGE = np.iinfo(np.uint8).max
_MAX_COUNT = np.iinfo(np.uint32).max
_MANY = 1 << 11  # contexts from which on the sums of all are made
_BLOCK = 1 << 22  # n-grams sorted at once: bounds the memory of counting to some 100 MB


class NgramCounts:
    """Counts of the n-grams of one ``order`` (2 or 3): sorted uint64 ``keys``, uint32 ``counts``.

    A value object: methods return new counts and leave this one as it was.
    """

    def __init__(self, order: int, keys: NDArray[np.uint64], counts: NDArray[np.uint32]) -> None:
        self.order = order
        self.keys = keys
        self.counts = counts
        self._sums: NDArray[np.int64] | None = None
        self._asked = 0

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def empty(cls, order: int) -> NgramCounts:
        """Return the counts of no text."""
        return cls(order, np.empty(0, np.uint64), np.empty(0, np.uint32))

    @classmethod
    def from_tokens(cls, order: int, ids: Ids, lengths: Ids) -> NgramCounts:
        """Count the n-grams of a stream of ids; none crosses the end of a passage.

        ``ids`` are the tokens of all passages in order, negative where a token is no syllable (an
        n-gram with it is not counted); ``lengths`` is how many tokens each passage has, their sum
        the number of ids.
        """
        ends = np.cumsum(lengths) - 1
        starts = range(0, len(ids) - order + 1, _BLOCK)
        return cls.merge(order, (_counted(order, ids, ends, start) for start in starts))

    @classmethod
    def merge(cls, order: int, parts: Iterable[NgramCounts]) -> NgramCounts:
        """Add up counts of one order whose ids mean the same syllables (see `renumbered`)."""
        total = cls.empty(order)
        for part in parts:
            keys = np.concatenate([total.keys, part.keys])
            total = _summed(order, keys, np.concatenate([total.counts, part.counts]))
        return total

    def renumbered(self, new_ids: Ids) -> NgramCounts:
        """Move to another vocabulary: ``new_ids[old]`` is the new id, negative to drop a syllable.

        Old ids that become one new id are added up.
        """
        columns = [new_ids[self._column(place)] for place in range(self.order)]
        kept = np.logical_and.reduce([column >= 0 for column in columns])
        return _summed(self.order, _keys([c[kept] for c in columns]), self.counts[kept])

    def pruned(self, max_size: int, min_count: int = 1) -> NgramCounts:
        """Keep the ``max_size`` most frequent n-grams at most, and none below ``min_count``.

        Those that tie at the bound go together, so that the result does not hang on their order.
        """
        floor = min_count
        if np.count_nonzero(self.counts >= floor) > max_size:
            floor = int(np.partition(self.counts, -max_size - 1)[-max_size - 1]) + 1
        kept = self.counts >= floor
        return NgramCounts(self.order, self.keys[kept], self.counts[kept])

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return what is to be stored, some 4 bytes an n-gram.

        The keys are a tree: ``ids_1`` are the ids at the second place, those that follow the same
        beginning next to each other, and ``runs_0`` how many follow each of ``ids_0``. ``counts``
        are those below 255, which stands for the next one of ``large``.
        """
        arrays: dict[str, NDArray[Any]] = {}
        beginnings = self.keys[:0]
        for place in range(self.order):
            before = beginnings
            whole = self.keys >> (_BITS * np.uint64(self.order - 1 - place))
            beginnings = whole[_starts(whole)] if len(whole) else whole
            arrays[f"ids_{place}"] = _narrow(beginnings & _MASK)
            if place:
                runs = np.searchsorted(beginnings >> _BITS, before, "right")
                arrays[f"runs_{place - 1}"] = _narrow(np.diff(runs, prepend=0))
        is_large = self.counts >= _LARGE
        arrays["counts"] = np.where(is_large, _LARGE, self.counts).astype(np.uint8)
        arrays["large"] = self.counts[is_large]
        return arrays

    @classmethod
    def from_arrays(cls, order: int, arrays: Mapping[str, NDArray[Any]]) -> NgramCounts:
        """Take back what `to_arrays` returned, or earlier versions: the keys as they are."""
        if "keys" in arrays:
            return cls(order, arrays["keys"], arrays["counts"])
        keys = arrays["ids_0"].astype(np.uint64)
        for place in range(1, order):
            keys = np.repeat(keys, arrays[f"runs_{place - 1}"])
            keys <<= _BITS
            keys |= arrays[f"ids_{place}"]
        counts = arrays["counts"].astype(np.uint32)
        counts[counts == _LARGE] = arrays["large"]
        return cls(order, keys, counts)

    def lookup(self, contexts: Ids, nexts: Ids) -> Ids:
        """Return how often each id of ``nexts`` (k) follows each context, as a matrix (m, k).

        ``contexts`` is (m, order - 1): the ids before it in order. A negative id, an unknown
        syllable, follows nothing and nothing follows it.
        """
        known = np.all(contexts >= 0, axis=1)[:, np.newaxis] & (nexts >= 0)
        wanted = (_keys(list(contexts.T))[:, None] << _BITS) | (nexts.astype(np.uint64) & _MASK)
        if not len(self):
            return np.zeros(wanted.shape, np.int64)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self) - 1)
        found = known & (self.keys[places] == wanted)
        return np.where(found, self.counts[places], 0).astype(np.int64)

    def continuations(self, contexts: Ids) -> tuple[Ids, Ids]:
        """Return how many tokens, and how many types, follow each context (as for `lookup`)."""
        known = np.all(contexts >= 0, axis=1)
        low, high = self._runs(_keys(list(contexts.T)))
        return self._between(low, high) * known, (high - low) * known

    def _between(self, low: Ids, high: Ids) -> Ids:
        """Return the sums of the counts between places: each for itself until many were asked for.

        The sums of all take as long as those of a query or two, and most commands have one.
        """
        if self._sums is None and self._asked < _MANY:
            self._asked += len(low)
            runs = zip(low.tolist(), high.tolist(), strict=True)
            return np.array([self.counts[a:b].sum(dtype=np.int64) for a, b in runs], np.int64)
        if self._sums is None:
            self._sums = np.concatenate([[0], np.cumsum(self.counts, dtype=np.int64)])
        return self._sums[high] - self._sums[low]

    def followers(self, context: Ids) -> tuple[Ids, Ids]:
        """Return the ids that follow one context (order - 1 ids), and how often each does."""
        if np.any(context < 0) or not len(self):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        low, high = self._runs(_keys(list(context[:, np.newaxis]))[0])
        ids = (self.keys[low:high] & _MASK).astype(np.int64)
        return ids, self.counts[low:high].astype(np.int64)

    def _runs(self, contexts: NDArray[np.uint64] | np.uint64) -> tuple[Any, Any]:
        """Return where the n-grams begin and end of a context, or of each of several, as keys."""
        first = contexts << _BITS
        return np.searchsorted(self.keys, first), np.searchsorted(self.keys, first | _MASK, "right")

    def _column(self, place: int) -> Ids:
        shift = _BITS * np.uint64(self.order - 1 - place)
        return ((self.keys >> shift) & _MASK).astype(np.int64)


def _narrow(values: NDArray[Any]) -> NDArray[Any]:
    """Return numbers >= 0 in as few bytes as the greatest of them takes."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def _keys(columns: list[Ids]) -> NDArray[np.uint64]:
    keys = columns[0].astype(np.uint64) & _MASK
    for column in columns[1:]:
        keys <<= _BITS
        keys |= column.astype(np.uint64) & _MASK
    return keys


def _counted(order: int, ids: Ids, ends: Ids, start: int) -> NgramCounts:
    """Count the n-grams that begin in one block of the stream."""
    size = min(_BLOCK, len(ids) - order + 1 - start)
    whole = np.ones(size, dtype=np.bool_)
    for back in range(order - 1):
        stops = ends - back - start
        whole[stops[(stops >= 0) & (stops < size)]] = False
    columns = [ids[start + place : start + place + size] for place in range(order)]
    for column in columns:
        whole &= column >= 0
    keys = np.sort(_keys(columns)[whole])
    starts = _starts(keys)
    lengths = np.diff(np.append(starts, len(keys)))
    return NgramCounts(order, keys[starts], lengths.astype(np.uint32))


def _summed(order: int, keys: NDArray[np.uint64], counts: NDArray[np.uint32]) -> NgramCounts:
    if not len(keys):
        return NgramCounts.empty(order)
    by_key = np.argsort(keys, kind="stable")  # linear where sorted runs meet
    keys = keys[by_key]
    starts = _starts(keys)
    sums = np.add.reduceat(counts[by_key].astype(np.int64), starts)
    return NgramCounts(order, keys[starts], np.minimum(sums, _MAX_COUNT).astype(np.uint32))


def _starts(keys: NDArray[np.uint64]) -> Ids:
    """Return where the runs of equal keys begin."""
    changes = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=changes[1:])
    return np.flatnonzero(changes)
