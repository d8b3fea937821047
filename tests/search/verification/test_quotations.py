"""What a draft quotes is compared with the text, whatever else is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.search.verification.quotations import difference

TEXT = (
    "Điều 2. Mức thu phí\n1. Người lớn: 30.000 đồng/người/lượt, thu một lần tại cổng.\n"
    "2. Trẻ em dưới 06 tuổi được miễn phí tham quan; học sinh được giảm một nửa."
)


@pytest.mark.parametrize(
    "quotation",
    [
        "Người lớn: 30.000 đồng/người/lượt, thu một lần tại cổng",
        "người lớn 30.000 đồng / người / lượt thu một lần tại cổng.",
        "Trẻ em dưới 06 tuổi … học sinh được giảm một nửa" * 1,
        "Trẻ em dưới 06 tuổi được miễn phí tham quan",
    ],
)
def test_what_stands_there_is_no_difference(quotation: str) -> None:
    assert not difference(quotation, TEXT)


def test_another_word_is_shown_beside_the_right_one() -> None:
    found = difference("Người lớn: 35.000 đồng/người/lượt, thu một lần tại cổng", TEXT)
    assert found == "Người lớn [-35-] {+30+} 000 đồng người lượt thu một lần tại cổng"


def test_words_left_out_and_put_in_are_shown() -> None:
    left_out = difference("Trẻ em dưới 06 tuổi được miễn tham quan; học sinh được giảm", TEXT)
    assert left_out
    assert "{+phí+}" in left_out
    put_in = difference("Trẻ em dưới 06 tuổi được miễn phí tham quan hằng năm; học sinh", TEXT)
    assert put_in
    assert "[-hằng năm-]" in put_in


@pytest.mark.parametrize(
    "words", ["phí tham quan", "Ủy ban nhân dân các xã tổ chức thực hiện việc này"]
)
def test_a_term_or_words_of_another_text_are_no_quotation(words: str) -> None:
    assert difference(words, TEXT) is None


WORDS = [f"từ{i}" for i in range(60)]


@given(st.lists(st.sampled_from(WORDS), min_size=12, max_size=120), st.data())
def test_any_stretch_of_a_text_is_quoted_rightly(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 10))
    size = data.draw(st.integers(8, len(words) - start))
    assert difference(" ".join(words[start : start + size]), " ".join(words)) == ""
