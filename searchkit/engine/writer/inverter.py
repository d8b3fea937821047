"""From the token stream of many documents to postings, without a Python object for a token.

Tokens are sorted in runs of some millions, while they arrive and are still in the processor's
cache. A run is kept packed, in about the bytes that its tokens took. When the segment is written,
the runs of each term are put behind each other, some millions of postings at a time. So no array
is ever as long as the segment has tokens but the packed ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchkit.engine.storage import kernels
from searchkit.engine.storage.postings import Inverted
from searchkit.engine.writer.term_order import Spans, TermOrder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.engine.storage.arrays import AnyInts, Ints

_PIECE = 1 << 18  # postings that are laid out at a time


class Run(NamedTuple):
    """Postings of consecutive documents, by term number.

    ``numbers``: the terms that occur, ascending, and for each of them ``sizes``: its postings,
    and ``tokens``: its occurrences. ``documents`` and ``frequencies``: one entry per posting;
    ``positions``: one entry per occurrence, or none.
    """

    numbers: Ints
    sizes: Ints
    tokens: Ints
    documents: Ints
    frequencies: AnyInts
    positions: AnyInts

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        return sum(column.nbytes for column in self)


def make_run(tokens: Ints, lengths: AnyInts, first: int, terms: int, *, positions: bool) -> Run:
    """Sort the tokens of some documents.

    ``tokens``: term numbers below ``terms``, documents one by one; ``lengths``: tokens of each
    document; ``first``: the number of the first document.
    """
    carried = _positions(lengths) if positions else np.zeros(len(tokens), np.int8)
    starts, documents, carried = kernels.counting_sort(tokens, lengths, terms, carried)
    occurrences = np.diff(starts)
    numbers = occurrences.nonzero()[0]
    starts = starts.take(numbers)
    new = np.ones(len(documents), bool)
    np.not_equal(documents[1:], documents[:-1], out=new[1:])
    new[starts] = True
    firsts = new.nonzero()[0]
    return Run(
        numbers.astype(np.int32),
        np.diff(firsts.searchsorted(starts), append=len(firsts)).astype(np.int32),
        occurrences.take(numbers),
        documents.take(firsts) + np.int32(first),
        _narrow(np.diff(firsts, append=len(documents))),
        carried if positions else carried[:0],
    )


def _positions(lengths: AnyInts) -> AnyInts:
    """Return the position in its document of each token."""
    total = int(lengths.sum())
    starts = np.cumsum(lengths, dtype=np.int32) - lengths
    return _narrow(np.arange(total, dtype=np.int32) - np.repeat(starts, lengths))


def _narrow(values: AnyInts) -> AnyInts:
    """Return numbers >= 0 in as few bytes as the greatest of them takes."""
    narrow: AnyInts = values.astype(np.min_scalar_type(int(values.max(initial=0))))
    return narrow


def inverted(runs: list[Run], terms: Sequence[str]) -> Iterator[Inverted]:
    """Yield the postings of one field, terms in the order of their bytes, in pieces.

    ``runs``: one behind the other in the order of their documents, emptied to save memory;
    ``terms``: the term of each number. Terms that do not occur are left out.
    """
    numbers = [run.numbers for run in runs]
    joined = _joined(runs)
    used = np.zeros(len(terms), bool)
    used[joined.numbers] = True
    ranked = sorted(used.nonzero()[0].tolist(), key=terms.__getitem__)  # as their UTF-8 sorts
    rank = np.zeros(len(terms), np.int32)
    rank[ranked] = np.arange(len(ranked), dtype=np.int32)
    order = TermOrder([rank.take(own) for own in numbers], len(ranked))
    postings, tokens = Spans(order, joined.sizes), Spans(order, joined.tokens)
    for first, end in postings.pieces(_PIECE):
        places = postings.places(first, end)
        yield Inverted(
            [terms[number].encode() for number in ranked[first:end]],
            postings.totals(first, end),
            joined.documents.take(places),
            joined.frequencies.take(places),
            joined.positions.take(tokens.places(first, end)) if joined.positions.size else None,
        )


def _joined(runs: list[Run]) -> Run:
    """Put the columns of the runs behind each other, and let go of each as soon as it is done."""
    columns = [list(parts) for parts in zip(*runs, strict=True)]
    runs.clear()
    joined = []
    for parts in columns:
        joined.append(np.concatenate(parts))
        parts.clear()
    return Run(*joined)
