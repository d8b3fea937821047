"""The tokens of one field of a segment in the making: batches come in, sorted runs are kept."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from searchkit.index.inversion import Run, inverted, make_run
from searchkit.index.postings_writer import FieldPostingsWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import AnyInts, Ints

_RUN = 1 << 21  # tokens; the arrays of a run stay small enough for memory to be used again
_TERM_BYTES = 150  # a term in memory: the string, its entry in the dict, its place in the sort


class FieldBuffer:
    """Numbers the terms of one field, and sorts its tokens run by run."""

    def __init__(self, *, positions: bool) -> None:
        self._positions = positions
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._lengths: list[Ints] = []
        self._documents = 0
        self._tokens: list[Ints] = []  # of the batches that no run holds yet
        self._waiting = 0
        self._runs: list[Run] = []
        self._sorted_documents = 0
        self._run_bytes = 0

    def add(self, terms: Sequence[str], tokens: AnyInts, lengths: AnyInts, before: int) -> None:
        """Add a batch whose tokens are indices into ``terms``.

        ``before``: documents of the segment ahead of this batch; those that this field has not
        seen are empty.
        """
        number = np.fromiter(map(self._numbers.__getitem__, terms), np.int32, len(terms))
        self._pad(before)
        self._lengths.append(np.asarray(lengths, np.int32))
        self._documents += len(lengths)
        self._tokens.append(number.take(tokens))
        self._waiting += len(tokens)
        if self._waiting >= _RUN:
            self._close_run()

    def _pad(self, documents: int) -> None:
        if documents > self._documents:
            self._lengths.append(np.zeros(documents - self._documents, np.int32))
            self._documents = documents

    def _close_run(self) -> None:
        lengths = self._all_lengths()[self._sorted_documents :]
        run = make_run(
            np.concatenate([np.zeros(0, np.int32), *self._tokens]),
            lengths,
            self._sorted_documents,
            len(self._numbers),
            positions=self._positions,
        )
        self._runs.append(run)
        self._run_bytes += run.nbytes
        self._sorted_documents = self._documents
        self._tokens.clear()
        self._waiting = 0

    def _all_lengths(self) -> Ints:
        self._lengths = [np.concatenate([np.zeros(0, np.int32), *self._lengths])]
        return self._lengths[0]

    @property
    def memory(self) -> int:
        """Bytes that are held."""
        waiting = self._waiting * np.dtype(np.int32).itemsize
        return self._run_bytes + waiting + len(self._numbers) * _TERM_BYTES

    def finish(self, documents: int) -> tuple[FieldPostingsWriter, Ints]:
        """Empty the buffer into (the field's encoded postings, each document's length)."""
        self._pad(documents)
        self._close_run()
        writer = FieldPostingsWriter(positions=self._positions)
        for piece in inverted(self._runs, list(self._numbers)):
            writer.append(piece)
        return writer, self._all_lengths()
