from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchkit.text.spelling.syllables import fold_term, syllable_terms, syllables, term_spans

APOSTROPHES = str.maketrans("", "", "'’ʼ‘`")
"""``H'Niê`` is one token, and meets ``HNiê``."""

LETTERS = st.text(st.sampled_from("aăâđƠừyABĐ\u0301 .,-/1 9\nßİΣ北é"), max_size=30)


@given(LETTERS | st.text(max_size=30))
@example("B`A H'Niê")
def test_terms_are_the_syllables_of_a_text_in_lower_case(text: str) -> None:
    def term(token: str) -> str:
        return token.lower().translate(APOSTROPHES)

    assert syllable_terms(text) == [term(syllable.text) for syllable in syllables(text)]
    assert syllable_terms(text) == [term(text[start:end]) for start, end in term_spans(text)]


@pytest.mark.parametrize(
    ("term", "folded"),
    [
        pytest.param("nghị", "nghi", id="tone"),
        pytest.param("đường", "duong", id="letter of its own"),
        pytest.param("may", "may", id="bare"),
        pytest.param("2025", "2025", id="number"),
        pytest.param("t.ư", "t.u", id="abbreviation"),
        pytest.param("e\u0301", "e", id="combining mark"),
        pytest.param("\u0301", "\u0301", id="nothing but a mark"),
    ],
)
def test_folding_a_term(term: str, folded: str) -> None:
    assert fold_term(term) == folded


def test_a_very_long_token_is_cut_off() -> None:
    assert syllable_terms("Đ" * 100_000) == ["đ" * 64]


@given(LETTERS)
def test_a_folded_term_is_a_term_that_folds_to_itself(text: str) -> None:
    for term in syllable_terms(text):
        folded = fold_term(term)
        assert folded
        assert not any(character.isspace() for character in folded)
        assert fold_term(folded) == folded
