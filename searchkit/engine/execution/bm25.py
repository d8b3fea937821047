"""The weights of one search: what its similarity says about terms and fields of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from searchkit.engine.execution.segment import Saturation, segments

if TYPE_CHECKING:
    from searchkit.engine.execution.segment import IndexReader
    from searchkit.engine.execution.similarity import Similarity


class _Known:
    """What one similarity said about the terms and fields of one reader, which never change."""

    def __init__(self) -> None:
        self.idfs: dict[tuple[str, str | bytes], float] = {}
        self.averages: dict[str, float] = {}


_known: WeakKeyDictionary[Similarity, WeakKeyDictionary[IndexReader, _Known]] = WeakKeyDictionary()


def _known_to(similarity: Similarity, reader: IndexReader) -> _Known:
    by_reader = _known.get(similarity)
    if by_reader is None:
        by_reader = _known.setdefault(similarity, WeakKeyDictionary())
    known = by_reader.get(reader)
    return by_reader.setdefault(reader, _Known()) if known is None else known


class Weights:
    """A similarity over one state of the index; it is asked once for each term's idf."""

    def __init__(self, reader: IndexReader, similarity: Similarity) -> None:
        self._reader = reader
        self._schema = reader.schema
        self._similarity = similarity
        self._saturations: dict[str, Saturation | None] = {}
        self._known = _known_to(similarity, reader)

    @property
    def documents(self) -> int:
        """Number of documents, deleted ones among them."""
        return self._reader.doc_count_all()

    def document_frequency(self, fieldname: str, text: str | bytes) -> int:
        """Return in how many documents a term is, deleted ones among them."""
        found = (segment.find(fieldname, text) for segment in segments(self._reader))
        return sum(
            field.document_frequency(ordinal)
            for field, ordinal in found
            if field is not None and ordinal >= 0
        )

    def saturation(self, fieldname: str) -> Saturation | None:
        """BM25's parameters for a field; None if the field is not scorable."""
        if fieldname not in self._saturations:
            self._saturations[fieldname] = self._saturation(fieldname)
        return self._saturations[fieldname]

    def _saturation(self, fieldname: str) -> Saturation | None:
        if fieldname not in self._schema or not self._schema[fieldname].scorable:
            return None
        k1, b = self._similarity.parameters(fieldname)
        average = self._known.averages.get(fieldname)
        if average is None:
            average = float(self._reader.field_length(fieldname)) / (self.documents or 1) or 1.0
            self._known.averages[fieldname] = average
        return Saturation(float(k1), float(b), average)

    def weight(self, fieldname: str, text: str | bytes) -> float:
        """Return the term's idf; 1 in a field that is not scorable."""
        if self.saturation(fieldname) is None:
            return 1.0
        idf = self._known.idfs.get((fieldname, text))
        if idf is None:
            idf = float(self._similarity.idf(self, fieldname, text))
            self._known.idfs[fieldname, text] = idf
        return idf
