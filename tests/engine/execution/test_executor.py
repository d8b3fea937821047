"""The executor on some thousand documents, against a table of all frequencies.

Here terms are frequent and rare, lists short and long, so every way to a result is taken.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from whoosh.query import Term as WhooshTerm

from searchkit.engine.execution import executor
from searchkit.engine.execution.bm25 import BM25
from searchkit.errors import QueryError
from searchkit.query_tree import And, Every, Kept, Numbered, Or, Phrase, Query, Term, TermRange
from tests.engine.execution.oracle import DOCUMENTS, K1, B, random_terms

if TYPE_CHECKING:
    from searchkit.engine.storage.arrays import Floats
    from tests.engine.execution.oracle import Oracle

pytestmark = pytest.mark.usefixtures("both_ways")


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


@pytest.mark.parametrize("k", [1, 10, 200])
@pytest.mark.parametrize("count", [1, 3, 17, 60])
def test_disjunctions(reader: Any, oracle: Oracle, count: int, k: int) -> None:
    for seed in range(6):
        terms = random_terms(seed, count)
        fields = ["text" if i % 3 else "folded" for i in range(count)]
        boosts = [1.0 + i % 2 for i in range(count)]
        parts = [
            Term(field, f"t{term}", boost)
            for field, term, boost in zip(fields, terms, boosts, strict=True)
        ]
        found = executor.search(reader, Or(tuple(parts)), k, similarity=BM25(K1, B))
        weighted = [b * oracle.scores(t) for b, t in zip(boosts, terms, strict=True)]
        scores = np.sum(weighted, axis=0)
        assert_best(found, scores, oracle.table[:, terms].any(axis=1), k)


@pytest.mark.parametrize("k", [1, 10, 200])
@pytest.mark.parametrize("count", [2, 3])
def test_conjunctions_with_and_without_a_filter(
    reader: Any, oracle: Oracle, count: int, k: int
) -> None:
    law = np.array(oracle.kinds) == "luật"
    for seed in range(12):
        terms = random_terms(seed, count)
        query = And(tuple(Term("text", f"t{term}") for term in terms))
        scores = np.sum([oracle.scores(term) for term in terms], axis=0)
        matching = oracle.table[:, terms].all(axis=1)
        found = executor.search(reader, query, k, similarity=BM25(K1, B))
        assert_best(found, scores, matching, k)
        condition = Term("kind", "luật")
        found = executor.search(reader, query, k, similarity=BM25(K1, B), condition=condition)
        assert_best(found, scores, matching & law, k)


@pytest.mark.parametrize("count", [2, 3, 7])
def test_phrases(reader: Any, oracle: Oracle, count: int) -> None:
    long = np.flatnonzero(oracle.lengths > 10)
    law = np.array(oracle.kinds) == "luật"
    for document in long[:: len(long) // 8].tolist():
        terms = oracle.texts[document][4 : 4 + count].tolist()
        query = Phrase("text", tuple((f"t{term}",) for term in terms))
        matching = np.array([oracle.has_phrase(d, terms) for d in range(DOCUMENTS)])
        scores = np.sum([oracle.scores(term) for term in terms], axis=0)
        found = executor.search(reader, query, 10, similarity=BM25(K1, B))
        assert_best(found, scores, matching, 10)
        condition = Term("kind", "luật")
        found = executor.search(reader, query, 10, similarity=BM25(K1, B), condition=condition)
        assert_best(found, scores, matching & law, 10)


@pytest.mark.parametrize(
    ("query", "error", "message"),
    [
        pytest.param(Phrase("folded", (("t1",), ("t2",))), QueryError, "folded", id="no positions"),
        pytest.param(
            Phrase("folded", (("t1", "t3"), ("t2",))), QueryError, "folded", id="with alternatives"
        ),
        pytest.param(Term("text", "t1", math.inf), QueryError, "finite", id="infinite boost"),
        pytest.param(Or((Term("text", "t1", math.nan),)), QueryError, "finite", id="no number"),
        pytest.param(WhooshTerm("text", "t1"), TypeError, "no kind", id="query of Whoosh"),
        pytest.param(And((WhooshTerm("text", "t1"),)), TypeError, "no kind", id="within another"),
    ],
)
def test_what_cannot_be_run_is_refused(
    reader: Any, query: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        executor.search(reader, query, 5, similarity=BM25(K1, B))


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(Term("text", "t\ud800"), id="term"),
        pytest.param(Phrase("text", (("t1",), ("\ud800",))), id="phrase"),
        pytest.param(Phrase("text", (("t\ud800", "\udc00"), ("t1",))), id="alternatives"),
        pytest.param(TermRange("text", prefix="t\ud800"), id="prefix"),
        pytest.param(TermRange("text", first="\ud800"), id="range"),
    ],
)
def test_half_a_character_is_in_no_index(reader: Any, query: Query) -> None:
    found = executor.search(reader, query, 5, similarity=BM25(K1, B))
    assert (found.docnums.tolist(), found.total) == ([], 0)
    assert executor.matching(reader, query).tolist() == []


def test_a_part_that_nothing_is_asked_of_scores_nothing(reader: Any) -> None:
    everything = executor.search(reader, And(()), 5, similarity=BM25(K1, B))
    assert everything.total == DOCUMENTS
    assert everything.scores.tolist() == [0.0] * 5


def test_conditions_with_the_same_ends_are_kept_apart(reader: Any) -> None:
    for _ in range(3):
        for numbers in ((1, 2, 9), (1, 5, 9), (1, 2, 5, 9)):
            condition = Kept(Numbered(numbers))
            found = executor.search(
                reader, Every(), 10, similarity=BM25(K1, B), condition=condition
            )
            assert found.docnums.tolist() == list(numbers)
