"""How terms are weighted: BM25, with its two constants and its idf."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol


class Similarity(Protocol):
    """What scores ask about fields and terms; held by what is kept of it, so weakly."""

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
