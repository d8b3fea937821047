"""Kinds of queries that the executor rewrites before it runs them, against stock Whoosh."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import numpy as np
import pytest
from whoosh import fields, index
from whoosh import query as q
from whoosh.query import spans
from whoosh.scoring import BM25F

from searchkit.engine.whoosh import searching
from searchkit.engine.whoosh.codec import ArrayCodec
from searchkit.errors import QueryError
from tests.engine.corpora import Document, bulk_index, stock_index

WEIGHTING = BM25F(K1=1.4, B=0.6)
CORPORA: list[list[Document]] = [
    [
        (["cấp", "giấy", "phép"], "luật"),
        (["cấp", "phép", "giấy", "cấp"], "nghị định"),
        (["nhà"], "luật"),
        (["đường", *["xa"] * 300, "cấp", "test"], "luật"),
    ],
    [(["phép", "cấp", "xa", "giấy"], "luật"), (["testing", "nhà", "cấp"], "luật"), ([], "luật")],
]


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return bulk_index(tmp_path_factory.mktemp("ours"), CORPORA).searcher(weighting=WEIGHTING)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return stock_index(tmp_path_factory.mktemp("stock"), CORPORA).searcher(weighting=WEIGHTING)


def term(text: Any, boost: float = 1.0) -> q.Term:
    return q.Term("text", text, boost=boost)


def found(searcher: Any, query: q.Query) -> dict[int, float]:
    top = searching.search(searcher.reader(), query, 1000, weighting=WEIGHTING)
    return dict(zip(top.docnums.tolist(), top.scores.tolist(), strict=True))


def found_by_whoosh(searcher: Any, query: q.Query) -> dict[int, float]:
    return {hit.docnum: hit.score for hit in searcher.search(query, limit=None, optimize=False)}


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(q.Or([term("cấp"), term("giấy")], scale=0.9), id="scale"),
        pytest.param(
            q.Or([term("cấp", 2.0), term("giấy"), term("vắng"), term("xa")], boost=3.0, scale=0.5),
            id="scale with boosts",
        ),
        pytest.param(
            q.And([term("phép"), q.Or([term("cấp"), term("xa")], scale=0.5)]), id="scale inside"
        ),
        pytest.param(q.Or([term("nhà")], scale=0.5), id="scale of one term"),
        pytest.param(
            q.Or([term("đường"), term("test")], scale=0.5), id="scale of terms of one segment"
        ),
        pytest.param(q.Or([term("cấp"), term("nhà")], minmatch=1), id="at least one"),
        pytest.param(q.Variations("text", "test"), id="variations"),
        pytest.param(q.Variations("text", "vắng"), id="no variations"),
        pytest.param(q.Sequence([term("cấp"), term("giấy")]), id="sequence"),
        pytest.param(q.Sequence([term("cấp"), term("giấy")], slop=2), id="sequence with slop"),
        pytest.param(
            q.Sequence([term("phép"), term("giấy"), term("cấp", 2.0)], boost=2.0),
            id="sequence with boosts",
        ),
        pytest.param(q.Otherwise(term("vắng"), term("nhà")), id="otherwise, the second"),
        pytest.param(q.Otherwise(term("cấp"), term("nhà")), id="otherwise, the first"),
        pytest.param(q.Phrase("text", ["đường", "cấp"], slop=300), id="slop that falls short"),
        pytest.param(q.Phrase("text", ["đường", "cấp"], slop=301), id="slop that reaches"),
        pytest.param(q.Phrase("text", ["đường", "cấp"], slop=10**12), id="slop without end"),
        pytest.param(q.Phrase("text", ["giấy", "phép"], slop=400), id="slop beyond a document"),
        pytest.param(q.Phrase("text", ["cấp".encode(), "giấy".encode()]), id="bytes in a phrase"),
        pytest.param(term("nhà".encode()), id="bytes"),
        pytest.param(term("\ud800"), id="half a character"),
    ],
)
def test_ranks_as_stock_whoosh_does(ours: Any, stock: Any, query: q.Query) -> None:
    expected = found_by_whoosh(stock, query)
    assert found(ours, query) == pytest.approx(expected, rel=1e-12)
    assert searching.matching(ours.reader(), query).tolist() == sorted(expected)


@pytest.mark.parametrize("tiebreak", [0.0, 0.3], ids=["best only", "others count a little"])
def test_disjunction_max_scores_the_best_part(ours: Any, tiebreak: float) -> None:
    """Stock Whoosh also takes the score that a part has in a later document (divergence 4)."""
    parts = [term("cấp"), term("nhà", 2.0), q.And([term("phép"), term("giấy")])]
    scores = [found(ours, part) for part in parts]
    expected = {}
    for document in set().union(*scores):
        own = sorted(score[document] for score in scores if document in score)
        expected[document] = 1.5 * (own[-1] + tiebreak * sum(own[:-1]))
    query = q.DisjunctionMax(parts, boost=1.5, tiebreak=tiebreak)
    assert found(ours, query) == pytest.approx(expected, rel=1e-12)


def test_otherwise_looks_at_the_whole_index(ours: Any) -> None:
    """Stock Whoosh decides segment by segment (divergence 5)."""
    assert sorted(found(ours, q.Otherwise(term("testing"), term("giấy")))) == [5]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        pytest.param(q.Phrase("folded", ["cấp", "giấy"]), "folded", id="phrase without positions"),
        pytest.param(q.Sequence([q.Term("folded", "cấp")] * 2), "folded", id="sequence without"),
        pytest.param(q.Sequence([term("cấp"), q.Term("kind", "luật")]), "one field", id="fields"),
        pytest.param(q.Sequence([term("cấp"), q.Every()]), "terms only", id="sequence of others"),
        pytest.param(q.Sequence([term("cấp")] * 2, ordered=False), "order", id="any order"),
        pytest.param(q.Ordered([term("cấp"), term("giấy")]), "order", id="ordered"),
        pytest.param(q.Or([term("cấp"), term("nhà")], minmatch=2), "minmatch", id="minmatch"),
        pytest.param(q.Or([term("cấp"), q.Every()], scale=0.5), "terms only", id="scale of others"),
        pytest.param(q.Or([term("cấp"), term("nhà")], scale=1.0), "between", id="scale of 1"),
        pytest.param(term("cấp", math.inf), "finite", id="infinite boost"),
        pytest.param(q.Or([term("cấp", math.nan)]), "finite", id="boost that is no number"),
        pytest.param(q.ConstantScoreQuery(term("cấp"), math.inf), "finite", id="infinite score"),
        pytest.param(term(5), "text", id="number in a text"),
        pytest.param(q.NumericRange("text", 1, 5), "no numbers", id="range of a text"),
        pytest.param(q.Prefix("text", 5), "pattern", id="prefix that is no text"),
        pytest.param(q.Regex("text", "("), "regular expression", id="regular expression"),
        pytest.param(spans.SpanFirst(term("cấp")), "SpanFirst", id="spans"),
        pytest.param(q.NestedParent(term("nhà"), term("cấp")), "NestedParent", id="nested"),
    ],
)
def test_what_cannot_be_run_is_refused(ours: Any, query: q.Query, message: str) -> None:
    for whole in (query, q.Not(query), q.AndMaybe(term("nhà"), query), q.Or([term("nhà"), query])):
        with pytest.raises(QueryError, match=message):
            searching.search(ours.reader(), whole, 5, weighting=WEIGHTING)
        with pytest.raises(QueryError, match=message):
            searching.search(ours.reader(), q.Every(), 5, weighting=WEIGHTING, filter=whole)
        with pytest.raises(QueryError, match=message):
            searching.matching(ours.reader(), whole)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(q.Prefix("text", "\ud800"), id="prefix"),
        pytest.param(q.Phrase("text", ["cấp", "\ud800"]), id="phrase"),
        pytest.param(q.TermRange("text", "a", "\ud800"), id="range"),
        pytest.param(q.NumericRange("vắng", 1, 5), id="range of an unknown field"),
        pytest.param(q.Phrase("text", []), id="phrase without words"),
        pytest.param(q.Sequence([]), id="sequence without parts"),
    ],
)
def test_what_no_index_holds_is_not_found(ours: Any, query: q.Query) -> None:
    assert found(ours, query) == {}


@pytest.mark.parametrize("kind", [q.Prefix, q.FuzzyTerm], ids=["prefix", "fuzzy"])
def test_a_condition_scores_the_same_however_many_terms_it_stands_for(ours: Any, kind: Any) -> None:
    """Stock Whoosh scores by BM25 where a segment has one such term (divergence 6)."""
    assert set(found(ours, kind("text", "test", boost=2.0)).values()) == {2.0}


@pytest.mark.parametrize("count", [4096, 4097, 70_000])
def test_an_or_may_have_any_number_of_terms(ours: Any, count: int) -> None:
    few = q.Or([term("cấp"), term("giấy", 0.5)])
    many = q.Or([*few, *(term(f"vắng{i % 100}") for i in range(count - 2))])
    assert found(ours, many) == pytest.approx(found(ours, few), rel=1e-12)


def test_weights_beyond_all_numbers_come_to_an_end(ours: Any) -> None:
    query = q.Or([q.Or([term("cấp", 1e200), term("nhà")], boost=1e200)])
    with np.errstate(over="ignore"):
        assert sorted(found(ours, query)) == [0, 1, 2, 3, 4, 5]


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    searchers = []
    for codec in (ArrayCodec(), None):
        schema = fields.Schema(
            text=fields.TEXT, year=fields.NUMERIC(), when=fields.DATETIME(), kept=fields.BOOLEAN()
        )
        ix = index.create_in(str(tmp_path_factory.mktemp("dated")), schema)
        writer = ix.writer(codec=codec)
        for i in range(300):
            when = dt.datetime(1900 + i % 150, 1 + i % 12, 1)
            writer.add_document(text="văn bản", year=1900 + i % 150, when=when, kept=i % 2 == 0)
        writer.commit()
        searchers.append(ix.searcher(weighting=WEIGHTING))
    return searchers[0], searchers[1]


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(q.Term("year", 2001), id="number"),
        pytest.param(q.Term("year", "2001"), id="number as text"),
        pytest.param(q.Term("year", "năm"), id="no number"),
        pytest.param(q.Term("year", 10**30), id="number too large"),
        pytest.param(q.Term("kept", True), id="truth"),
        pytest.param(q.Term("when", dt.datetime(1912, 1, 1)), id="date"),
        pytest.param(q.And([q.Term("year", 2001), q.Term("text", "bản")]), id="number inside"),
        pytest.param(q.NumericRange("year", 1950, 2003), id="range"),
        pytest.param(q.NumericRange("year", 1950, 2003, True, True, boost=2.5), id="open range"),
        pytest.param(q.NumericRange("year", None, 1950), id="range without start"),
        pytest.param(q.NumericRange("year", 2000, 2000), id="range of one"),
        pytest.param(q.NumericRange("year", 3000, 2000), id="empty range"),
        pytest.param(q.TermRange("year", 1950, 1960), id="range of terms"),
        pytest.param(
            q.DateRange("when", dt.datetime(1950, 1, 1), dt.datetime(2000, 6, 1)),
            id="dates",
        ),
        pytest.param(q.DateRange("when", dt.datetime(1950, 1, 1), None), id="dates from"),
    ],
)
def test_numbers_and_dates(dated: tuple[Any, Any], query: q.Query) -> None:
    ours, stock = dated
    expected = found_by_whoosh(stock, query)
    assert found(ours, query) == pytest.approx(expected, rel=1e-12)
    everything = searching.search(ours.reader(), q.Every(), 1000, weighting=WEIGHTING, filter=query)
    assert sorted(everything.docnums.tolist()) == sorted(expected)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(q.Wildcard("year", "2*"), id="wildcard"),
        pytest.param(q.FuzzyTerm("year", "2000"), id="fuzzy"),
        pytest.param(q.TermRange("year", 1, 2, constantscore=False), id="scored range"),
    ],
)
def test_numbers_have_no_patterns(dated: tuple[Any, Any], query: q.Query) -> None:
    with pytest.raises(QueryError, match="year"):
        searching.search(dated[0].reader(), query, 5, weighting=WEIGHTING)


def test_a_range_needs_numbers(dated: tuple[Any, Any]) -> None:
    with pytest.raises(QueryError, match="year"):
        searching.search(
            dated[0].reader(), q.NumericRange("year", 10**30, None), 5, weighting=WEIGHTING
        )


def test_a_filter_of_numbers_is_found_in_the_cache_again(dated: tuple[Any, Any]) -> None:
    condition = q.NumericRange("year", 1950, 2003)
    runs = [
        searching.search(
            dated[0].reader(), q.Term("text", "bản"), 1000, weighting=WEIGHTING, filter=condition
        )
        for _ in range(2)
    ]
    assert np.array_equal(runs[0].docnums, runs[1].docnums)
