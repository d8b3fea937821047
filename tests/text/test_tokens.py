"""A text and the tokens under which the index holds it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.query_streams import query_streams
from searchkit.text.spelling.normalization import normalize
from searchkit.text.tokens import same_token, tokenize


def test_tokens_stand_where_they_were_written() -> None:
    text = unicodedata.normalize("NFD", "Ủy ban  nhân dân, số 18-NQ/TW")
    tokens = tokenize(text)
    assert tokens.folded[:4] == ("uy", "ban", "nhan", "dan")
    pieces = [unicodedata.normalize("NFC", text[start:end]) for start, end in tokens.spans]
    assert pieces[:4] == ["Ủy", "ban", "nhân", "dân"]


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60))
def test_tokens_are_those_of_the_index_in_ascending_places(text: str) -> None:
    tokens = tokenize(text)
    streams = query_streams(normalize(text).text)
    assert list(tokens.folded) == [syllable.folded for syllable in streams.syllables]
    edges = [edge for span in tokens.spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@pytest.mark.parametrize(
    ("asked", "written", "same"),
    [
        ("máy", "máy", True),
        ("may", "máy", True),
        ("máy", "may", True),
        ("mây", "máy", False),
        ("mái", "máy", False),
    ],
)
def test_marks_decide_only_where_both_bear_them(asked: str, written: str, *, same: bool) -> None:
    one, other = tokenize(asked), tokenize(written)
    assert same_token(one.accented[0], one.folded[0], other.accented[0], other.folded[0]) is same
