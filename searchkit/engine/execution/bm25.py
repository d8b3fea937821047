"""How terms are weighted: BM25, and the weights of one search over one state of an index."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

from searchkit._dataclass import dataclass
from searchkit.engine.execution.segment import Saturation, segments
from searchkit.engine.storage.cache import HOT, Memo

if TYPE_CHECKING:
    from searchkit.engine.execution.segment import IndexReader


class Similarity(Protocol):
    """What scores ask about fields and terms; hashable, for its answers are kept while it lives."""

    def parameters(self, fieldname: str) -> tuple[float, float]:
        """Return BM25's k1 and b for a field."""

    def idf(self, statistics: Statistics, fieldname: str, text: str | bytes) -> float:
        """Return the weight of a term."""


class Statistics(Protocol):
    """What a similarity may ask about the whole index."""

    @property
    def documents(self) -> int:
        """Number of documents, deleted ones among them."""

    def document_frequency(self, fieldname: str, text: str | bytes) -> int:
        """Return in how many documents a term is, deleted ones among them."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class BM25:
    """BM25 with the idf of Robertson and Zaragoza (2009), never negative: by its two constants."""

    k1: float
    b: float

    def parameters(self, fieldname: str) -> tuple[float, float]:  # noqa: ARG002 - of Similarity
        """Return k1 and b, which are those of every field."""
        return self.k1, self.b

    def idf(self, statistics: Statistics, fieldname: str, text: str | bytes) -> float:
        """Return log(1 + (N - n + 0.5) / (n + 0.5)) for a term in n of N documents."""
        frequency = statistics.document_frequency(fieldname, text)
        return math.log1p((statistics.documents - frequency + 0.5) / (frequency + 0.5))


_IDF = 200
"""Bytes of a term with its weight: what it has beside its letters."""


class _Known:
    """What one similarity said about the terms and fields of one reader, which never change."""

    def __init__(self) -> None:
        self.idfs: Memo[tuple[str, str | bytes], float] = Memo(HOT.limit >> 6)
        self.saturations: dict[str, Saturation | None] = {}


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
        self._similarity = similarity
        self._segments = segments(reader)
        self._known = _known_to(similarity, reader)

    @property
    def documents(self) -> int:
        """Number of documents, deleted ones among them."""
        return self._reader.doc_count_all()

    def document_frequency(self, fieldname: str, text: str | bytes) -> int:
        """Return in how many documents a term is, deleted ones among them."""
        found = [segment.find(fieldname, text) for segment in self._segments]
        return sum([own.documents for own in found if own is not None])

    def saturation(self, fieldname: str) -> Saturation | None:
        """BM25's parameters for a field; None if the field is not scorable."""
        known = self._known.saturations
        if fieldname not in known:
            known[fieldname] = self._saturation(fieldname)
        return known[fieldname]

    def _saturation(self, fieldname: str) -> Saturation | None:
        schema = self._reader.schema
        if fieldname not in schema or not schema[fieldname].scorable:
            return None
        k1, b = self._similarity.parameters(fieldname)
        average = float(self._reader.field_length(fieldname)) / (self.documents or 1) or 1.0
        return Saturation(float(k1), float(b), average)

    def rising(self, fieldname: str) -> bool:
        """Tell whether more occurrences are a higher score; a negative k1 may lower it."""
        saturation = self.saturation(fieldname)
        return saturation is None or saturation.k1 > -1

    def weight(self, fieldname: str, text: str | bytes) -> float:
        """Return the term's idf; 1 in a field that is not scorable."""
        idf = self._known.idfs.get((fieldname, text))
        if idf is None:
            scored = self.saturation(fieldname) is not None
            idf = float(self._similarity.idf(self, fieldname, text)) if scored else 1.0
            self._known.idfs.keep((fieldname, text), idf, _IDF + len(text))
        return idf
