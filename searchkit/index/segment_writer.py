"""One segment in the making: token streams in memory, then the segment's two files."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.index import perdocument, postings
from searchkit.index.arrays import length_codes
from searchkit.index.files import segment_path
from searchkit.index.inversion import invert
from searchkit.index.perdocument import StoredWriter, write_documents
from searchkit.index.postings import FieldPostingsWriter, postings_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchkit.index.arrays import AnyInts, Bytes, Ints
    from searchkit.index.codec import ArrayCodec, ArraySegment

_TERM_BYTES = 150  # a term in memory: the string, its entry in the dict, its place in the sort
_TOKEN_BYTES = 4
_SORTED_TOKEN_BYTES = 28  # per token of the one field that is being sorted


class FieldBuffer:
    """The tokens of one field as numbers of its own growing vocabulary."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._tokens: list[Ints] = []
        self._lengths: list[AnyInts] = []
        self._documents = 0
        self.token_count = 0

    def add(self, terms: Sequence[str], tokens: AnyInts, lengths: AnyInts, before: int) -> None:
        """Add a batch whose tokens are indices into ``terms``.

        ``before``: documents of the segment ahead of this batch; those that this field has not
        seen are empty.
        """
        number = np.fromiter(map(self._numbers.__getitem__, terms), np.int32, len(terms))
        self._pad(before)
        self._tokens.append(number.take(tokens))
        self._lengths.append(np.asarray(lengths, np.int32))
        self._documents += len(lengths)
        self.token_count += len(tokens)

    def _pad(self, documents: int) -> None:
        if documents > self._documents:
            self._lengths.append(np.zeros(documents - self._documents, np.int32))
            self._documents = documents

    @property
    def term_count(self) -> int:
        """Distinct terms so far."""
        return len(self._numbers)

    def finish(self, documents: int, *, positions: bool) -> tuple[FieldPostingsWriter, AnyInts]:
        """Empty the buffer into (the field's encoded postings, each document's length)."""
        self._pad(documents)
        lengths = np.concatenate(self._lengths) if self._lengths else np.zeros(0, np.int32)
        tokens = np.concatenate(self._tokens) if self._tokens else np.zeros(0, np.int32)
        self._tokens.clear()
        writer = FieldPostingsWriter(positions=positions)
        writer.append(invert(list(self._numbers), tokens, lengths, positions=positions))
        return writer, lengths


class SegmentBuilder:
    """Collects batches of one segment and writes them.

    ``schema``: Whoosh's; a scorable field gets lengths, one whose format supports positions
    gets positions.
    """

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._fields: dict[str, FieldBuffer] = defaultdict(FieldBuffer)
        self._stored = StoredWriter()

    @property
    def documents(self) -> int:
        """Documents so far."""
        return self._stored.count

    @property
    def memory(self) -> int:
        """Bytes that this segment needs at most, until it is written."""
        buffers = self._fields.values()
        held = sum(
            buffer.token_count * _TOKEN_BYTES + buffer.term_count * _TERM_BYTES
            for buffer in buffers
        )
        largest = max((buffer.token_count for buffer in buffers), default=0)
        return held + largest * _SORTED_TOKEN_BYTES + self._stored.size

    def add_tokens(
        self, fieldname: str, terms: Sequence[str], tokens: AnyInts, lengths: AnyInts
    ) -> None:
        """Add one field of a batch whose stored fields have not been added yet."""
        self._fields[fieldname].add(terms, tokens, lengths, self.documents)

    def add_stored(self, stored: Iterable[dict[str, Any]]) -> None:
        """Add the stored fields of a batch, which closes it."""
        self._stored.extend(stored)

    def write(self, storage: Any, codec: ArrayCodec, indexname: str) -> ArraySegment:
        """Write the segment's files and return it; the builder is used up."""
        segment = codec.new_segment(storage, indexname)
        segment.set_doc_count(self.documents)
        lengths: dict[str, Bytes] = {}
        segment._fieldlengths = {}
        with postings_file(segment_path(storage, segment, postings.EXTENSION)) as file:
            for name in sorted(self._fields):
                field = self._schema[name]
                positions = bool(field.format.supports("positions"))
                buffer = self._fields.pop(name)
                writer, counts = buffer.finish(self.documents, positions=positions)
                file.add(name, writer, counts if positions else None)
                if field.scorable:
                    lengths[name] = length_codes(counts)
                    segment._fieldlengths[name] = int(counts.sum())
        path = segment_path(storage, segment, perdocument.EXTENSION)
        write_documents(path, self._stored, lengths)
        return segment
