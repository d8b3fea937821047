"""Abbreviations: a query with either form finds both, and capitals alone abbreviate nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.legal.abbreviations import MOST_READINGS, expand_abbreviations, written_out
from searchkit.text.spelling.folding import fold
from searchkit.text.tables import read_table

ROWS = read_table("abbreviations.tsv")


def forms(text: str) -> dict[str, float]:
    return {item.replacement: item.weight for item in expand_abbreviations(text)}


@pytest.mark.parametrize(
    ("text", "part", "replacement"),
    [
        ("UBND huyện Chợ Rã", "UBND", "Ủy ban nhân dân"),
        ("hđnd xã", "hđnd", "Hội đồng nhân dân"),
        ("HDND xã", "HDND", "Hội đồng nhân dân"),
        ("chỉ đạo của TTg", "TTg", "Thủ tướng Chính phủ"),
        ("phát triển KT-XH", "KT-XH", "kinh tế - xã hội"),
        ("phat trien ktxh", "ktxh", "kinh tế - xã hội"),
        ("Sở GD&ĐT", "GD&ĐT", "giáo dục và đào tạo"),
        ("BCH TƯ khóa XIII", "TƯ", "trung ương"),
        ("BCH T.Ư khóa XIII", "T.Ư", "trung ương"),
        ("UBND-HĐND xã", "HĐND", "Hội đồng nhân dân"),
        ("KẾ HOẠCH CỦA UBND TỈNH", "UBND", "Ủy ban nhân dân"),
        ("ủy ban nhân dân huyện", "ủy ban nhân dân", "UBND"),
        ("uỷ ban nhân dân huyện", "uỷ ban nhân dân", "UBND"),
        ("uy ban nhan dan huyen", "uy ban nhan dan", "UBND"),
        ("ủy ban nhan dân", "ủy ban nhan dân", "UBND"),
        ("Bộ Giáo dục và Đào tạo", "Bộ Giáo dục và Đào tạo", "BGDĐT"),
        ("kinh tế, xã hội", "kinh tế, xã hội", "KT-XH"),
    ],
)
def test_either_form_gives_the_other(text: str, part: str, replacement: str) -> None:
    found = {item.replacement: item for item in expand_abbreviations(text)}
    assert found[replacement].text == part
    assert text[found[replacement].start : found[replacement].end] == part


@pytest.mark.parametrize(
    "text",
    [
        "ĐẦU TƯ TRUNG HẠN",
        "BỘ MÁY TU SỬA",
        "đầu tư",
        "tu bổ đình chùa",
        "Tu bổ đình chùa",
        "da trâu",
        "theo 30/2020/NĐ-CP",
        "Luật số 15/2025/QH15",
        "tô chức cán bộ",
        "chủ tích",
    ],
    ids=str,
)
def test_words_and_numbers_are_not_abbreviations(text: str) -> None:
    assert forms(text) == {}


def test_an_ambiguous_abbreviation_expands_weakly_to_each_reading() -> None:
    assert forms("TT") == {"thông tư": 0.3, "thông tin": 0.2, "trung tâm": 0.2}
    assert max(forms("CT").values()) < 1
    assert max(forms("KH").values()) < 1
    assert forms("UBND") == {"Ủy ban nhân dân": 1.0}


def test_marks_that_are_typed_decide_between_readings() -> None:
    assert set(forms("ĐA")) == {"đề án"}
    assert set(forms("DA")) == {"dự án", "đề án"}
    assert forms("HĐ") == {"hợp đồng": 0.3, "hội đồng": 0.3}


def test_capitals_and_small_letters_matter_where_two_types_share_letters() -> None:
    assert forms("TTr") == {"tờ trình": 1.0}
    assert forms("CTr") == {"chương trình": 1.0}
    assert "chương trình" not in forms("CT")


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("UBND tỉnh", ["Ủy ban nhân dân tỉnh"]),
        ("ubnd tp huế", ["Ủy ban nhân dân thành phố huế"]),
        ("SỞ GD&ĐT HÀ NỘI", ["SỞ giáo dục và đào tạo HÀ NỘI"]),
        ("BTC", ["Bộ Tài chính", "Ban Tổ chức"]),
        ("Sở Nội vụ", []),
        ("tỉnh ủy", []),
        ("", []),
    ],
    ids=["words", "bare", "marks", "two readings", "none", "syllables", "empty"],
)
def test_names_are_written_out(text: str, readings: list[str]) -> None:
    assert written_out(text) == readings


def test_readings_do_not_multiply_without_end() -> None:
    assert len(written_out("BTC " * 50)) == MOST_READINGS


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}={row[1]}" for row in ROWS])
def test_every_row_works_both_ways(row: list[str]) -> None:
    abbreviation, expansion, weight, _ = row
    assert forms(abbreviation)[expansion] == float(weight)
    assert forms(expansion)[abbreviation] == float(weight)
    assert forms(fold(expansion))[abbreviation] == float(weight)


def test_the_table_is_large_and_marks_what_is_ambiguous() -> None:
    assert len(ROWS) >= 200
    assert all(0 < float(weight) <= 1 for _, _, weight, _ in ROWS)
    assert len({(row[0], row[1]) for row in ROWS}) == len(ROWS)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["UBND", "TƯ", "ĐẦU", "ủy ban nhân dân", "uỷ", "\u0301", ".", "\n", "KT-XH"]
        )
        | st.text(max_size=4)
    ).map(" ".join)
)
def test_spans_point_into_the_text_whatever_it_is(text: str) -> None:
    found = expand_abbreviations(text)
    assert [item.start for item in found] == sorted(item.start for item in found)
    for item in found:
        assert item.text == text[item.start : item.end] != ""
        assert 0 < item.weight <= 1
