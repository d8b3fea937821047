from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings

from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import (
    fold_term,
    fold_terms,
    lower_term,
    syllable_terms,
    syllables,
    term_spans,
)
from tests.text.strategies import texts

_MANY = settings(max_examples=300, deadline=None)


def _found(text: str) -> str:
    """Return the tokens with the first letter of each kind: ``1.500:n đồng:w``."""
    return " ".join(f"{token.text}:{token.kind[0]}" for token in syllables(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Ủy ban nhân dân", "Ủy:w ban:w nhân:w dân:w", id="words"),
        pytest.param("(bộ máy), “tinh gọn”!", "bộ:w máy:w tinh:w gọn:w", id="punctuation"),
        pytest.param("1.000.000 đồng", "1.000.000:n đồng:w", id="thousands"),
        pytest.param("1,000,000.50", "1,000,000.50:n", id="thousands-english"),
        pytest.param("12.345.678,90", "12.345.678,90:n", id="thousands-and-decimals"),
        pytest.param("3,5 và 0.75", "3,5:n và:w 0.75:n", id="decimals"),
        pytest.param("tăng 20%, 7,5%.", "tăng:w 20:n 7,5:n", id="percent"),
        pytest.param("5.000.000đ và 15km", "5.000.000:n đ:w và:w 15km:w", id="units"),
        pytest.param("năm 2025. Điều 6", "năm:w 2025:n Điều:w 6:n", id="end-of-sentence"),
        pytest.param("điểm 1,2,3 mục 1.1.2", "điểm:w 1:n 2:n 3:n mục:w 1:n 1:n 2:n", id="lists"),
        pytest.param("17/2/2025, 17.02.2025", "17:n 2:n 2025:n 17:n 02:n 2025:n", id="dates"),
        pytest.param("T.Ư.an", "T.Ư:a an:w", id="a-word-behind-letters-with-dots"),
        pytest.param("T.Ư, U.B.N.D. v.v.", "T.Ư:a U.B.N.D:a v.v:a", id="letters-with-dots"),
        pytest.param("TP. Huế, TP.HCM", "TP:a Huế:w TP:a HCM:w", id="city"),
        pytest.param("GS.TS. Lê, ThS. Trần", "GS:a TS:a Lê:w ThS:a Trần:w", id="degrees"),
        pytest.param("tr. 15", "tr:a 15:n", id="page"),
        pytest.param("A.Bình", "A:w Bình:w", id="initial"),
        pytest.param("30/2020/NĐ-CP", "30:n 2020:n NĐ:w CP:w", id="number-of-a-decree"),
        pytest.param("15/2025/QH15", "15:n 2025:n QH15:w", id="number-of-a-law"),
        pytest.param("30c/NQ-CP", "30c:w NQ:w CP:w", id="number-with-a-letter"),
        pytest.param("2231/SNV-CCHC&PC", "2231:n SNV:w CCHC:w PC:w", id="number-of-a-letter"),
        pytest.param("Điều 5a", "Điều:w 5a:w", id="inserted-article"),
        pytest.param("1. Mở đầu\nIV. Kết", "1:o Mở:w đầu:w IV:o Kết:w", id="ordinals-with-dot"),
        pytest.param("a) một; đ) hai", "a:o một:w đ:o hai:w", id="ordinals-with-bracket"),
        pytest.param("khoản 1. Điều", "khoản:w 1:n Điều:w", id="no-ordinal-within-a-line"),
        pytest.param("hòa_bình __ _x", "hòa:w bình:w x:w", id="underscore"),
        pytest.param("Cư M’gar, R'lấp", "Cư:w M’gar:w R'lấp:w", id="apostrophe"),
        pytest.param("H'Hen Niê, K’Bông, Đ'ran", "H'Hen:w Niê:w K’Bông:w Đ'ran:w", id="names"),
        pytest.param("nhóm 'B' và 'từ'", "nhóm:w B:w và:w từ:w", id="quotation-marks"),
        pytest.param(
            "don't O'Brien Y' '5", "don:w t:w O:w Brien:w Y:w 5:n", id="other-apostrophes"
        ),
        pytest.param("gặp 中国公安部.", "gặp:w 中:w 国:w 公:w 安:w 部:w", id="chinese"),
        pytest.param("A中5条b", "A:w 中:w 5:n 条:w b:w", id="chinese-among-letters"),
        pytest.param("삼성전자는", "삼:w 성:w 전:w 자:w 는:w", id="korean"),
        pytest.param("วิทยุ ลาว", "วิ:w ท:w ยุ:w ล:w า:w ว:w", id="thai"),
        pytest.param("… – № % § \U0001f600", "", id="no-token"),
        pytest.param("", "", id="empty"),
    ],
)
def test_syllables(text: str, found: str) -> None:
    assert _found(text) == found


