from __future__ import annotations

import pytest
from hypothesis import given, settings

from searchkit.text.legality import is_legal_syllable
from searchkit.text.tones import modernize_tones
from tests.text.strategies import texts

_OLD = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_NEW = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_PAIRS = list(zip(_OLD, _NEW, strict=True))


@pytest.mark.parametrize(("old", "new"), _PAIRS, ids=_NEW)
@pytest.mark.parametrize("onset", ["", "h", "t", "đ", "kh", "th", "ng"])
def test_the_tone_of_an_open_syllable_moves_to_the_first_vowel(
    onset: str, old: str, new: str
) -> None:
    assert modernize_tones(onset + old) == onset + new
    assert modernize_tones((onset + old).upper()) == (onset + new).upper()
    assert modernize_tones((onset + old).capitalize()) == (onset + new).capitalize()


@pytest.mark.parametrize(
    "untouched",
    [
        "quý Quỳ QUỶ quỹ",
        "hoàn khoảng hoạch toán loét thuỷnh khuỷu ngoèo xoáy quỵt",
        "hòa ủy thúy khỏe",
        "Chloé canoé Oáý soàr",
        "hoa khoe thuy",
        "hoà\u0302",
        "oá́",
    ],
)
def test_everything_else_stays(untouched: str) -> None:
    assert modernize_tones(untouched) == untouched


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            "hoà-bình, (thuỷ) “xoá” hoà_thuận", "hòa-bình, (thủy) “xóa” hòa_thuận", id="around"
        ),
        pytest.param("HoÀ hOà", "HòA hÒa", id="mixed-case"),
        pytest.param("hoà\nuỷ", "hòa\nủy", id="lines"),
    ],
)
def test_a_syllable_ends_where_no_letter_follows(old: str, new: str) -> None:
    assert modernize_tones(old) == new


@settings(max_examples=400, deadline=None)
@given(texts)
def test_it_moves_marks_and_nothing_else(text: str) -> None:
    result = modernize_tones(text)
    assert len(result) == len(text)
    assert modernize_tones(result) == result
    assert all(a == b or a.isalpha() for a, b in zip(text, result, strict=True))


@pytest.mark.parametrize(("old", "new"), _PAIRS, ids=_NEW)
def test_the_result_is_a_legal_syllable(old: str, new: str) -> None:
    assert is_legal_syllable("h" + modernize_tones(old))
