from __future__ import annotations

import pytest
from hypothesis import given, settings

from searchkit.text.spelling.orthography import is_legal_syllable
from searchkit.text.spelling.tones import unify_tones
from tests.text.strategies import texts

_ON_LAST = (
    "oà",
    "oá",
    "oả",
    "oã",
    "oạ",
    "oè",
    "oé",
    "oẻ",
    "oẽ",
    "oẹ",
    "uỳ",
    "uý",
    "uỷ",
    "uỹ",
    "uỵ",
)
_ON_FIRST = (
    "òa",
    "óa",
    "ỏa",
    "õa",
    "ọa",
    "òe",
    "óe",
    "ỏe",
    "õe",
    "ọe",
    "ùy",
    "úy",
    "ủy",
    "ũy",
    "ụy",
)
_PAIRS = list(zip(_ON_LAST, _ON_FIRST, strict=True))


@pytest.mark.parametrize(("last", "first"), _PAIRS, ids=_ON_FIRST)
@pytest.mark.parametrize("onset", ["", "h", "t", "đ", "kh", "th", "ng"])
def test_the_tone_of_an_open_syllable_moves_to_the_first_vowel(
    onset: str, last: str, first: str
) -> None:
    assert unify_tones(onset + last) == onset + first
    assert unify_tones((onset + last).upper()) == (onset + first).upper()
    assert unify_tones((onset + last).capitalize()) == (onset + first).capitalize()


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
    assert unify_tones(untouched) == untouched


@pytest.mark.parametrize(
    ("last", "first"),
    [
        pytest.param(
            "hoà-bình, (thuỷ) “xoá” hoà_thuận", "hòa-bình, (thủy) “xóa” hòa_thuận", id="around"
        ),
        pytest.param("HoÀ hOà", "HòA hÒa", id="mixed-case"),
        pytest.param("hoà\nuỷ", "hòa\nủy", id="lines"),
    ],
)
def test_a_syllable_ends_where_no_letter_follows(last: str, first: str) -> None:
    assert unify_tones(last) == first


@settings(max_examples=250, deadline=None)
@given(texts)
def test_it_moves_marks_and_nothing_else(text: str) -> None:
    result = unify_tones(text)
    assert len(result) == len(text)
    assert unify_tones(result) == result
    assert all(a == b or a.isalpha() for a, b in zip(text, result, strict=True))


@pytest.mark.parametrize(("last", "first"), _PAIRS, ids=_ON_FIRST)
def test_the_result_is_a_legal_syllable(last: str, first: str) -> None:
    assert is_legal_syllable("h" + unify_tones(last))
