"""Phrases that are spelt as words and are none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from searchkit.text.correction.misspelt_phrases import find_misspelt_phrases
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.orthography import is_legal_syllable
from searchkit.text.tables import read_table
from tests.text.strategies import texts

ROWS = read_table("misspelt_phrases.tsv")


@pytest.mark.parametrize(
    ("text", "replacements"),
    [
        ("báo cáo bổ xung tháng 3", ["bổ sung"]),
        ("Cán bộ xuất xắc, lảnh đạo giỏi", ["xuất sắc", "lãnh đạo"]),
        ("BỔ XUNG HỒ XƠ", ["BỔ SUNG", "HỒ SƠ"]),
        ("Sơ xuất khi lập biểu", ["Sơ suất"]),
        ("đơn vị sử lí hồ sơ", ["xử lý"]),
        ("fê duyệt fương án", ["phê duyệt", "phương án"]),
        ("bổ\n xung", ["bổ sung"]),
        ("xứ mệnh quản lý", ["sứ mệnh"]),
    ],
)
def test_what_is_misspelt_is_found_with_its_right_form(text: str, replacements: list[str]) -> None:
    found = find_misspelt_phrases(text)
    assert [phrase.replacement for phrase in found] == replacements
    assert all(phrase.reason for phrase in found)


@pytest.mark.parametrize(
    "text",
    [
        "bổ sung hồ sơ xuất khẩu",
        "nộp hồ sơ xuất trình giấy tờ",
        "thành công xuất sắc",
        "chuyển giao động vật rừng",
        "xem xét sử dụng đất",
        "xem xét sử đổi",
        "tập trung khảo sát",
        "lưới tọa độ quốc gia hạng II",
        "bo xung ho so",
        "bổ, xung",
        "bổ-xung",
        "",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert find_misspelt_phrases(text) == []


def test_the_table_has_a_reason_for_each_phrase_and_one_right_form() -> None:
    assert len(ROWS) >= 150
    assert len({wrong for wrong, *_ in ROWS}) == len(ROWS)
    for wrong, right, _, reason in ROWS:
        assert wrong != right
        assert len(wrong.split()) == len(right.split())
        assert str(normalize(f"{wrong} {right}")) == f"{wrong} {right}"
        assert all(map(is_legal_syllable, right.split())), right
        assert reason.strip()


def test_each_phrase_is_found_and_no_right_form_nor_exception_is() -> None:
    for wrong, right, exceptions, reason in ROWS:
        (found,) = find_misspelt_phrases(f"Về việc {wrong} năm nay")
        assert (found.text, found.replacement, found.reason) == (wrong, right, reason)
        for phrase in (right, *filter(None, exceptions.split("; "))):
            assert find_misspelt_phrases(f"Về việc {phrase} năm nay") == []


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_spans_point_into_any_text(before: str, after: str) -> None:
    text = f"{before} bổ\u200b xu\u00adng {after}"
    found = find_misspelt_phrases(text)
    assert any(text[phrase.start : phrase.end] == phrase.text for phrase in found)
    assert any(phrase.replacement == "bổ sung" for phrase in found)
