"""One segment in the making: token streams in memory, then the segment's two files.

Batches come in; of each field, sorted runs of tokens are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.engine.storage import docstore, postings
from searchkit.engine.storage.arrays import field_norms
from searchkit.engine.storage.docstore import StoredWriter, write_documents
from searchkit.engine.storage.durable_files import segment_path
from searchkit.engine.storage.postings import FieldPostingsWriter, postings_file
from searchkit.engine.writer.inverter import Run, inverted, make_run
from searchkit.engine.writer.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.engine.storage.arrays import AnyInts, Bytes, Ints
    from searchkit.engine.whoosh.codec import ArrayCodec, ArraySegment

_RUN = 1 << 21  # tokens; the arrays of a run stay small enough for memory to be used again


class _FieldBuffer:
    """Gives ids to the terms of one field, and sorts its tokens run by run."""

    def __init__(self, *, positions: bool) -> None:
        self._positions = positions
        self._vocabulary = Vocabulary()
        self._lengths: list[Ints] = []
        self._documents = 0
        self._terms: list[AnyInts] = []  # of the batches that no run holds yet
        self._tokens: list[Ints] = []  # places in these
        self._different = self._waiting = 0  # how many of both
        self._runs: list[Run] = []
        self._sorted_documents = 0
        self._run_bytes = 0

    def add(self, terms: Sequence[str], tokens: AnyInts, lengths: AnyInts, before: int) -> None:
        """Add a batch whose tokens are indices into ``terms``.

        ``before``: documents of the segment ahead of this batch; those that this field has not
        seen are empty.
        """
        self._terms.append(self._vocabulary.numbers(terms))
        self._pad(before)
        self._lengths.append(np.asarray(lengths, np.int32))
        self._documents += len(lengths)
        self._tokens.append(np.asarray(tokens, np.int32) + np.int32(self._different))
        self._different += len(terms)
        self._waiting += len(tokens)
        if self._waiting >= _RUN:
            self._close_run()

    def _pad(self, documents: int) -> None:
        if documents > self._documents:
            self._lengths.append(np.zeros(documents - self._documents, np.int32))
            self._documents = documents

    def _close_run(self) -> None:
        none = np.zeros(0, np.int32)
        term_ids, places = np.unique(np.concatenate([none, *self._terms]), return_inverse=True)
        run = make_run(
            places.astype(np.int32).take(np.concatenate([none, *self._tokens])),
            self._all_lengths()[self._sorted_documents :],
            self._sorted_documents,
            term_ids,
            positions=self._positions,
        )
        self._runs.append(run)
        self._run_bytes += run.nbytes
        self._sorted_documents = self._documents
        self._terms.clear()
        self._tokens.clear()
        self._different = self._waiting = 0

    def _all_lengths(self) -> Ints:
        self._lengths = [np.concatenate([np.zeros(0, np.int32), *self._lengths])]
        return self._lengths[0]

    @property
    def memory(self) -> int:
        """Bytes that are held."""
        waiting = sum(column.nbytes for column in (*self._terms, *self._tokens))
        return self._run_bytes + waiting + self._vocabulary.memory

    def finish(self, documents: int) -> tuple[FieldPostingsWriter, Ints]:
        """Empty the buffer into (the field's encoded postings, each document's length)."""
        self._pad(documents)
        self._close_run()
        writer = FieldPostingsWriter(positions=self._positions)
        for piece in inverted(self._runs, self._vocabulary):
            writer.append(piece)
        return writer, self._all_lengths()


_WRITTEN = 0.6
"""Bytes, per byte that a field holds, that it takes in addition while it is written."""

_THREADS = 2
"""Fields that are encoded at once: numpy and the kernels work outside of Python's lock."""

_FEW = 1 << 22
"""Bytes held of all fields, below which threads take longer to start than they save."""


class SegmentBuilder:
    """Collects batches of one segment and writes them.

    ``schema``: Whoosh's; a scorable field gets lengths, one whose format supports positions
    gets positions.
    """

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._fields: dict[str, _FieldBuffer] = {}
        self._stored = StoredWriter()

    @property
    def documents(self) -> int:
        """Documents so far."""
        return self._stored.count

    @property
    def memory(self) -> int:
        """Bytes that this segment needs at most, until it is written."""
        held = [buffer.memory for buffer in self._fields.values()]
        largest = sum(sorted(held)[-_THREADS:])
        return sum(held) + int(_WRITTEN * largest) + self._stored.size

    def add_tokens(
        self, fieldname: str, terms: Sequence[str], tokens: AnyInts, lengths: AnyInts
    ) -> None:
        """Add one field of a batch whose stored fields have not been added yet."""
        if fieldname not in self._fields:
            self._fields[fieldname] = _FieldBuffer(positions=self._keeps_positions(fieldname))
        self._fields[fieldname].add(terms, tokens, lengths, self.documents)

    def _keeps_positions(self, fieldname: str) -> bool:
        return bool(self._schema[fieldname].format.supports("positions"))

    def add_stored(self, stored: StoredWriter) -> None:
        """Add the stored fields of a batch, which closes it."""
        self._stored.extend_packed(stored)

    def write(self, storage: Any, codec: ArrayCodec, indexname: str) -> ArraySegment:
        """Write the segment's files and return it; the builder is used up."""
        segment = codec.new_segment(storage, indexname)
        segment.set_doc_count(self.documents)
        norms: dict[str, Bytes] = {}
        segment._fieldlengths = {}
        with postings_file(segment_path(storage, segment, postings.EXTENSION)) as file:
            for name, writer, counts in self._finished():
                file.add(name, writer, counts if self._keeps_positions(name) else None)
                if self._schema[name].scorable:
                    norms[name] = field_norms(counts)
                    segment._fieldlengths[name] = int(counts.sum())
        path = segment_path(storage, segment, docstore.EXTENSION)
        write_documents(path, self._stored, norms)
        return segment

    def _finished(self) -> Iterator[tuple[str, FieldPostingsWriter, Ints]]:
        """Yield the fields by name, emptied into their encoded postings and lengths."""
        fields, self._fields = self._fields, {}
        sizes = {name: buffer.memory for name, buffer in fields.items()}
        if sum(sizes.values()) < _FEW:
            for name in sorted(sizes):
                yield name, *fields.pop(name).finish(self.documents)
            return
        from concurrent.futures import ThreadPoolExecutor  # small segments do without

        threads = ThreadPoolExecutor(_THREADS)
        try:
            futures = {
                name: threads.submit(fields.pop(name).finish, self.documents)
                for name in sorted(sizes, key=lambda name: -sizes[name])
            }
            for name in sorted(sizes):
                yield name, *futures.pop(name).result()
        finally:  # after an error nothing more is begun
            threads.shutdown(cancel_futures=True)
