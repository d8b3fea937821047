from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings

from searchkit.text.spelling.orthography import (
    compose,
    is_legal_syllable,
    is_unified,
    legal_syllables,
    split_syllable,
)
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


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("chất lựơng nứơc", "chất lượng nước"),
        ("baỏ đảm, kiểm đêm taì sản", "bảo đảm, kiểm đêm tài sản"),
        ("vịêc cuả đơn vị", "việc của đơn vị"),
        ("hòan thành tòan bộ khỏan thu", "hoàn thành toàn bộ khoản thu"),
        ("kết qủa, gỉai quyết, qúy I", "kết quả, giải quyết, quý I"),
        ("điạ phương, nghiã vụ, nưã", "địa phương, nghĩa vụ, nữa"),
        ("LỰƠNG Lựơng HOÀN Tòan", "LƯỢNG Lượng HOÀN Toàn"),
        ('(lựơng), lựơng1, "lựơng"', '(lượng), lượng1, "lượng"'),
        ("đêù đặn, yêú tố, nhiêù, naỳ", "đều đặn, yếu tố, nhiều, này"),
    ],
)
def test_a_tone_on_the_wrong_vowel_moves_to_the_right_one(slip: str, meant: str) -> None:
    assert unify_tones(slip) == meant


def test_every_slip_of_every_syllable_is_mended_and_no_legal_syllable_changes() -> None:
    vowels = frozenset("aăâeêioôơuưy")
    for syllable in legal_syllables():
        parts = split_syllable(syllable)
        assert parts is not None
        meant = compose(*parts)
        assert unify_tones(syllable) == meant
        letters = unicodedata.normalize("NFD", syllable)
        bare = unicodedata.normalize("NFC", "".join(c for c in letters if c != parts.tone))
        for place, letter in enumerate(bare, start=1):
            slip = unicodedata.normalize("NFC", bare[:place] + parts.tone + bare[place:])
            if parts.tone and letter in vowels and not is_legal_syllable(slip):
                assert unify_tones(slip) == meant


@pytest.mark.parametrize(
    "foreign",
    [
        "café résumé Raúl país",
        "lưọng",  # the mark of ơ is missing, not the tone misplaced
        "lựớng",  # two tones
        "xlựơng lựơngx",
        "Đăk Niê H'Blưh Krông Ana",
        "Huế, thuở, quý, gìn giữ, giò, giúp, quả, giả, của, địa, thuế, tùy",
    ],
)
def test_words_that_are_no_slips_stay(foreign: str) -> None:
    assert unify_tones(foreign) == foreign


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


@settings(max_examples=200)
@given(texts)
def test_a_short_text_is_spelled_as_within_a_long_one(text: str) -> None:
    long = f"{text} {'.' * 3000}"
    assert unify_tones(unicodedata.normalize("NFC", text)) == unify_tones(
        unicodedata.normalize("NFC", long)
    ).removesuffix(f" {'.' * 3000}")


def test_a_legal_syllable_is_unified_where_nothing_of_it_moves() -> None:
    for syllable in legal_syllables():
        moved = unify_tones(syllable + " " * 3000).rstrip()
        assert is_unified(syllable) == (moved == syllable)
