"""Whoosh's own writer with our codec: postings that arrive one by one become arrays.

This is the slow way in, one Python call per posting. It makes the codec complete (Whoosh's
``add_document``, ``optimize`` and ``merge`` work) and is the other half of the differential
tests; documents are indexed through IndexWriter.
"""

# Whoosh's base classes tell what the methods of its interfaces do and take.
# ruff: noqa: D102, ARG002

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3PerDocWriter

from searchkit.engine.storage import docstore
from searchkit.engine.storage.arrays import field_norms
from searchkit.engine.storage.docstore import StoredWriter, check_storable, write_documents
from searchkit.engine.storage.durable_files import segment_path, sync_file
from searchkit.engine.storage.postings import (
    FieldPostingsWriter,
    Inverted,
    position_gaps,
    postings_file,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from searchkit.engine.storage.arrays import AnyInts, Longs


class ArrayPerDocWriter(W3PerDocWriter):  # type: ignore[misc]
    """Collects stored fields and lengths for our file; columns and vectors stay Whoosh's."""

    def __init__(self, codec: Any, storage: Any, segment: Any) -> None:
        super().__init__(codec, storage, segment)
        self._stored = StoredWriter()
        self._lengths: dict[str, dict[int, int]] = defaultdict(dict)

    def _create_column(self, fieldname: str, column: Any) -> None:
        if fieldname != "_stored":  # Whoosh's column of pickles, which our blocks replace
            super()._create_column(fieldname, column)

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        """Add the stored value of a field and its length.

        Raises:
            TypeError: the value is none that JSON knows; convert it or do not store the field.

        """
        if value is not None:
            check_storable(fieldname, value)
            self._storedfields[fieldname] = value
        if length:
            self._lengths[fieldname][self._docnum] = length
            self._fieldlengths[fieldname] += length

    def finish_doc(self) -> None:
        if self._indoc:
            self._stored.extend([self._storedfields])
        self._indoc: bool = False

    def close(self) -> None:
        self._segment.has_unfinished = self._indoc
        super().close()
        path = segment_path(self._storage, self._segment, docstore.EXTENSION)
        norms = {name: field_norms(self._dense(v)) for name, v in self._lengths.items()}
        write_documents(path, self._stored, norms)
        sync_file(path)

    def _dense(self, values: dict[int, int]) -> Longs:
        dense = np.zeros(self._doccount, np.int64)
        dense[list(values)] = list(values.values())
        return dense


class ArrayFieldWriter(base.FieldWriter):  # type: ignore[misc]
    """Collects the sorted postings that Whoosh's writer hands over, term by term."""

    def __init__(self, path: Path, segment: Any) -> None:
        self._path = path
        self._segment = segment
        self._fields: dict[str, tuple[FieldPostingsWriter, AnyInts | None]] = {}
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Any) -> None:
        """Add all postings of the segment, as Whoosh's writer does when it commits.

        Raises:
            ValueError: adding a document has failed, and half of it would be committed.

        """
        if self._segment.has_unfinished:
            # divergence 19
            raise ValueError("a document could not be added whole; cancel this writer")
        super().add_postings(schema, lengths, items)

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        self._name = fieldname
        positions = fieldobj.format.supports("positions")
        self._decode: Callable[[bytes], list[int]] | None = None
        if positions:
            self._decode = fieldobj.format.decoder("positions")
        self._terms: list[bytes] = []
        self._document_frequencies = array("q")
        self._documents = array("i")
        self._frequencies = array("i")
        self._positions = array("i")

    def start_term(self, text: bytes) -> None:
        self._terms.append(bytes(text))
        self._document_frequencies.append(0)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        """Add a posting.

        Raises:
            ValueError: the weight is not a whole number; boosts belong into the query.

        """
        if weight != int(weight) or weight < 1:
            # divergence 17
            raise ValueError(f"field {self._name!r}: boosts cannot be indexed (weight {weight})")
        self._document_frequencies[-1] += 1
        self._documents.append(docnum)
        self._frequencies.append(int(weight))
        if self._decode is not None:
            self._positions.extend(self._decode(vbytes))

    def finish_term(self) -> None:
        """Nothing to do: the next term or the end of the field closes this one."""

    def finish_field(self) -> None:
        documents = np.array(self._documents, np.int32)
        frequencies = np.array(self._frequencies, np.int32)
        positions = np.array(self._positions, np.int32)
        with_positions = self._decode is not None
        writer = FieldPostingsWriter(positions=with_positions)
        document_frequencies = np.array(self._document_frequencies, np.int64)
        writer.append(
            Inverted(
                self._terms,
                document_frequencies,
                documents,
                frequencies,
                position_gaps(positions, frequencies) if with_positions else None,
            )
        )
        field_lengths = np.zeros(self._segment.doc_count_all(), np.int64)
        np.maximum.at(
            field_lengths, np.repeat(documents, frequencies)[: len(positions)], positions + 1
        )
        self._fields[self._name] = (writer, field_lengths if with_positions else None)

    def close(self) -> None:
        with postings_file(self._path) as file:
            for name, (writer, field_lengths) in self._fields.items():
                file.add(name, writer, field_lengths)
        sync_file(self._path)
        self.is_closed = True
