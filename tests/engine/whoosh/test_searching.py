"""Queries of Whoosh against stock Whoosh: the same documents, the same scores, the same order."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh import scoring

from searchkit.engine.whoosh import searching
from searchkit.errors import QueryError
from tests.engine.corpora import TERMS, Document, bulk_index, documents, stock_index

if TYPE_CHECKING:
    from searchkit.engine.execution.top_k import TopDocs

WEIGHTING = scoring.BM25F(K1=1.4, B=0.6, folded_B=0.3)
boosts = st.sampled_from([1.0, 0.5, 2.0])
terms = st.builds(
    q.Term, st.sampled_from(["text", "folded"]), st.sampled_from([*TERMS, "vắng"]), boost=boosts
)
keywords = st.builds(q.Term, st.just("kind"), st.sampled_from(["luật", "nghị định"]), boost=boosts)
phrases = st.builds(
    q.Phrase,
    st.just("text"),
    st.lists(st.sampled_from(TERMS), min_size=2, max_size=3),
    slop=st.sampled_from([1, 1, 2, 4]),
    boost=boosts,
)


def compound(children: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    several = st.lists(children, min_size=2, max_size=4)
    return st.one_of(
        st.builds(q.Or, several, boost=boosts),
        st.builds(q.And, several, boost=boosts),
        st.builds(lambda a, b: q.And([a, q.Not(b)]), children, children),
    )


queries = st.recursive(st.one_of(terms, keywords, phrases), compound, max_leaves=7)


def ranking(results: Any) -> list[tuple[float, int]]:
    """Return what Whoosh finds; it is asked without its optimisation (divergence 8)."""
    return sorted((-hit.score, hit.docnum) for hit in results)


def assert_same_ranking(found: TopDocs, expected: list[tuple[float, int]], k: int) -> None:
    """Compare scores, and of equal scores the order of documents (divergence 1)."""
    assert found.total == len(expected)
    by_document = {document: -score for score, document in expected}
    assert np.allclose(
        found.scores, [by_document[d] for d in found.docnums.tolist()], rtol=1e-12, atol=0
    )
    assert np.allclose(found.scores, [-score for score, _ in expected[:k]], rtol=1e-12, atol=0)
    for i in range(1, len(found.docnums)):
        assert found.scores[i] <= found.scores[i - 1]
        if found.scores[i] == found.scores[i - 1]:
            assert found.docnums[i] > found.docnums[i - 1]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(documents, min_size=1, max_size=3), st.lists(queries, min_size=1, max_size=4))
def test_ranks_as_stock_whoosh_does(corpora: list[list[Document]], some: list[q.Query]) -> None:
    with tempfile.TemporaryDirectory() as name:
        ours = bulk_index(Path(name, "ours"), corpora).searcher(weighting=WEIGHTING)
        stock = stock_index(Path(name, "stock"), corpora).searcher(weighting=WEIGHTING)
        for query in some:
            expected = ranking(stock.search(query, limit=None, optimize=False))
            for k in (3, 1000):
                found = searching.search(ours.reader(), query, k, weighting=WEIGHTING)
                assert_same_ranking(found, expected, k)
            assert searching.matching(ours.reader(), query).tolist() == sorted(
                d for _, d in expected
            )
            matched = ranking(ours.search(query, limit=None, optimize=False))
            assert [d for _, d in matched] == [d for _, d in expected]
            assert np.allclose([s for s, _ in matched], [s for s, _ in expected], rtol=1e-12)


@settings(max_examples=40, deadline=None)
@given(documents, queries, queries)
def test_and_not_takes_away(corpus: list[Document], query: q.Query, without: q.Query) -> None:
    """Stock Whoosh keeps what the second query matches later than the first (divergence 2)."""
    with tempfile.TemporaryDirectory() as name:
        reader = bulk_index(Path(name), [corpus]).reader()
        both = q.AndNot(query, without)
        expected = set(searching.matching(reader, query)) - set(searching.matching(reader, without))
        assert set(searching.matching(reader, both)) == expected
        first = searching.search(reader, query, 1000, weighting=WEIGHTING)
        score = dict(zip(first.docnums.tolist(), first.scores.tolist(), strict=True))
        found = searching.search(reader, both, 1000, weighting=WEIGHTING)
        assert set(found.docnums.tolist()) == expected
        assert np.allclose(found.scores, [score[d] for d in found.docnums.tolist()], rtol=1e-12)


@settings(max_examples=40, deadline=None)
@given(documents, queries, queries)
def test_and_maybe_adds(corpus: list[Document], query: q.Query, maybe: q.Query) -> None:
    """Stock Whoosh forgets the second query where a conjunction skips (divergence 3)."""
    with tempfile.TemporaryDirectory() as name:
        reader = bulk_index(Path(name), [corpus]).reader()
        parts = [
            searching.search(reader, part, 1000, weighting=WEIGHTING) for part in (query, maybe)
        ]
        first, second = (dict(zip(p.docnums.tolist(), p.scores, strict=True)) for p in parts)
        both = searching.search(reader, q.AndMaybe(query, maybe), 1000, weighting=WEIGHTING)
        assert sorted(both.docnums.tolist()) == sorted(first)
        expected = [first[d] + second.get(d, 0.0) for d in both.docnums.tolist()]
        assert np.allclose(both.scores, expected, rtol=1e-12, atol=0)


CORPUS: list[Document] = [
    (["cấp", "giấy", "phép", "xây", "dựng"], "luật"),
    (["giấy", "phép", "lái", "xe"], "nghị định"),
    (["xây", "dựng", "nhà", "ở"], "luật"),
    (["xậy", "nhà"], "nghị định"),
    ([], "luật"),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("searching")
    return bulk_index(folder / "ours", [CORPUS[:3], CORPUS[3:]]).searcher()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(q.Prefix("text", "x"), [0, 1, 2, 3], id="prefix"),
        pytest.param(q.Prefix("text", ""), [0, 1, 2, 3], id="empty prefix"),
        pytest.param(q.Wildcard("text", "x?y"), [0, 2, 3], id="wildcard"),
        pytest.param(q.Wildcard("text", "*p"), [0, 1], id="leading wildcard"),
        pytest.param(q.Regex("text", "x[ây]+y"), [0, 2], id="regular expression"),
        pytest.param(q.FuzzyTerm("text", "xây"), [0, 2, 3], id="fuzzy"),
        pytest.param(q.FuzzyTerm("text", "dựn", maxdist=1), [0, 2], id="fuzzy, one missing"),
        pytest.param(q.FuzzyTerm("text", "zây", prefixlength=1), [], id="fuzzy, other prefix"),
        pytest.param(q.TermRange("text", "giấy", "nhà"), [0, 1, 2, 3], id="range"),
        pytest.param(q.TermRange("text", "nhà", "nhà", True, False), [], id="range, open start"),
        pytest.param(q.TermRange("text", None, "cấp"), [0], id="range without start"),
        pytest.param(q.TermRange("text", "ở", None), [2], id="range without end"),
        pytest.param(q.Every(), [0, 1, 2, 3, 4], id="every"),
        pytest.param(q.Every("text"), [0, 1, 2, 3], id="every of a field"),
        pytest.param(q.Not(q.Term("text", "nhà")), [0, 1, 4], id="not"),
        pytest.param(q.Require(q.Term("text", "nhà"), q.Term("kind", "luật")), [2], id="require"),
        pytest.param(q.ConstantScoreQuery(q.Term("text", "nhà")), [2, 3], id="constant score"),
        pytest.param(q.Term("vắng", "nhà"), [], id="unknown field"),
        pytest.param(q.Phrase("text", ["nhà"]), [2, 3], id="phrase of one word"),
        pytest.param(q.And([]), [], id="empty conjunction"),
        pytest.param(q.Or([]), [], id="empty disjunction"),
        pytest.param(q.NullQuery, [], id="null query"),
    ],
)
def test_matches(searcher: Any, query: q.Query, expected: list[int]) -> None:
    assert searching.matching(searcher.reader(), query).tolist() == expected
    found = searching.search(searcher.reader(), query, 10, weighting=scoring.BM25F())
    assert sorted(found.docnums.tolist()) == expected


def test_conditions_score_their_boost(searcher: Any) -> None:
    query = q.Prefix("text", "x", boost=2.5)
    found = searching.search(searcher.reader(), query, 10, weighting=scoring.BM25F())
    assert found.scores.tolist() == [2.5] * 4
    assert found.docnums.tolist() == [0, 1, 2, 3]


def test_a_prefix_can_be_scored_as_its_terms(searcher: Any) -> None:
    scored = q.Prefix("text", "xâ", constantscore=False)
    found = searching.search(searcher.reader(), scored, 10, weighting=scoring.BM25F())
    expected = searching.search(
        searcher.reader(), q.Term("text", "xây"), 10, weighting=scoring.BM25F()
    )
    assert found.docnums.tolist() == expected.docnums.tolist()
    assert np.allclose(found.scores, expected.scores)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(q.Or([q.Term("text", "xây"), q.Term("text", "phép")]), id="or"),
        pytest.param(q.And([q.Term("text", "xây"), q.Term("text", "dựng")]), id="and"),
    ],
)
def test_a_filter_restricts_without_touching_scores(searcher: Any, query: q.Query) -> None:
    condition = q.Term("kind", "luật")
    free = searching.search(searcher.reader(), query, 10, weighting=scoring.BM25F())
    found = searching.search(
        searcher.reader(), query, 10, weighting=scoring.BM25F(), filter=condition
    )
    allowed = {0, 2, 4}
    kept = [
        (d, s)
        for d, s in zip(free.docnums.tolist(), free.scores.tolist(), strict=True)
        if d in allowed
    ]
    assert list(zip(found.docnums.tolist(), found.scores.tolist(), strict=True)) == kept
    assert found.total == len(kept)


def test_a_query_that_cannot_be_run_says_so(searcher: Any) -> None:
    with pytest.raises(QueryError, match="SpanFirst"):
        searching.matching(searcher.reader(), q.SpanFirst(q.Term("text", "nhà")))


def test_a_limit_below_one_is_refused(searcher: Any) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        searching.search(searcher.reader(), q.Every(), 0, weighting=scoring.BM25F())


def test_a_phrase_needs_positions(searcher: Any) -> None:
    with pytest.raises(QueryError, match="folded"):
        searching.matching(searcher.reader(), q.Phrase("folded", ["xây", "dựng"]))


def test_another_weighting_is_refused(searcher: Any) -> None:
    with pytest.raises(TypeError, match="BM25F"):
        searching.search(searcher.reader(), q.Term("text", "nhà"), 10, weighting=scoring.TF_IDF())


class OwnWeighting(scoring.BM25F):  # type: ignore[misc]
    asked: list[str]

    def idf(self, searcher: Any, fieldname: str, text: str) -> float:
        self.asked.append(text)
        return 2.0

    def parameters(self, fieldname: str) -> tuple[float, float]:
        return 0.0, 0.0


def test_a_weighting_brings_its_own_idf_and_parameters(searcher: Any) -> None:
    weighting = OwnWeighting()
    weighting.asked = []
    query = q.Or([q.Term("text", "nhà", boost=3.0), q.Term("text", "nhà")])
    found = searching.search(searcher.reader(), query, 10, weighting=weighting)
    assert found.scores.tolist() == [8.0, 8.0]
    assert found.docnums.tolist() == [2, 3]
    assert weighting.asked == ["nhà"]
