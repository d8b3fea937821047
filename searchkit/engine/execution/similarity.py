"""BM25 as searchkit scores with it, for Whoosh's weighting protocol."""

from __future__ import annotations

import math
from typing import Any

from whoosh.scoring import BM25F


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
