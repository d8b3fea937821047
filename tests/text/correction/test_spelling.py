"""What is misspelt is found, what is meant is proposed, and good Vietnamese is left alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchkit.text.correction.spelling import Correction, correct_spelling
from searchkit.text.correction.syllable_counts import SyllableCounts
from searchkit.text.spelling.folding import fold
from tests.text.small_counts import SENTENCES, counts_of, small_counts


def corrected(text: str, counts: SyllableCounts | None = None) -> str:
    pieces, end = [], 0
    for correction in correct_spelling(text, counts or small_counts()):
        pieces += [text[end : correction.start], correction.replacement]
        end = correction.end
    return "".join([*pieces, text[end:]])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("quyêt", "quyết", id="a lost tone"),
        pytest.param("nhân dn huyện", "nhân dân huyện", id="a lost vowel"),
        pytest.param("nghi quyêt", "nghị quyết", id="two lost tones"),
        pytest.param("đống chí", "đồng chí", id="a wrong tone in a legal syllable"),
        pytest.param("Đống chí chủ tịch", "Đồng chí chủ tịch", id="a capital"),
        pytest.param("tinh giãn biên chế", "tinh giản biên chế", id="hỏi and ngã"),
        pytest.param("xắp xếp tổ chức bộ máy", "sắp xếp tổ chức bộ máy", id="x and s"),
        pytest.param("nghị quiết", "nghị quyết", id="i and y"),
        pytest.param("hội đồng nhân dâng huyện", "hội đồng nhân dân huyện", id="ng and n"),
        pytest.param("ủy ban nhân dna", "ủy ban nhân dân", id="letters swapped"),
        pytest.param("trách nhiêm", "trách nhiệm", id="a lost tone at the end"),
        pytest.param("uy ban nhna dan", "uy ban nhan dan", id="letters of a bare text"),
        pytest.param("NGHỊ QUYÊT", "NGHỊ QUYẾT", id="capitals"),
    ],
)
def test_what_is_misspelt_is_corrected(typed: str, meant: str) -> None:
    assert corrected(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("nghị quyết", id="right"),
        pytest.param("chó", id="a legal syllable alone"),
        pytest.param("nuôi chó", id="a legal syllable among its neighbours"),
        pytest.param("các xã chờ hướng dẫn", id="its neighbour in sound"),
        pytest.param("nghi quyet", id="without any marks"),
        pytest.param("UBND tỉnh", id="an abbreviation"),
        pytest.param("30/2020/NĐ-CP", id="a document number"),
        pytest.param("u3y ban", id="digits in a word"),
        pytest.param("thị trấn Chợ Rã", id="a name"),
        pytest.param("website", id="a foreign word"),
        pytest.param("", id="nothing"),
        pytest.param("...", id="no word"),
    ],
)
def test_what_is_not_misspelt_is_left_alone(text: str) -> None:
    assert correct_spelling(text, small_counts()) == []


def test_an_abbreviation_in_small_letters_is_no_word_with_a_wrong_letter() -> None:
    counts = counts_of(["vốn giải ngân dục được"] * 20)
    assert corrected("giải ngân đưọc", counts) == "giải ngân được"
    assert corrected("giải ngân đtc", counts) == "giải ngân đtc"
    assert corrected("giai ngan dtc", counts) == "giai ngan dtc"


def test_a_correction_tells_where_what_and_how_far() -> None:
    assert correct_spelling("Theo nghi quyêt 18", small_counts()) == [
        Correction(5, 9, "nghi", "nghị", 0.5),
        Correction(10, 15, "quyêt", "quyết", 0.5),
    ]


def test_the_sentences_of_the_index_itself_need_no_correction() -> None:
    for sentence in SENTENCES.splitlines():
        assert correct_spelling(sentence, small_counts()) == []
        assert correct_spelling(fold(sentence), small_counts()) == []


def test_without_counts_nothing_is_corrected() -> None:
    assert correct_spelling("nghi quyêt", SyllableCounts.empty()) == []


@given(st.text(alphabet="abcdeghiknqtuyxâêơđáảãNĐ 19/.-,ßİ日", max_size=40))
@example("táİ")
@settings(max_examples=200, deadline=None)
def test_corrections_are_in_order_and_about_the_text(text: str) -> None:
    end = 0
    for correction in correct_spelling(text, small_counts()):
        assert end <= correction.start < correction.end
        end = correction.end
        assert text[correction.start : end] == correction.original
        assert correction.replacement.lower() != correction.original.lower()
        assert correction.distance > 0


def test_a_long_text_is_corrected_at_its_beginning_only() -> None:
    found = correct_spelling("nghi quyêt " * 50_000, small_counts())
    assert len(found) == 64
    assert correct_spelling("a" * 1_000_000, small_counts()) == []
