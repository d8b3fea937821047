"""Terms as a cluster holds them: one token each, and themselves again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.backends.opensearch.tokens import (
    LONGEST_KEYWORD,
    LONGEST_TOKEN,
    exact_term_of,
    keyword_of,
    term_of,
    token_of,
)

# No letters of the last plane, which is for private use: they stand for others here.
letters = st.characters(max_codepoint=0xFFFFF)
ANYTHING = st.text(letters, max_size=40)


@given(ANYTHING)
def test_a_token_is_its_term_again(term: str) -> None:
    assert term_of(token_of(term)) == term
    assert exact_term_of(keyword_of(term)) == term


@given(ANYTHING)
def test_a_token_has_no_blank_and_can_be_sent(term: str) -> None:
    token = token_of(term)
    # The whitespace of Java is a part of that of Python.
    assert not any(letter.isspace() and letter not in "\x85\xa0\u2007\u202f" for letter in token)
    assert token
    assert token.encode()
    assert keyword_of(term).encode() is not None


@pytest.mark.parametrize("term", ["nghị", "30/2020/nđ-cp", "50%", "đ"])
def test_what_texts_are_made_of_stays_as_it_is(term: str) -> None:
    assert token_of(term) == keyword_of(term) == term


def test_the_blank_of_a_pair_can_be_read() -> None:
    assert token_of("nghi quyet") == "nghi_quyet"
    assert token_of("nghi_quyet") != "nghi_quyet"


@pytest.mark.parametrize("letter", ["a", "𝒶", "ệ"])
def test_very_long_terms_are_cut_but_stay_apart(letter: str) -> None:
    tokens = {token_of(letter * n) for n in range(LONGEST_TOKEN, LONGEST_TOKEN + 5)}
    assert len(tokens) == 5
    assert all(len(token.encode("utf-16-le")) <= 2 * 255 for token in tokens)
    keywords = {keyword_of(letter * n) for n in range(LONGEST_KEYWORD, LONGEST_KEYWORD + 5)}
    assert len(keywords) == 5
    assert all(len(keyword.encode()) <= 32766 for keyword in keywords)
