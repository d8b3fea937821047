"""Places that a query cites, and the passages that stand there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.legal.cited_places import (
    ATTACHMENT,
    agreement,
    find_items,
    find_places,
    places_of,
    spell_out_places,
)

_PARTS = (
    "Chương II. Tổ chức",
    "Điều 5. Kinh phí",
    "Khoản 2",
    "khoản 2, 3 và 4 Điều 5",
    "điểm đ khoản 7",
    "QUY CHẾ",
    "Quy chế làm việc",
    "ban hành kèm theo Quyết định 20",
    "kèm theo Nghị định số 5, Điều 1",
    "",
)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("khoản 2 Điều 5", {"khoan": {"2"}, "dieu": {"5"}}),
        ("khoan 2 dieu 5", {"khoan": {"2"}, "dieu": {"5"}}),
        ("điểm b, c, đ khoản 2 Điều 5a", {"diem": {"b", "c", "đ"}, "khoan": {"2"}, "dieu": {"5a"}}),
        ("Điều 7 và 8 Chương III", {"dieu": {"7", "8"}, "chuong": {"iii"}}),
        ("mục 3 phần IV", {"muc": {"3"}, "phan": {"iv"}}),
        ("Điều thứ 12", {"dieu": {"12"}}),
        ("điều kiện kinh doanh", {}),
        ("điều động cán bộ, khoản chi, phần mềm", {}),
        ("tiêu điều 5", {"dieu": {"5"}}),
        ("mục 1 Phụ lục II", {"muc": {"1"}, "phu luc": {"ii"}}),
        (
            "Điều 2 Quy chế ban hành kèm theo Quyết định 20",
            {"dieu": {"2"}, "kem theo": {"quy che"}},
        ),
        ("dieu 2 quy dinh kem theo", {"dieu": {"2"}, "kem theo": {"quy dinh"}}),
        ("", {}),
    ],
    ids=[
        "clause",
        "bare",
        "points",
        "several",
        "part",
        "ordinal",
        "word",
        "words",
        "second syllable",
        "appendix",
        "attachment",
        "bare attachment",
        "empty",
    ],
)
def test_places_are_read_in_any_spelling(text: str, places: dict[str, set[str]]) -> None:
    assert find_places(text) == places


@pytest.mark.parametrize(
    ("asked", "cited", "share"),
    [
        ("khoản 2 Điều 5", "khoản 1, 2 Điều 5", 1.0),
        ("khoản 2 Điều 5", "Điều 5", 0.5),
        ("khoản 2 Điều 5", "khoản 2 Điều 9", 0.0),
        ("khoản 2 Điều 5", "khoản 3 Điều 5", 0.0),
        ("Điều 5", "điểm a khoản 1 Điều 5", 1.0),
        ("Điều 5", "phần II", 0.0),
    ],
    ids=["both", "whole article", "other article", "other clause", "inside", "elsewhere"],
)
def test_agreement_is_the_share_that_a_passage_meets(asked: str, cited: str, share: float) -> None:
    assert agreement(find_places(asked), find_places(cited)) == share


def test_what_is_attached_is_told_by_its_heading() -> None:
    attached = places_of(["QUY CHẾ Làm việc của Sở", "Điều 2. Họp"], "Điều 2")
    own = places_of(["Điều 2. Quy chế có hiệu lực"], "Điều 2")
    asked = find_places("Điều 2 Quy chế kèm theo Quyết định 20")
    assert agreement(asked, attached) == 1.0
    assert agreement(asked, own) == 0.5


@given(st.lists(st.sampled_from(_PARTS), min_size=1, max_size=4), st.sampled_from(_PARTS))
@settings(max_examples=60, deadline=None)
def test_places_of_a_passage_are_those_of_its_headings_together(
    heading: list[str], citation: str
) -> None:
    joined = find_places("; ".join([*heading, citation]))
    found = places_of(heading, citation)
    assert {unit: found[unit] for unit in joined} == joined
    assert found.keys() - joined.keys() <= {ATTACHMENT}


def test_items_are_those_that_begin_lines() -> None:
    text = (
        "Điều 5. Phạm vi\n1. Đất ở:\na) tại đô thị;\n đ) tại nông thôn, trừ 7. ở trên.\n2a. Nước."
    )
    assert find_items(text) == {"khoan": {"1", "2a"}, "diem": {"a", "đ"}}


@pytest.mark.parametrize(
    ("short", "written"),
    [
        ("k2 Đ8 Luật Kho lưu trữ", "khoản 2 Điều 8 Luật Kho lưu trữ"),
        ("k.2 đ.8 luật", "khoản 2 Điều 8 luật"),
        ("k2 d8 luat kho", "khoản 2 Điều 8 luat kho"),
        ("k2đ8", "khoản 2 Điều 8"),
        ("Đ8 k2 BLDS", "khoản 2 Điều 8 BLDS"),
        ("đ.a k.2 Đ.8 NĐ 30/2020", "điểm a khoản 2 Điều 8 NĐ 30/2020"),
        ("Đ.8 K.2 đ.b", "điểm b khoản 2 Điều 8"),
        ("điểm đ k2 Điều 8", "điểm đ khoản 2 Điều 8"),
        ("khoản 2 đ8", "khoản 2 Điều 8"),
        ("k1, 2 và 3 Đ8a", "khoản 1, 2 và 3 Điều 8a"),
        ("Đ8 Luật Đất đai", "Điều 8 Luật Đất đai"),
        ("đ.8.2 luật", "khoản 2 Điều 8 luật"),
        ("Điều 8.2 NĐ 30/2020", "khoản 2 Điều 8 NĐ 30/2020"),
        ("Điều 8-10 Luật Kho lưu trữ", "Điều 8, 9, 10 Luật Kho lưu trữ"),
        ("từ dieu 8 den dieu 10", "từ dieu 8, 9, 10"),
        ("Điều 8 đến hết điều 9", "Điều 8, 9"),
        ("khoản 1 – 3 Điều 8", "khoản 1, 2, 3 Điều 8"),
        ("khoan2 dieu8 luat", "khoản 2 Điều 8 luat"),
    ],
)
def test_units_of_one_letter_are_written_out(short: str, written: str) -> None:
    assert spell_out_places(short) == written
    assert spell_out_places(written) == written


@pytest.mark.parametrize(
    "text",
    [
        "đội K2",
        "kênh K2 đường Đ8",
        "nhà D8 khu K2",
        "phạt 5k 8đ",
        "đ 5 triệu",
        "D8",
        "số 2-Đ8",
        "khoản 2, Điều 8",
        "Điều 1.1.LQ.1",
        "Điều 8-2025",
        "khoản 5-7 triệu đồng",
        "Điều 1 đến Điều 300",
        "",
    ],
)
def test_a_letter_that_is_no_unit_stays(text: str) -> None:
    assert spell_out_places(text) == text
