"""searchkit's own writer and executor."""

# What each method does is told in base.py.
# ruff: noqa: D102

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from whoosh import fields, index

from bench.engines.base import Clock, Engine
from bench.queries import KINDS
from searchkit.engine.execution import executor
from searchkit.engine.execution.bm25 import BM25
from searchkit.engine.snapshot.committed import open_snapshot
from searchkit.engine.storage.cache import HOT
from searchkit.engine.whoosh.field_types import KeywordField, StreamField
from searchkit.engine.writer.batch import DocumentBatch
from searchkit.engine.writer.index_writer import IndexWriter
from searchkit.query_tree import And, Not, Or, Phrase, Term, TermRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.dataset import Batch
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
    kinds = tuple(KINDS)

    def build(self, passages: Iterable[Batch]) -> tuple[float, float]:
        schema = fields.Schema(
            kind=KeywordField(), **{s: StreamField(positions=s == "text") for s in self.streams}
        )
        ix = index.create_in(str(self.folder), schema)
        clock, number = Clock(), itertools.count()
        with IndexWriter(ix) as writer:
            for batch in clock.reading(passages):
                streams = {name: batch.streams[name] for name in self.streams}
                kinds: list[Sequence[str]] = [[kind] for kind in batch.kinds]
                stored = [{"number": next(number)} for _ in kinds]
                writer.add(DocumentBatch(streams, {"kind": kinds}, stored))
        return clock.stop()

    def open(self) -> None:
        HOT.clear()
        self._calls = itertools.count(1)
        self._reader = open_snapshot(self.folder)

    def search(self, query: Query) -> Any:
        tree = self._tree(query)
        if query.counts:
            return executor.count(self._reader, tree, similarity=_SIMILARITY)
        return executor.search(
            self._reader, tree, query.k, similarity=_SIMILARITY, condition=self._condition(query)
        )

    def _tree(self, query: Query) -> Tree:
        if query.kind.startswith("phrase"):
            return Phrase("text", tuple((word,) for word in query.words))
        if query.kind == "prefix":
            return TermRange("text", prefix=query.words[0])
        terms = tuple(Term(field, term, weight) for field, term, weight in query.terms)
        if query.kind == "and-not":
            return terms[0]
        return And(terms) if query.all_terms else Or(terms)

    def _condition(self, query: Query) -> Tree | None:
        """Return what must hold beside, as a search has it.

        A condition that is asked for again is kept. So the words of a query are another condition
        each time, by a boost that says nothing there: what must be measured is finding them.
        """
        match query.kind, query.words:
            case "phrase+filter", _:
                return Term("kind", "b")
            case "and-not", [_, without]:
                return Not(Term("text", without, next(self._calls)))
            case "must", [must, *_]:
                return Term("text", must, next(self._calls))
        return None

    def documents(self, result: Any) -> list[int]:
        return [int(document) for document in result.docnums]

    def count(self, result: Any) -> int:
        return int(result)
