"""BM25 over the token streams, as a Whoosh weighting model."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from whoosh.scoring import BM25F

if TYPE_CHECKING:
    from searchkit.search.settings import RankingSettings


class StreamBM25(BM25F):  # type: ignore[misc]
    """Whoosh's BM25F with the idf of Robertson and Zaragoza (2009), never negative.

    Whoosh's own idf adds 1, which gives syllables that are in every passage a say.
    """

    def __init__(self, settings: RankingSettings) -> None:
        super().__init__(B=settings.b, K1=settings.k1)

    def idf(self, searcher: Any, fieldname: str, text: Any) -> float:
        """Return log(1 + (N - n + 0.5) / (n + 0.5)) for a term in n of N passages."""
        parent = searcher.get_parent()
        passages = parent.doc_count_all()
        frequency = parent.doc_frequency(fieldname, text)
        return math.log1p((passages - frequency + 0.5) / (frequency + 0.5))
