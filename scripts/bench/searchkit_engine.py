"""searchkit's own writer and executor."""

# What each method does is told in engine.py.
# ruff: noqa: D102

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from whoosh import fields, index

from bench.dataset import batches
from bench.engine import Clock, Engine
from bench.queries import KINDS
from searchkit.engine.execution import executor
from searchkit.engine.execution.bm25 import BM25
from searchkit.engine.storage.cache import HOT
from searchkit.engine.whoosh.field_types import KeywordField, StreamField
from searchkit.engine.writer.batch import DocumentBatch
from searchkit.engine.writer.index_writer import IndexWriter
from searchkit.query_tree import And, Or, Phrase, Term, TermRange

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.queries import Query
    from searchkit.query_tree import Query as Tree

_SIMILARITY = BM25(1.2, 0.75)  # the constants and the idf of tantivy, FTS5 and bm25s ("lucene")


class Adapter(Engine):
    """searchkit as an engine of the benchmark.

    It gets the tokens as the text layer makes them, numbers of terms. It keeps the same as
    tantivy: positions of ``text``, frequencies of the other streams, lengths, the exact terms of
    ``kind``, and each passage's number as a stored field.
    """

    name = "searchkit"
    kinds = KINDS
    keeps = True

    def build(self, prepared: Path) -> tuple[float, float]:
        schema = fields.Schema(
            kind=KeywordField(), **{s: StreamField(positions=s == "text") for s in self.streams}
        )
        ix = index.create_in(str(self.folder), schema)
        clock, number = Clock(), itertools.count()
        with IndexWriter(ix) as writer:
            for batch in clock.reading(batches(prepared)):
                streams = {name: batch.streams[name] for name in self.streams}
                kinds: list[Sequence[str]] = [[kind] for kind in batch.kinds]
                stored = [{"number": next(number)} for _ in kinds]
                writer.add(DocumentBatch(streams, {"kind": kinds}, stored))
        return clock.stop()

    def forget(self) -> None:
        HOT.clear()

    def open(self) -> None:
        self._reader = index.open_dir(str(self.folder)).reader()

    def search(self, query: Query, k: int) -> Any:
        condition = Term("kind", "b") if query.kind == "phrase+filter" else None
        tree = self._tree(query)
        return executor.search(self._reader, tree, k, similarity=_SIMILARITY, condition=condition)

    def _tree(self, query: Query) -> Tree:
        if query.kind.startswith("phrase"):
            return Phrase("text", tuple((word,) for word in query.words))
        if query.kind == "prefix":
            return TermRange("text", prefix=query.words[0])
        terms = tuple(Term(field, term, weight) for field, term, weight in query.terms)
        return And(terms) if query.kind.startswith("and") else Or(terms)

    def documents(self, result: Any) -> list[int]:
        return [int(document) for document in result.docnums]
