"""The terms of one field as numbers while they are collected, and their order at the end."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from searchkit.token_stream import PairTerms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchkit.engine.storage.arrays import AnyInts, Ints, Longs

_TERM_BYTES = 150  # a term in memory: the string, its entry in the dict, its place in the sort
_BITS = 32  # of a pair's number: those of its second part
_SECOND = (1 << _BITS) - 1


class Vocabulary:
    """Numbers terms: single ones in the order in which they come, and pairs by their parts.

    Of pairs there are a hundred times as many as of the syllables that they are made of, so no
    string is kept of them. Either all terms of a field are pairs or none is.
    """

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._of_pairs: bool | None = None

    @property
    def memory(self) -> int:
        """Bytes that are held."""
        return len(self._numbers) * _TERM_BYTES

    def numbers(self, terms: Sequence[str]) -> AnyInts:
        """Return the number of each term: 32 bits, of pairs 64.

        Raises ValueError for pairs among single terms, and the other way round.
        """
        pairs = isinstance(terms, PairTerms)
        if len(terms) and self._of_pairs not in (None, pairs):
            raise ValueError("the terms of a field are pairs, or none of them is")  # no message
        self._of_pairs = pairs if len(terms) else self._of_pairs
        if not isinstance(terms, PairTerms):
            return np.fromiter(map(self._numbers.__getitem__, terms), np.int32, len(terms))
        parts = np.fromiter(map(self._numbers.__getitem__, terms.parts), np.int64)
        numbers: Longs = parts.take(terms.first) << _BITS | parts.take(terms.second)
        return numbers

    def ordered(
        self, columns: Sequence[AnyInts]
    ) -> tuple[int, list[Ints], Callable[[int, int], list[bytes]]]:
        """Return how many terms are used, their ranks, and the terms from one rank to another.

        ``columns``: numbers of terms, whose ranks come in as many columns. The order is that of the
        terms' UTF-8, which is that of their code points.
        """
        return self._ordered_pairs(columns) if self._of_pairs else self._ordered(columns)

    def _ordered(
        self, columns: Sequence[AnyInts]
    ) -> tuple[int, list[Ints], Callable[[int, int], list[bytes]]]:
        terms = list(self._numbers)
        used = np.zeros(len(terms), bool)
        for column in columns:
            used[column] = True
        ranked = sorted(used.nonzero()[0].tolist(), key=terms.__getitem__)
        rank = np.zeros(len(terms), np.int32)
        rank[ranked] = np.arange(len(ranked), dtype=np.int32)
        ranks = [rank.take(column) for column in columns]
        return len(ranked), ranks, lambda first, end: [terms[i].encode() for i in ranked[first:end]]

    def _ordered_pairs(
        self, columns: Sequence[AnyInts]
    ) -> tuple[int, list[Ints], Callable[[int, int], list[bytes]]]:
        # White space sorts before what parts are made of: pairs are in the order of their parts.
        parts = list(self._numbers)
        ranked = sorted(range(len(parts)), key=parts.__getitem__)
        names = [parts[number].encode() for number in ranked]
        rank = np.zeros(len(parts), np.int64)
        rank[ranked] = np.arange(len(ranked))

        def by_rank(column: AnyInts) -> Longs:
            own = column.astype(np.int64, copy=False)  # a run without tokens has 32 bits
            ranks: Longs = rank.take(own >> _BITS) << _BITS | rank.take(own & _SECOND)
            return ranks

        pairs = np.zeros(0, np.int64)
        for own in columns:  # one by one, so that memory holds little more than what is distinct
            pairs = _merged(pairs, by_rank(own))

        def terms(first: int, end: int) -> list[bytes]:
            own = pairs[first:end]
            both = zip((own >> _BITS).tolist(), (own & _SECOND).tolist(), strict=True)
            return [b"%b %b" % (names[one], names[other]) for one, other in both]

        ranks = [pairs.searchsorted(by_rank(own)).astype(np.int32) for own in columns]
        return len(pairs), ranks, terms


def _merged(ordered: Longs, others: Longs) -> Longs:
    """Return the distinct ones of both in order; numpy finds them by hashes, which takes longer."""
    joined = np.concatenate([ordered, others])
    joined.sort()
    new = np.ones(len(joined), bool)
    np.not_equal(joined[1:], joined[:-1], out=new[1:])
    merged: Longs = joined[new]
    return merged
