"""How often syllables follow one another: compact counts of pairs or triples, all in numpy.

A syllable is a number below `MAX_ID` (its id in the caller's vocabulary). An n-gram is one 64-bit
key, 21 bits an id, first id highest; keys are sorted, so that adding up is a sort and a look-up a
binary search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.text.correction.ngram_tree import BITS, MASK, NgramTree, laid_out, run_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

_MAX_COUNT = np.iinfo(np.uint32).max
_MANY = 1 << 11  # contexts from which on the sums of all are made
_MOST_PARTS = 128  # beginnings of which the n-grams are made apart; then all are made at once
_BLOCK = 1 << 22  # n-grams sorted at once: bounds the memory of counting to some 100 MB


class NgramCounts:
    """Counts of the n-grams of one ``order`` (2 or 3): sorted uint64 ``keys``, uint32 ``counts``.

    A value object: methods return new counts and leave this one as it was. Of what was stored, only
    the n-grams that begin with an id that is asked for are made, which takes a tenth of the time.
    """

    def __init__(
        self,
        order: int,
        keys: NDArray[np.uint64] | None = None,
        counts: NDArray[np.uint32] | None = None,
        stored: NgramTree | None = None,
    ) -> None:
        self.order = order
        self._made = None if keys is None or counts is None else (keys, counts)
        self._stored = stored
        self._parts: dict[int, NgramCounts] = {}
        self._sums: NDArray[np.int64] | None = None
        self._asked = 0

    def __len__(self) -> int:
        return len(self.keys) if self._stored is None else len(self._stored)

    @property
    def keys(self) -> NDArray[np.uint64]:
        """The n-grams, ascending."""
        return self._whole[0]

    @property
    def counts(self) -> NDArray[np.uint32]:
        """How often each occurs."""
        return self._whole[1]

    @property
    def _whole(self) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
        if self._made is None:
            assert self._stored is not None
            self._made = self._stored.all()
            self._parts = {}
        return self._made

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
        """Return what is to be stored, some 4 bytes an n-gram (``ngram_tree``)."""
        return laid_out(self.order, self.keys, self.counts)

    @classmethod
    def from_arrays(cls, order: int, arrays: Mapping[str, NDArray[Any]]) -> NgramCounts:
        """Take back what `to_arrays` returned, or earlier versions: the keys as they are."""
        if "keys" in arrays:
            return cls(order, arrays["keys"], arrays["counts"])
        return cls(order, stored=NgramTree(order, arrays))

    def _answering(self, contexts: Ids) -> Iterator[tuple[NgramCounts, Any]]:
        """Yield all that answer for contexts, each with the rows that it answers for."""
        if self._stored is None or self._made is not None or len(self._parts) >= _MOST_PARTS:
            yield self, slice(None)
            return
        firsts = contexts[:, 0]
        for first in dict.fromkeys(firsts.tolist()):
            part = self._parts.get(first)
            if part is None:
                part = self._parts[first] = NgramCounts(self.order, *self._stored.part(first))
            yield part, firsts == first

    def lookup(self, contexts: Ids, nexts: Ids) -> Ids:
        """Return how often each id of ``nexts`` (k) follows each context, as a matrix (m, k).

        ``contexts`` is (m, order - 1): the ids before it in order. A negative id, an unknown
        syllable, follows nothing and nothing follows it.
        """
        found = np.zeros((len(contexts), len(nexts)), np.int64)
        for part, rows in self._answering(contexts):
            found[rows] = part._lookup(contexts[rows], nexts)
        return found

    def _lookup(self, contexts: Ids, nexts: Ids) -> Ids:
        known = np.all(contexts >= 0, axis=1)[:, np.newaxis] & (nexts >= 0)
        wanted = (_keys(list(contexts.T))[:, None] << BITS) | (nexts.astype(np.uint64) & MASK)
        if not len(self):
            return np.zeros(wanted.shape, np.int64)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self) - 1)
        found = known & (self.keys[places] == wanted)
        return np.where(found, self.counts[places], 0).astype(np.int64)

    def continuations(self, contexts: Ids) -> tuple[Ids, Ids]:
        """Return how many tokens, and how many types, follow each context (as for `lookup`)."""
        tokens, types = np.zeros((2, len(contexts)), np.int64)
        for part, rows in self._answering(contexts):
            tokens[rows], types[rows] = part._continuations(contexts[rows])
        return tokens, types

    def _continuations(self, contexts: Ids) -> tuple[Ids, Ids]:
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
        part, _ = next(self._answering(context[np.newaxis]))
        low, high = part._runs(_keys(list(context[:, np.newaxis]))[0])
        ids = (part.keys[low:high] & MASK).astype(np.int64)
        return ids, part.counts[low:high].astype(np.int64)

    def _runs(self, contexts: NDArray[np.uint64] | np.uint64) -> tuple[Any, Any]:
        """Return where the n-grams begin and end of a context, or of each of several, as keys."""
        first = contexts << BITS
        return np.searchsorted(self.keys, first), np.searchsorted(self.keys, first | MASK, "right")

    def _column(self, place: int) -> Ids:
        shift = BITS * np.uint64(self.order - 1 - place)
        return ((self.keys >> shift) & MASK).astype(np.int64)


def _keys(columns: list[Ids]) -> NDArray[np.uint64]:
    keys = columns[0].astype(np.uint64) & MASK
    for column in columns[1:]:
        keys <<= BITS
        keys |= column.astype(np.uint64) & MASK
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
    starts = run_starts(keys)
    lengths = np.diff(np.append(starts, len(keys)))
    return NgramCounts(order, keys[starts], lengths.astype(np.uint32))


def _summed(order: int, keys: NDArray[np.uint64], counts: NDArray[np.uint32]) -> NgramCounts:
    if not len(keys):
        return NgramCounts.empty(order)
    by_key = np.argsort(keys, kind="stable")  # linear where sorted runs meet
    keys = keys[by_key]
    starts = run_starts(keys)
    sums = np.add.reduceat(counts[by_key].astype(np.int64), starts)
    return NgramCounts(order, keys[starts], np.minimum(sums, _MAX_COUNT).astype(np.uint32))
