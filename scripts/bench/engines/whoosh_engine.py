"""Stock Whoosh: its own writer, its own codec, its own searcher."""

# What each method does is told in base.py.
# ruff: noqa: D102

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import fields, index
from whoosh import query as q
from whoosh.scoring import BM25F

from bench.engines.base import Clock, Engine
from bench.queries import KINDS
from searchkit.engine.whoosh.field_types import KeywordField, StreamField

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.dataset import Batch
    from bench.queries import Query


class TantivysBM25(BM25F):  # type: ignore[misc]
    """BM25 with the constants and the idf of tantivy, FTS5 and bm25s ("lucene")."""

    def idf(self, searcher: Any, fieldname: str, text: str) -> float:
        """Robertson and Zaragoza's idf with Lucene's one in the logarithm."""
        n, df = searcher.doc_count_all(), searcher.doc_frequency(fieldname, text)
        return math.log1p((n - df + 0.5) / (df + 0.5))


class Adapter(Engine):
    """Whoosh as an engine of the benchmark."""

    name = "whoosh"
    kinds = tuple(kind for kind in KINDS if kind != "streams")
    largest = 20_000

    def build(self, passages: Iterable[Batch]) -> tuple[float, float]:
        schema = fields.Schema(text=StreamField(positions=True), kind=KeywordField())
        writer = index.create_in(str(self.folder), schema).writer(limitmb=512)
        clock = Clock()
        for texts, kinds in clock.reading(map(_columns, passages)):
            for text, kind in zip(texts, kinds, strict=True):
                writer.add_document(text=text, kind=[kind])
        writer.commit()
        return clock.stop()

    def open(self) -> None:
        weighting = TantivysBM25()
        self._searcher = index.open_dir(str(self.folder)).searcher(weighting=weighting)

    def search(self, query: Query) -> Any:
        condition = q.Term("kind", "b") if query.kind == "phrase+filter" else None
        tree = self._tree(query)
        if query.counts:
            return list(self._searcher.docs_for_query(tree))
        return self._searcher.search(tree, limit=query.k, filter=condition, optimize=False)

    def _tree(self, query: Query) -> q.Query:
        if query.kind.startswith("phrase"):
            return q.Phrase("text", query.words)
        if query.kind == "prefix":
            return q.Prefix("text", query.words[0])
        terms = [q.Term(field, term, boost=weight) for field, term, weight in query.terms]
        if query.kind == "and-not":
            return q.AndNot(*terms)
        if query.kind == "must":
            return q.AndMaybe(*terms)
        return q.And(terms) if query.all_terms else q.Or(terms)

    def documents(self, result: Any) -> list[int]:
        return [hit.docnum for hit in result]

    def count(self, result: Any) -> int:
        return len(result)


def _columns(batch: Batch) -> tuple[list[list[str]], list[str]]:
    """Return each passage's tokens, and its filter value."""
    stream = batch.streams["text"]
    tokens = np.array(stream.terms, dtype=object)[stream.tokens].tolist()
    ends = np.cumsum(stream.lengths).tolist()
    return [tokens[a:b] for a, b in itertools.pairwise([0, *ends])], batch.kinds
