"""tantivy, one thread, through its Python package."""

# What each method does is told in base.py.
# ruff: noqa: D102

from __future__ import annotations

import itertools
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from bench.dataset import joined
from bench.engines.base import Clock, Engine
from bench.queries import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.dataset import Batch
    from bench.queries import Query

tantivy: Any = import_module("tantivy")  # typed in some versions, absent in others
_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


class Adapter(Engine):
    """tantivy as an engine of the benchmark.

    It gets the tokens as texts that are split at white space, the only way that its Python
    package has for many of them. One thread indexes; the calling one makes the documents, and
    merges run in others, which are waited for: on one core, all of that counts. What it keeps is
    told in searchkit_engine.py.
    """

    name = "tantivy"
    kinds = tuple(KINDS)

    def _index(self) -> Any:
        builder = tantivy.SchemaBuilder()
        for name in self.streams:
            option = "position" if name == "text" else "freq"
            builder.add_text_field(name, tokenizer_name="spaces", index_option=option)
        builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
        builder.add_unsigned_field("number", stored=True)
        index = tantivy.Index(builder.build(), path=str(self.folder))
        spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("spaces", spaces)
        return index

    def build(self, passages: Iterable[Batch]) -> tuple[float, float]:
        index = self._index()
        clock, number = Clock(), itertools.count()
        writer = index.writer(heap_size=512 << 20, num_threads=1)
        for columns, kinds in clock.reading(map(self._columns, passages)):
            for *texts, kind in zip(*columns, kinds, strict=True):
                values = dict(zip(self.streams, texts, strict=True))
                writer.add_document(tantivy.Document(number=next(number), kind=kind, **values))
        writer.commit()
        writer.wait_merging_threads()
        return clock.stop()

    def _columns(self, batch: Batch) -> tuple[list[list[str]], list[str]]:
        return [joined(batch.streams[name]) for name in self.streams], batch.kinds

    def open(self) -> None:
        index = self._index()
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()

    def search(self, query: Query) -> Any:
        if query.counts:  # it counts only beside the best, of which there must be one
            return self._searcher.search(self._tree(query), 1, count=True)
        return self._searcher.search(self._tree(query), query.k, count=False)

    def _tree(self, query: Query) -> Any:
        build = tantivy.Query
        if query.kind == "prefix":
            pattern = re.escape(query.words[0]) + ".*"
            return build.regex_query(self._schema, "text", pattern)
        if query.kind.startswith("phrase"):
            phrase = build.phrase_query(self._schema, "text", query.words)
            if query.kind == "phrase":
                return phrase
            condition = build.term_query(self._schema, "kind", "b", index_option="basic")
            condition = build.const_score_query(condition, 0.0)
            return build.boolean_query([(_MUST, phrase), (_MUST, condition)])
        occurs = [_MUST if query.all_terms else _SHOULD] * len(query.terms)
        if query.kind in ("and-not", "must"):
            occurs = [_MUST, _NOT if query.kind == "and-not" else _SHOULD]
        terms = (self._term(*term) for term in query.terms)
        return build.boolean_query(list(zip(occurs, terms, strict=True)))

    def _term(self, field: str, term: str, weight: float) -> Any:
        found = tantivy.Query.term_query(self._schema, field, term.replace(" ", "_"))
        return found if weight == 1.0 else tantivy.Query.boost_query(found, weight)

    def documents(self, result: Any) -> list[int]:
        return [self._searcher.doc(address)["number"][0] for _, address in result.hits]

    def count(self, result: Any) -> int:
        return int(result.count)
