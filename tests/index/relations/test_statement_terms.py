"""What is stored of statements comes back, and terms say what they were made of."""

from __future__ import annotations

import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from searchkit.documents.relations.model import (
    ENDING,
    THIS,
    Cited,
    Effect,
    Relation,
    RelationKind,
    Statements,
)
from searchkit.index.relations.statement_terms import (
    RelationTerm,
    effect_days,
    pack_statements,
    relation_terms,
    tells_an_end,
    unpack_statements,
)

KEYS = st.sampled_from(["10/2020/nd-cp", "18-nq/tw", "@luat dat dai 2024"])
CITED = st.builds(Cited, KEYS, st.sampled_from(["", "2020-01-02"]), st.text(max_size=5))
PLACES = st.lists(st.sampled_from(["Điều 5", "khoản 2 Điều 7"]), max_size=2).map(tuple)
RELATIONS = st.builds(
    Relation,
    st.sampled_from(RelationKind),
    CITED,
    st.one_of(st.just(THIS), CITED),
    PLACES,
    st.booleans(),
    st.text(max_size=5),
    st.sampled_from(["", "2025-01-01"]),
    excepted=PLACES,
)
EFFECTS = st.builds(
    Effect,
    st.one_of(st.none(), st.dates(dt.date(1950, 1, 1))),
    st.sampled_from(["", "signing", "gazette"]),
    st.integers(0, 100),
    st.integers(0, 12),
    st.booleans(),
    PLACES,
    PLACES,
    st.booleans(),
)
SAID = st.builds(
    Statements,
    st.lists(RELATIONS, max_size=3).map(tuple),
    st.lists(EFFECTS, max_size=3).map(tuple),
)


@given(SAID)
def test_what_is_stored_comes_back(said: Statements) -> None:
    stored = json.loads(json.dumps(pack_statements(said)))
    assert unpack_statements({"statements": stored}) == said


@given(SAID)
def test_a_relation_is_found_from_both_ends(said: Statements) -> None:
    terms = [RelationTerm.read(term) for term in relation_terms(said)]
    for one in said.relations:
        assert any(term.key == one.target.key and not term.does for term in terms)
        if one.source:
            assert any(term.key == one.source.key and term.does for term in terms)


@given(SAID)
def test_a_term_tells_an_end_as_the_relation_does(said: Statements) -> None:
    for term in relation_terms(said):
        one = RelationTerm.read(term)
        assert tells_an_end(term) == (not one.does and one.kind in ENDING)


@given(SAID, st.sampled_from(["", "2024", "2024-02-29"]))
def test_days_of_effect_are_days_or_unknown(said: Statements, date: str) -> None:
    for day in effect_days(said, date):
        assert day == "" or dt.date.fromisoformat(day)
