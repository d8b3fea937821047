"""What a Whoosh weighting object says about terms and fields: idf, k1, b, average length."""

from __future__ import annotations

import math
from typing import Any
from weakref import WeakKeyDictionary

from whoosh.scoring import BM25F

from searchkit.engine.execution.segment import Saturation


class RobertsonBM25(BM25F):  # type: ignore[misc]
    """Whoosh's BM25F with the idf of Robertson and Zaragoza (2009), never negative.

    Whoosh's own idf adds 1, which gives terms that are in every document a say.
    """

    def __init__(self, k1: float, b: float) -> None:
        super().__init__(B=b, K1=k1)

    def idf(self, searcher: Any, fieldname: str, text: Any) -> float:
        """Return log(1 + (N - n + 0.5) / (n + 0.5)) for a term in n of N documents."""
        parent = searcher.get_parent()
        documents = parent.doc_count_all()
        frequency = parent.doc_frequency(fieldname, text)
        return math.log1p((documents - frequency + 0.5) / (frequency + 0.5))


class _Known:
    """What one weighting said about the terms and fields of one reader, which never change."""

    def __init__(self) -> None:
        self.idfs: dict[tuple[str, str], float] = {}
        self.averages: dict[str, float] = {}


_known: WeakKeyDictionary[Any, WeakKeyDictionary[Any, _Known]] = WeakKeyDictionary()


def _known_to(weighting: Any, reader: Any) -> _Known:
    by_reader = _known.get(weighting)
    if by_reader is None:
        by_reader = _known.setdefault(weighting, WeakKeyDictionary())
    known = by_reader.get(reader)
    return by_reader.setdefault(reader, _Known()) if known is None else known


class Statistics:
    """What a weighting asks a Whoosh searcher, answered from a reader.

    Importing Whoosh's own Searcher costs as much as a first search.
    """

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.schema = reader.schema
        self.doc_frequency = reader.doc_frequency
        self.doc_count_all = reader.doc_count_all
        self.field_length = reader.field_length

    def reader(self) -> Any:
        """Return the reader."""
        return self._reader

    def get_parent(self) -> Statistics:
        """Return the statistics of the whole index: these."""
        return self

    def avg_field_length(self, fieldname: str) -> float:
        """Return the tokens of a field per document, deleted ones among them."""
        return float(self.field_length(fieldname)) / (self.doc_count_all() or 1)


class Weights:
    """The weighting of one search.

    ``weighting`` is a ``whoosh.scoring.BM25F`` or a subclass. ``idf`` is asked once per term
    and reader. A subclass may have a method ``parameters(fieldname)`` that returns (k1, b);
    without it ``K1``, ``B`` and the ``…_B`` arguments of BM25F hold.

    Raises:
        TypeError: another kind of weighting.

    """

    def __init__(self, searcher: Any, weighting: Any) -> None:
        if not isinstance(weighting, BM25F):
            # divergence 16
            raise TypeError(f"the planner scores with BM25F, not with {weighting!r}")
        self._searcher = searcher
        self._schema = searcher.schema
        self._weighting = weighting
        self._saturations: dict[str, Saturation | None] = {}
        self._known = _known_to(weighting, searcher.reader())

    def saturation(self, fieldname: str) -> Saturation | None:
        """BM25's parameters for a field; None if the field is not scorable."""
        if fieldname not in self._saturations:
            self._saturations[fieldname] = self._saturation(fieldname)
        return self._saturations[fieldname]

    def _saturation(self, fieldname: str) -> Saturation | None:
        if fieldname not in self._schema or not self._schema[fieldname].scorable:
            return None
        weighting = self._weighting
        if hasattr(weighting, "parameters"):
            k1, b = weighting.parameters(fieldname)
        else:
            k1, b = weighting.K1, weighting._field_B.get(fieldname, weighting.B)
        average = self._known.averages.get(fieldname)
        if average is None:
            average = self._searcher.avg_field_length(fieldname) or 1
            self._known.averages[fieldname] = average
        return Saturation(float(k1), float(b), float(average))

    def weight(self, fieldname: str, text: str) -> float:
        """Return the term's idf; 1 in a field that is not scorable."""
        if self.saturation(fieldname) is None:
            return 1.0
        idf = self._known.idfs.get((fieldname, text))
        if idf is None:
            idf = float(self._weighting.idf(self._searcher, fieldname, text))
            self._known.idfs[fieldname, text] = idf
        return idf
