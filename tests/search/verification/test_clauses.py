"""A khoản or điểm is looked for in its own article, and there below its own khoản."""

from __future__ import annotations

import pytest

from searchkit.search.verification.clauses import has_items
from searchkit.text.legal.place_lists import place_of

ARTICLE = """Điều 4. Hồ sơ
1. Hồ sơ gồm:
a) Đơn đề nghị;
b) Bản sao giấy chứng nhận.
2. Hồ sơ nộp:
a) Trực tiếp;
đ) Qua mạng.
"""
NOTED = "1[3]. Mức thu.\n2.[4] Mức miễn.\n3.[12] Quản lý."
QUOTING = "1. Sửa đổi Điều 3 như sau:\n“1. Giá bán.\n2. Giá mua.”\nb) Bỏ khoản 4."
GLUED = "Giá gồm: 1. Giá bán; 2. Giá mua."


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (ARTICLE, "khoản 2"),
        (ARTICLE, "điểm b khoản 1"),
        (ARTICLE, "điểm đ khoản 2"),
        (ARTICLE, "điểm b khoản 2"),  # "đ" is there, so the line of "b" was not read
        (NOTED, "khoản 1"),
        (NOTED, "khoản 3"),
        (QUOTING, "điểm b khoản 1"),
        (GLUED, "khoản 2"),
        ("2. Hai.\n4. Bốn.", "khoản 3"),
    ],
)
def test_what_stands_there_is_found(text: str, place: str) -> None:
    assert has_items(text, place_of(place))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (ARTICLE, "khoản 3"),
        (ARTICLE, "điểm c khoản 1"),
        (ARTICLE, "điểm e khoản 2"),
        (ARTICLE, "điểm a khoản 5"),
        (NOTED, "khoản 12"),
        ("Một giá cho cả nước.", "khoản 1"),
        ("", "khoản 1"),
    ],
)
def test_what_does_not_stand_there_is_not(text: str, place: str) -> None:
    assert not has_items(text, place_of(place))
