"""What a text mentions in many spellings is one term in each of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from searchkit.text.legal.mentions import mention_terms, query_mentions
from tests.text.strategies import texts


@pytest.mark.parametrize(
    ("term", "spellings"),
    [
        ("30/2020/nd-cp", ["Nghị định 30/2020/NĐ-CP", "nghi dinh 30/2020/nd-cp"]),
        ("2025-03-07", ["7/3/2025", "07/03/2025", "ngày 7 tháng 3 năm 2025", "2025-03-07"]),
        ("2025-q1", ["quý I/2025", "quy 1 nam 2025"]),
        ("61%", ["đạt 61%", "61 %", "61 phần trăm", "61 phan tram"]),
        ("2.4%", ["tăng 2,4%", "2.4 %"]),
        ("49x6666", ["xe 49X-6666", "49X6666", "49x.6666"]),
        ("65a12345", ["65A-123.45", "65A-12345", "65a12345", "65A-123-45"]),
        ("1500000", ["1.500.000 đồng", "1500000"]),
        ("0912345678", ["0912.345.678", "0912-345-678", "0912345678"]),
        ("ab1234", ["hồ sơ AB-1234", "AB1234", "ab.1234", "(AB/1234)"]),
        ("98762024", ["TCVN 9876:2024", "9876-2024"]),
    ],
)
def test_each_spelling_has_the_one_term(term: str, spellings: list[str]) -> None:
    for spelling in spellings:
        assert query_mentions(spelling) == [term] * ("/" not in term)
        assert term in mention_terms(f"Theo báo cáo, {spelling}.")


@pytest.mark.parametrize(
    "text",
    [
        "Có 61 hộ và 24 xe; kho 49, lô X, thùng 6666; tháng 8, ngày 1",
        "Điều 5a, khoản 2, điểm 1.1.2 mục 3,5",
        "năm học, 31/2, 1/2",
        "http://huyen.example/tin",
        "",
    ],
)
def test_what_has_one_spelling_is_no_mention(text: str) -> None:
    assert query_mentions(text) == []


def test_a_day_is_found_by_its_month_and_not_the_reverse() -> None:
    assert mention_terms("họp ngày 7/3/2025") == ["2025-03-07", "2025-03"]
    assert query_mentions("họp ngày 7/3/2025") == ["2025-03-07"]
    assert mention_terms("họp tháng 3/2025") == ["2025-03"]


def test_numbers_and_dates_are_no_codes() -> None:
    text = "Quyết định 45/2025/QĐ-UBND ngày 01/7/2025, xe 49X-6666"
    assert query_mentions(text) == ["2025-07-01", "49x6666"]
    assert mention_terms(text) == ["45/2025/qd-ubnd", "2025-07-01", "49x6666", "2025-07"]


@settings(max_examples=200, deadline=None)
@given(texts)
def test_any_text_has_terms_without_spaces_each_once(text: str) -> None:
    terms = mention_terms(text)
    assert len(set(terms)) == len(terms)
    assert all(term and not any(map(str.isspace, term)) for term in terms)
    assert set(query_mentions(text)) <= set(terms)
