"""The planner on some thousand documents, against a table of all frequencies.

Here terms are frequent and rare, lists short and long, so every way to a result is taken.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from whoosh import index
from whoosh import query as q
from whoosh.scoring import BM25F

from searchkit.engine.execution import executor
from searchkit.engine.storage.arrays import LENGTH_OF_NORM, field_norms
from searchkit.engine.writer.batch import DocumentBatch
from searchkit.engine.writer.index_writer import BulkWriter
from searchkit.token_stream import Stream
from tests.engine.corpora import schema

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit.engine.storage.arrays import Floats

DOCUMENTS, TERMS = 7000, 400
K1, B = 1.2, 0.75


class Oracle:
    """All tokens as lists and all frequencies as a table."""

    def __init__(self) -> None:
        dice = np.random.default_rng(11)
        share = 1 / np.arange(1, TERMS + 1)
        self.lengths = dice.integers(0, 40, DOCUMENTS)
        self.tokens = dice.choice(TERMS, self.lengths.sum(), p=share / share.sum())
        self.texts = np.split(self.tokens, np.cumsum(self.lengths)[:-1])
        self.table = np.array([np.bincount(text, minlength=TERMS) for text in self.texts])
        self.kinds = ["luật" if i % 5 else "nghị định" for i in range(DOCUMENTS)]

    def scores(self, term: int) -> Floats:
        found = self.table[:, term]
        idf = math.log(DOCUMENTS / ((found > 0).sum() + 1)) + 1
        length = LENGTH_OF_NORM[field_norms(self.lengths)]
        norm = K1 * (1 - B + B * length / self.lengths.mean())
        scores: Floats = idf * found * (K1 + 1) / (found + norm)
        return scores

    def has_phrase(self, document: int, terms: list[int]) -> bool:
        text = self.texts[document].tolist()
        return any(text[i : i + len(terms)] == terms for i in range(len(text)))


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle()


@pytest.fixture(scope="module", params=[1, 3], ids=["one segment", "three segments"])
def searcher(
    oracle: Oracle, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Any:
    folder: Path = tmp_path_factory.mktemp("large")
    ix = index.create_in(str(folder), schema())
    names = [f"t{term}" for term in range(TERMS)]
    with BulkWriter(ix, memory=0) as writer:
        for part in np.array_split(np.arange(DOCUMENTS), request.param):
            tokens = np.concatenate([oracle.texts[d] for d in part]).astype(np.int32)
            stream = Stream(names, tokens, oracle.lengths[part].astype(np.int32))
            kinds: list[Any] = [[oracle.kinds[d]] for d in part]
            columns = {"text": stream, "folded": stream}
            writer.add(DocumentBatch(columns, {"kind": kinds}, [{}] * len(part)))
    return ix.searcher()


def assert_best(found: Any, scores: Floats, matching: Any, k: int) -> None:
    expected = np.where(matching, scores, 0.0)
    assert found.total == int(matching.sum())
    assert len(found.docnums) == min(k, found.total)
    assert np.allclose(found.scores, expected[found.docnums], rtol=1e-12, atol=0)
    assert np.allclose(found.scores, -np.sort(-expected)[: len(found.scores)], rtol=1e-12, atol=0)
    assert all(
        a > b or (a == b and x < y)
        for a, b, x, y in zip(
            found.scores, found.scores[1:], found.docnums, found.docnums[1:], strict=False
        )
    )


def random_terms(seed: int, count: int) -> list[int]:
    dice = np.random.default_rng(seed)
    return [int(t) for t in dice.geometric(1 / 40, count) % TERMS]


@pytest.mark.parametrize("k", [1, 10, 200])
@pytest.mark.parametrize("count", [1, 3, 17, 60])
def test_disjunctions(searcher: Any, oracle: Oracle, count: int, k: int) -> None:
    for seed in range(6):
        terms = random_terms(seed, count)
        fields = ["text" if i % 3 else "folded" for i in range(count)]
        boosts = [1.0 + i % 2 for i in range(count)]
        parts = [
            q.Term(field, f"t{term}", boost=boost)
            for field, term, boost in zip(fields, terms, boosts, strict=True)
        ]
        found = executor.search(searcher, q.Or(parts), k, weighting=BM25F(K1=K1, B=B))
        weighted = [b * oracle.scores(t) for b, t in zip(boosts, terms, strict=True)]
        scores = np.sum(weighted, axis=0)
        assert_best(found, scores, oracle.table[:, terms].any(axis=1), k)


@pytest.mark.parametrize("k", [1, 10, 200])
@pytest.mark.parametrize("count", [2, 3])
def test_conjunctions_with_and_without_a_filter(
    searcher: Any, oracle: Oracle, count: int, k: int
) -> None:
    law = np.array(oracle.kinds) == "luật"
    for seed in range(12):
        terms = random_terms(seed, count)
        query = q.And([q.Term("text", f"t{term}") for term in terms])
        scores = np.sum([oracle.scores(term) for term in terms], axis=0)
        matching = oracle.table[:, terms].all(axis=1)
        found = executor.search(searcher, query, k, weighting=BM25F(K1=K1, B=B))
        assert_best(found, scores, matching, k)
        condition = q.Term("kind", "luật")
        found = executor.search(searcher, query, k, weighting=BM25F(K1=K1, B=B), filter=condition)
        assert_best(found, scores, matching & law, k)


@pytest.mark.parametrize("count", [2, 3, 7])
def test_phrases(searcher: Any, oracle: Oracle, count: int) -> None:
    long = np.flatnonzero(oracle.lengths > 10)
    law = np.array(oracle.kinds) == "luật"
    for document in long[:: len(long) // 8].tolist():
        terms = oracle.texts[document][4 : 4 + count].tolist()
        query = q.Phrase("text", [f"t{term}" for term in terms])
        matching = np.array([oracle.has_phrase(d, terms) for d in range(DOCUMENTS)])
        scores = np.sum([oracle.scores(term) for term in terms], axis=0)
        found = executor.search(searcher, query, 10, weighting=BM25F(K1=K1, B=B))
        assert_best(found, scores, matching, 10)
        condition = q.Term("kind", "luật")
        found = executor.search(searcher, query, 10, weighting=BM25F(K1=K1, B=B), filter=condition)
        assert_best(found, scores, matching & law, 10)
