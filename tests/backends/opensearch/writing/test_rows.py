"""Analysed documents as rows: valid JSON, with all that they store."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.backends.base import Fields
from searchkit.backends.opensearch.values import column_of, value_of
from searchkit.backends.opensearch.writing.rows import BODY_LENGTH, packing
from searchkit.token_stream import Stream, TermSequences

FIELDS = Fields(("text", "pairs"), ("text",), ("kind",), ("title", "body", "context"))


def stream(*documents: tuple[str, ...]) -> Stream:
    column = TermSequences()
    for number, terms in enumerate(documents):
        column.give(terms, number)
    return column.stream(len(documents))


def test_a_row_has_its_tokens_terms_and_stored_fields() -> None:
    streams = {
        "text": stream(("cấp", "giấy", "cấp"), ()),
        "pairs": stream(("cap giay", 'x"y\\ z'), ()),
        "kind": stream(("đầu",), ("a", "b")),
    }
    long = "x" * (BODY_LENGTH + 1)
    stored = [{"title": ["a", 1], "body": long}, {"title": "\ud800"}]
    batch = pickle.loads(pickle.dumps(packing(FIELDS, ("kind", "đầu"))(streams, stored)))
    head, other = batch.rows
    assert json.loads(b"{" + head.members + b"}") == {
        "text": "cấp giấy cấp",
        "pairs": 'cap_giay x"y\\_z',
        "kind": ["đầu"],
        "title": '["a",1]',
        "len": {"text": 3, "pairs": 2},
        "bodies": 2,
    }
    assert (head.is_head, head.lengths) == (True, (3, 2))
    assert "".join(json.loads(json.loads(body)["body"]) for body in head.bodies) == long
    assert json.loads(json.loads(b"{" + other.members + b"}")["title"]) == "\ud800"
    assert (other.is_head, other.lengths, other.bodies) == (False, (0, 0), ())
    assert set(batch.streams) == {"text"}


def test_neighbours_know_with_whom_they_share_a_context() -> None:
    streams = {"text": stream((), (), ())}
    stored = [{"context": ["a"]}, {"context": ["a"]}, {"context": ["b"]}]
    rows = packing(FIELDS, ("", ""))(streams, stored).rows
    kept = [value_of(json.loads(b"{" + row.members + b"}")["context"]) for row in rows]
    assert kept == [[["a"], 0, 1], [["a"], 1, 0], [["b"], 0, 0]]


def test_a_row_brings_the_context_of_the_head_of_its_block() -> None:
    streams = {"text": stream((), (), (), ()), "kind": stream((), ("đầu",), (), ("đầu",))}
    stored = [{"context": [name]} for name in "abcd"]
    rows = packing(FIELDS, ("kind", "đầu"))(streams, stored).rows
    kept = [json.loads(b"{" + row.members + b"}").get("head") for row in rows]
    assert [own and value_of(own) for own in kept] == [None, None, [["b"], 0, 0], None]


@given(st.recursive(st.text() | st.integers(), st.lists, max_leaves=4), st.integers(0, 30_000))
def test_a_value_comes_back_from_its_column(value: Any, length: int) -> None:
    for own in (value, ["ề" * length, value]):
        column = column_of(own)
        assert value_of(sorted(column, key=str.encode)) == own
        assert all(len(piece.encode()) <= 32_766 for piece in column)


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="'text' has 1 documents, stored has 2"):
        packing(FIELDS, ("", ""))({"text": stream(("a",))}, [{}, {}])
