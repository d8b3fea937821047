"""Headings whose letters are set apart read as the words that they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.spelling.letterspacing import join_letters
from searchkit.text.spelling.normalization import normalize
from tests.text.strategies import texts


@pytest.mark.parametrize(
    ("apart", "joined"),
    [
        ("Q U Y Ế T   Đ Ị N H", "QUYẾT ĐỊNH"),
        ("N G H Ị  Q U Y Ế T", "NGHỊ QUYẾT"),
        ("N G H Ị Q U Y Ế T", "NGHỊ QUYẾT"),
        ("T I Ê U   C H U Ẩ N   Q U Ố C   G I A", "TIÊU CHUẨN QUỐC GIA"),
        ("T H Ô N G   B Á O\nVề việc nghỉ lễ", "THÔNG BÁO\nVề việc nghỉ lễ"),
        ("B Á O C Á O", "BÁO CÁO"),
        ("K Ế  H O Ạ C H số 5", "KẾ HOẠCH số 5"),
        ("(C Ô N G  V Ă N)", "(CÔNG VĂN)"),
        ("Q u y ế t  đ ị n h", "Quyết định"),
    ],
)
def test_letters_set_apart_are_joined(apart: str, joined: str) -> None:
    assert join_letters(apart) == joined
    assert str(normalize(apart)) == joined


@pytest.mark.parametrize(
    "text",
    [
        "A B C D",
        "các điểm a b c d đ e",
        "đáp án: B A D C A",
        "P H Ư Ơ N G Á N",  # phương án or phươn gán
        "X Y Z T U",
        "Ô T Ô",
        "H Ộ I 1 2 3",
        "số a b c 1",
        "Ủy ban nhân dân xã A B",
    ],
)
def test_other_lone_letters_stay(text: str) -> None:
    assert join_letters(text) == text


def test_offsets_lead_back_to_the_letters_set_apart() -> None:
    text = "Số 5\u200b\nQ U Y E\u0302\u0301 T   Đ Ị N H\nĐiều 1"
    normalized = normalize(text)
    assert str(normalized) == "Số 5\nQUYẾT ĐỊNH\nĐiều 1"
    start = str(normalized).index("ĐỊNH")
    first, last = normalized.span(start, start + 4)
    assert text[first:last] == "Đ Ị N H"
    first, last = normalized.span(start - 6, start + 4)
    assert text[first:last] == "Q U Y E\u0302\u0301 T   Đ Ị N H"


@settings(max_examples=300, deadline=None)
@given(texts | st.text(st.sampled_from("AÁBCNGHO ị"), max_size=30))
def test_only_spaces_go_and_once_is_enough(text: str) -> None:
    joined = join_letters(text)
    assert joined.replace(" ", "") == text.replace(" ", "")
    assert join_letters(joined) == joined
