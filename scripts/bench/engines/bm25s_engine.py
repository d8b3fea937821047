"""bm25s with its numba backend: impacts computed beforehand, kept in memory."""

# What each method does is told in base.py.
# ruff: noqa: D102

from __future__ import annotations

import itertools
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.engines.base import Clock, Engine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.dataset import Batch
    from bench.queries import Query

bm25s: Any = import_module("bm25s")


class Adapter(Engine):
    """bm25s as an engine of the benchmark."""

    name = "bm25s"
    kinds = ("or", "or-1000")
    reopens = False

    def build(self, passages: Iterable[Batch]) -> tuple[float, float]:
        numbers: dict[str, int] = {}
        documents: list[list[int]] = []
        for batch in passages:
            stream = batch.streams["text"]
            number = np.array([numbers.setdefault(term, len(numbers)) for term in stream.terms])
            tokens = number[stream.tokens].tolist()
            ends = np.cumsum(stream.lengths).tolist()
            documents += [tokens[a:b] for a, b in itertools.pairwise([0, *ends])]
        clock = Clock()
        retriever = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
        retriever.index(
            bm25s.tokenization.Tokenized(ids=documents, vocab=numbers), show_progress=False
        )
        retriever.save(str(self.folder))
        return clock.stop()

    def open(self) -> None:
        self._retriever = bm25s.BM25.load(str(self.folder))
        self._retriever.backend = "numba"
        self._retriever.activate_numba_scorer()

    def search(self, query: Query) -> Any:
        k = min(query.k, self._retriever.scores["num_docs"])  # it takes no more than there are
        return self._retriever.retrieve([query.words], k=k, show_progress=False, n_threads=1)

    def documents(self, result: Any) -> list[int]:
        return [int(document) for document in result[0][0]]
