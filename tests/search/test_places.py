"""Places that a query cites, and the passages that stand there."""

from __future__ import annotations

import pytest

from searchkit.search.places import agreement, find_places


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