@_MANY
@given(texts)
def test_tokens_come_in_order_with_exact_offsets(text: str) -> None:
    end = 0
    for token in syllables(text):
        assert end <= token.start < token.end
        assert text[token.start : token.end] == token.text
        end = token.end


@_MANY
@given(texts)
def test_no_letter_and_no_digit_is_lost(text: str) -> None:
    inside = {i for token in syllables(text) for i in range(token.start, token.end)}
    assert all(i in inside for i, character in enumerate(text) if character.isalnum())


@_MANY
@given(texts)
def test_the_fast_way_finds_the_same_tokens(text: str) -> None:
    found = syllables(text)
    assert syllable_terms(text) == [lower_term(token.text) for token in found]
    assert term_spans(text) == [(token.start, token.end) for token in found]


@_MANY
@given(texts)
def test_a_token_is_one_token_by_itself(text: str) -> None:
    for token in syllables(text):
        assert [one.text for one in syllables(token.text)] == [token.text]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("R'Lấp", ["rlấp"]),
        ("r’lấp", ["rlấp"]),
        ("Rlấp", ["rlấp"]),
        ("H'Hen Niê", ["hhen", "niê"]),
    ],
)
def test_a_name_is_one_term_with_its_apostrophe_and_without(text: str, terms: list[str]) -> None:
    assert syllable_terms(text) == terms


def test_marks_belong_to_their_letter() -> None:
    text = "Nghị quyết số 18"
    decomposed = unicodedata.normalize("NFD", text)
    assert [unicodedata.normalize("NFC", t.text) for t in syllables(decomposed)] == text.split()


def test_offsets_lead_back_to_the_text_as_it_was() -> None:
    original = "Theo Nghi\u0323 đi\u0323nh 30/2020/N\u00d0-CP,\u00a0UỶ BAN"
    normalized = normalize(original)
    pieces = [original[slice(*normalized.span(t.start, t.end))] for t in syllables(str(normalized))]
    assert pieces == [
        "Theo", "Nghi\u0323", "đi\u0323nh", "30", "2020", "N\u00d0", "CP", "UỶ", "BAN",
    ]  # fmt: skip


_N = 100_000


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("a" * 5 * _N, 1, id="one-letter"),
        pytest.param("a" + "\u0301" * 5 * _N, 1, id="marks"),
        pytest.param("1" * 5 * _N, 1, id="digits"),
        pytest.param("1" * 5 * _N + "a", 1, id="digits-and-a-letter"),
        pytest.param("." * 5 * _N, 0, id="dots"),
        pytest.param(" " * 5 * _N, 0, id="spaces"),
        pytest.param("\n" * 5 * _N, 0, id="lines"),
        pytest.param("_" * 5 * _N, 0, id="underscores"),
        pytest.param("1." * _N, _N, id="paths-of-numbers"),
        pytest.param("1" + ".000" * _N, 1, id="thousands"),
        pytest.param("1" + ".000" * _N + "0", _N + 1, id="thousands-that-fail"),
        pytest.param("1," * _N, _N, id="list"),
        pytest.param("a." * _N + "a", 1, id="letters-with-dots"),
        pytest.param("a." * _N + "aa", 2, id="letters-with-dots-that-fail"),
        pytest.param("a)\n" * _N, _N, id="ordinals"),
    ],
)
def test_no_text_is_too_long(text: str, count: int) -> None:
    assert len(syllables(text)) == len(syllable_terms(text)) == count


@_MANY
@given(texts)
@example("了 Đất ǅ ½ ΑΣ H'Niê")
@example("")
def test_many_terms_are_folded_as_each_alone(text: str) -> None:
    terms = syllable_terms(text)
    assert fold_terms(terms) == [fold_term(term) for term in terms]
