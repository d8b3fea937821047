"""searchkit's executor for those who open the folder with Whoosh: its queries, its weightings.

searchkit's own searches go to ``searchkit.engine.execution.executor`` and come nowhere near.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.scoring import BM25F

from searchkit.engine.execution import executor
from searchkit.engine.whoosh.query_translator import translated

if TYPE_CHECKING:
    from whoosh.query import Query
    from whoosh.reading import IndexReader

    from searchkit.engine.execution.bm25 import Statistics
    from searchkit.engine.execution.top_k import TopDocs
    from searchkit.engine.storage.arrays import Floats, Longs


def search(
    reader: IndexReader,
    query: Query,
    limit: int,
    *,
    weighting: Any,
    filter: Query | None = None,  # noqa: A002 - the name that Whoosh gives it
) -> TopDocs:
    """Return the best ``limit`` documents that match ``query`` and ``filter``, best first.

    ``weighting`` is a ``whoosh.scoring.BM25F`` or a subclass. ``idf`` is asked once per term.
    A subclass may have a method ``parameters(fieldname)`` that returns (k1, b); without it
    ``K1``, ``B`` and the ``..._B`` arguments of BM25F hold. Scores are those of Whoosh up to the
    order of the sum; equal scores are ordered by document number.

    Raises:
        ValueError: ``limit`` is below 1.
        QueryError: the query has a part that cannot be run (DIVERGENCES.md).
        TypeError: the index is not one of searchkit, or the weighting is not BM25F.

    """
    condition = None if filter is None else translated(filter, reader)
    asked, similarity = translated(query, reader), _Weighting(reader, weighting)
    return executor.search(reader, asked, limit, similarity=similarity, condition=condition)


def score(reader: IndexReader, query: Query, documents: Longs, *, weighting: Any) -> Floats:
    """Return the scores of ``documents`` (ascending global numbers), 0 where nothing matches."""
    similarity = _Weighting(reader, weighting)
    return executor.score(reader, translated(query, reader), documents, similarity=similarity)


def matching(reader: IndexReader, query: Query) -> Longs:
    """Return the numbers of all documents that match ``query``, ascending, without deleted ones."""
    return executor.matching(reader, translated(query, reader))


class _Weighting:
    """A weighting of Whoosh over one reader, as the executor asks about it."""

    def __init__(self, reader: IndexReader, weighting: Any) -> None:
        if not isinstance(weighting, BM25F):
            # divergence 16
            raise TypeError(f"searchkit scores with BM25F, not with {weighting!r}")
        self._searcher = _Searcher(reader)
        self._weighting = weighting

    def parameters(self, fieldname: str) -> tuple[float, float]:
        """Return k1 and b."""
        if hasattr(self._weighting, "parameters"):
            k1, b = self._weighting.parameters(fieldname)
            return k1, b
        return self._weighting.K1, self._weighting._field_B.get(fieldname, self._weighting.B)

    def idf(self, statistics: Statistics, fieldname: str, text: str | bytes) -> float:  # noqa: ARG002
        """Return what the weighting says of a term."""
        return float(self._weighting.idf(self._searcher, fieldname, text))


class _Searcher:
    """What a weighting asks a Whoosh searcher, answered from a reader."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.schema = reader.schema
        self.doc_frequency = reader.doc_frequency
        self.doc_count_all = reader.doc_count_all
        self.field_length = reader.field_length

    def reader(self) -> IndexReader:
        """Return the reader."""
        return self._reader

    def get_parent(self) -> _Searcher:
        """Return the statistics of the whole index: these."""
        return self

    def avg_field_length(self, fieldname: str) -> float:
        """Return the tokens of a field per document, deleted ones among them."""
        return float(self.field_length(fieldname)) / (self.doc_count_all() or 1)
