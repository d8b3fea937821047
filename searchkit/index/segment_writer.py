"""One segment in the making: token streams in memory, then the segment's two files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchkit.index import perdocument, postings
from searchkit.index.arrays import length_codes
from searchkit.index.field_buffer import FieldBuffer
from searchkit.index.files import segment_path
from searchkit.index.perdocument import write_documents
from searchkit.index.postings_writer import postings_file
from searchkit.index.stored import StoredWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import AnyInts, Bytes
    from searchkit.index.codec import ArrayCodec, ArraySegment

_WRITTEN = 0.6
"""Bytes, per byte that a field holds, that it takes in addition while it is written."""


class SegmentBuilder:
    """Collects batches of one segment and writes them.

    ``schema``: Whoosh's; a scorable field gets lengths, one whose format supports positions
    gets positions.
    """

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._fields: dict[str, FieldBuffer] = {}
        self._stored = StoredWriter()

    @property
    def documents(self) -> int:
        """Documents so far."""
        return self._stored.count

    @property
    def memory(self) -> int:
        """Bytes that this segment needs at most, until it is written."""
        held = [buffer.memory for buffer in self._fields.values()]
        return sum(held) + int(_WRITTEN * max(held, default=0)) + self._stored.size

    def add_tokens(
        self, fieldname: str, terms: Sequence[str], tokens: AnyInts, lengths: AnyInts
    ) -> None:
        """Add one field of a batch whose stored fields have not been added yet."""
        if fieldname not in self._fields:
            self._fields[fieldname] = FieldBuffer(positions=self._keeps_positions(fieldname))
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
        lengths: dict[str, Bytes] = {}
        segment._fieldlengths = {}
        with postings_file(segment_path(storage, segment, postings.EXTENSION)) as file:
            for name in sorted(self._fields):
                writer, counts = self._fields.pop(name).finish(self.documents)
                file.add(name, writer, counts if self._keeps_positions(name) else None)
                if self._schema[name].scorable:
                    lengths[name] = length_codes(counts)
                    segment._fieldlengths[name] = int(counts.sum())
        path = segment_path(storage, segment, perdocument.EXTENSION)
        write_documents(path, self._stored, lengths)
        return segment
