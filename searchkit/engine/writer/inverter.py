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
from searchkit.engine.storage.postings import Inverted, position_gaps
from searchkit.engine.writer.term_order import EntryLayout, TermOrder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.engine.storage.arrays import AnyInts, Ints
    from searchkit.engine.writer.vocabulary import Vocabulary

_PIECE = 1 << 18  # postings that are laid out at a time


class Run(NamedTuple):
    """Postings of consecutive documents, by term id.

    ``term_ids``: the terms that occur, as a Vocabulary numbers them, ascending, with the
    ``document_frequencies`` and ``collection_frequencies`` of each. ``documents`` and
    ``frequencies``: one entry per posting; ``positions``: one entry per token, or none.
    """

    term_ids: AnyInts
    document_frequencies: Ints
    collection_frequencies: Ints
    documents: Ints
    frequencies: AnyInts
    positions: AnyInts

    @property
    def nbytes(self) -> int:
        """Bytes of all arrays."""
        return sum(column.nbytes for column in self)


def make_run(tokens: Ints, lengths: AnyInts, first: int, terms: AnyInts, *, positions: bool) -> Run:
    """Sort the tokens of some documents.

    ``tokens``: places in ``terms``, the ascending ids of terms, documents one by one; ``lengths``:
    tokens of each document; ``first``: the number of the first document.
    """
    carried = _positions(lengths) if positions else np.zeros(len(tokens), np.int8)
    starts, documents, carried = kernels.counting_sort(tokens, lengths, len(terms), carried)
    frequencies = np.diff(starts)
    places = frequencies.nonzero()[0]
    starts = starts.take(places)
    new = np.ones(len(documents), bool)
    np.not_equal(documents[1:], documents[:-1], out=new[1:])
    new[starts] = True
    firsts = new.nonzero()[0]
    return Run(
        terms.take(places),
        np.diff(firsts.searchsorted(starts), append=len(firsts)).astype(np.int32),
        frequencies.take(places),
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


def inverted(runs: list[Run], vocabulary: Vocabulary) -> Iterator[Inverted]:
    """Yield the postings of one field, terms in the order of their bytes, in pieces.

    ``runs``: one behind the other in the order of their documents, emptied to save memory;
    ``vocabulary``: what numbered their terms. Terms that do not occur are left out.
    """
    found, ranks, terms = vocabulary.ordered([run.term_ids for run in runs])
    runs[:] = [run._replace(term_ids=run.term_ids[:0].copy()) for run in runs]  # ranks stand for it
    joined = _joined(runs)
    order = TermOrder(ranks, found)
    postings, tokens = (
        EntryLayout(order, joined.document_frequencies),
        EntryLayout(order, joined.collection_frequencies),
    )
    for first, end in postings.pieces(_PIECE):
        indices = postings.indices(first, end)
        frequencies = joined.frequencies.take(indices)
        positions = None
        if joined.positions.size:
            own = joined.positions.take(tokens.indices(first, end))
            positions = position_gaps(own, frequencies)
        yield Inverted(
            terms(first, end),
            postings.totals(first, end),
            joined.documents.take(indices),
            frequencies,
            positions,
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
