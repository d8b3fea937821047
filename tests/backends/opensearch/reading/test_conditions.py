"""Conditions in the cluster's language; the contract asks a cluster what they find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.backends.opensearch.reading.conditions import (
    NOTHING,
    Conditions,
    behind_prefix,
    numbered,
)
from searchkit.backends.opensearch.reading.snapshot import EVERY
from searchkit.errors import QueryError
from searchkit.query_tree import And, Near, Not, Or, Phrase, Query, Term, TermRange
from tests.backends.oracle import FIELDS

CONDITIONS = Conditions(FIELDS)


def test_terms_of_one_field_are_one_condition() -> None:
    query = Or((Term("kind", "a"), Or((Term("kind", "b"), Term("text", "đất đai")))))
    assert CONDITIONS.of(query) == {
        "bool": {"should": [{"terms": {"kind": ["a", "b"]}}, {"term": {"text": "đất_đai"}}]}
    }


def test_what_is_not_wanted_leaves_rows_only() -> None:
    unwanted = {"term": {"kind": "a"}}
    assert CONDITIONS.of(Not(Term("kind", "a"))) == {
        "bool": {"filter": [EVERY], "must_not": [unwanted]}
    }
    assert CONDITIONS.of(And((Term("kind", "b"), Not(Term("kind", "a"))))) == {
        "bool": {"filter": [{"term": {"kind": "b"}}], "must_not": [unwanted]}
    }


@pytest.mark.parametrize(
    "query",
    [
        Or(()),
        Phrase("text", ()),
        Phrase("text", (("a",), ())),
        Near("text", (), 1),
        Near("text", ((("a",), ()),), 1),
        TermRange("kind", "b", "a"),
    ],
    ids=str,
)
def test_what_nothing_can_match_asks_for_nothing(query: Query) -> None:
    assert CONDITIONS.of(query) == NOTHING


@pytest.mark.parametrize(
    "query",
    [Phrase("folded", (("a",), ("b",))), Near("folded", ((("a",),), (("b",),)), 1)],
    ids=str,
)
def test_without_positions_there_are_no_phrases(query: Query) -> None:
    with pytest.raises(QueryError, match="'folded' has no positions"):
        CONDITIONS.of(query)


def test_a_range_with_a_beginning_is_one_range() -> None:
    assert CONDITIONS.of(TermRange("date", "2024-03", None, "2024-")) == {
        "range": {"date": {"gte": "2024-03", "lt": "2024."}}
    }
    assert CONDITIONS.of(TermRange("date", None, "2024-03", "2024-")) == {
        "range": {"date": {"gte": "2024-", "lte": "2024-03"}}
    }
    assert CONDITIONS.of(TermRange("date")) == {"exists": {"field": "date"}}


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text())
def test_behind_a_prefix_is_what_does_not_begin_so(prefix: str, more: str) -> None:
    end = behind_prefix(prefix)
    if end is None:
        assert not prefix.strip("\U0010ffff")
    else:
        assert prefix + more < end
        assert not end.startswith(prefix)


def test_neighbouring_numbers_are_asked_for_together() -> None:
    assert numbered([]) == NOTHING
    assert numbered([4]) == {"terms": {"seq": [4]}}
    assert numbered([1, 2, 3, 4, 7]) == {
        "bool": {"should": [{"range": {"seq": {"gte": 1, "lte": 4}}}, {"terms": {"seq": [7]}}]}
    }
    many = [n for n in range(3000) if n % 4]
    assert numbered(many) == {"terms": {"seq": many}}
