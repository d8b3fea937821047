"""Dates in words and in figures, with diacritics or without."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.legal.dates import TextDate, dates, parse_date

DAY = dt.date(2025, 2, 17)


@pytest.mark.parametrize(
    "written",
    [
        "17 tháng 02 năm 2025",
        "17 tháng 2, năm 2025",
        "17 THÁNG 02 NĂM 2025",
        "17 thang 2 nam 2025",
        "17 tha\u0301ng 2 na\u0306m 2025",
        "17\ntháng 2\nnăm 2025",
        "17 tháng 2/2025",
        "17/2/2025",
        "17/02/2025",
        "17-02-2025",
        "17.2.2025",
        "17 / 2 / 2025",
        "17/02 năm 2025",
        "17 tháng 2 2025",
        "17, tháng 2, năm 2025",
        "17/2, năm 2025",
        "17-2 nam 2025",
        "2025-02-17",
        "2025/2/17",
        "17/2/25",
        "17.02.25",
    ],
)
def test_one_day_in_every_spelling(written: str) -> None:
    text = f"Hà Nội, ngày {written}."
    (found,) = dates(text)
    assert (found.first, found.last, found.precision) == (DAY, DAY, "day")
    assert found.term == "2025-02-17"
    assert text[found.start : found.end] == found.text == written


@pytest.mark.parametrize(
    ("written", "first", "last", "term"),
    [
        ("tháng 02 năm 2025", "2025-02-01", "2025-02-28", "2025-02"),
        ("tháng 2/2025", "2025-02-01", "2025-02-28", "2025-02"),
        ("thang 2-2024", "2024-02-01", "2024-02-29", "2024-02"),
        ("Tháng 12.2024", "2024-12-01", "2024-12-31", "2024-12"),
        ("thg 3/2025", "2025-03-01", "2025-03-31", "2025-03"),
        ("thang 3 2025", "2025-03-01", "2025-03-31", "2025-03"),
        ("T3/2025", "2025-03-01", "2025-03-31", "2025-03"),
        ("quý I/2025", "2025-01-01", "2025-03-31", "2025-q1"),
        ("Quý II năm 2025", "2025-04-01", "2025-06-30", "2025-q2"),
        ("quí 3/2025", "2025-07-01", "2025-09-30", "2025-q3"),
        ("quy iv 2025", "2025-10-01", "2025-12-31", "2025-q4"),
        ("qu\u0079\u0301 1/2025", "2025-01-01", "2025-03-31", "2025-q1"),
        ("Q2/2025", "2025-04-01", "2025-06-30", "2025-q2"),
        ("năm 2025", "2025-01-01", "2025-12-31", "2025"),
        ("NAM 1986", "1986-01-01", "1986-12-31", "1986"),
    ],
)
def test_a_period_has_its_first_and_its_last_day(
    written: str, first: str, last: str, term: str
) -> None:
    (found,) = dates(f"Báo cáo {written}.")
    assert (found.text, found.term) == (written, term)
    assert (str(found.first), str(found.last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("nộp trước ngày 7/3/25", "7/3/25"),
        ("ký ngày 7-3-25", "7-3-25"),
        ("họp 7/03/25 tại trụ sở", "7/03/25"),
        (" 7/3/25 ", "7/3/25"),
        ("sinh ngày 2/9/45", "2/9/45"),
    ],
)
def test_two_figures_are_a_year_where_it_is_clear(text: str, written: str) -> None:
    (found,) = dates(text)
    year = 1945 if written.endswith("45") else 2025
    assert (found.text, found.first.year, found.precision) == (written, year, "day")


@pytest.mark.parametrize(
    "text",
    [
        "31/2/2025",
        "tháng 13 năm 2025",
        "Sáng ngày 17/2",
        "2/2025",
        "năm 2021-2025",
        "năm học 2024-2025",
        "giai đoạn 2021 - 2025",
        "tỷ lệ 7/3/25",
        "số nhà 12/03/25 đường Lê Lợi",
        "phiên bản 7.03.25",
        "7/03/25/QĐ",
        "2025-13-01",
        "quý V/2025",
        "quy 1 phần 2025",
        "đất 3/2025",
        "15/2025/QH15",
        "17/2/2025/QH15",
        "17.2.2025.3",
        "mục 1.17.2.2025",
        "17/2/20255",
    ],
)
def test_no_date(text: str) -> None:
    assert dates(text) == []


def test_a_date_ends_where_its_sentence_does() -> None:
    text = "có hiệu lực từ ngày 01 tháng 7 năm 2025.2. Bãi bỏ văn bản ngày 15/6/2020.Luật này"
    assert [found.text for found in dates(text)] == ["01 tháng 7 năm 2025", "15/6/2020"]


def test_dates_come_in_order_and_the_range_keeps_its_last_day() -> None:
    text = "Từ ngày 17-18/2/2025 đến 01 tháng 3 năm 2025; báo cáo tháng 4/2025, 5.5.2025"
    found = [(item.text, item.precision) for item in dates(text)]
    assert found == [
        ("18/2/2025", "day"),
        ("01 tháng 3 năm 2025", "day"),
        ("tháng 4/2025", "month"),
        ("5.5.2025", "day"),
    ]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.sampled_from("/-."))
def test_every_day_is_read_back(day: dt.date, mark: str) -> None:
    figures = f"{day.day:02}{mark}{day.month:02}{mark}{day.year}"
    words = f"ngày {day.day} tháng {day.month} năm {day.year}"
    found = dates(f"{figures}, {words}, {day.isoformat()}")
    assert [item.first for item in found] == [day, day, day]
    assert len({item.term for item in found}) == 1


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("năm 2025", "2025-01-01", "2025-12-31"),
        ("3/2025", "2025-03-01", "2025-03-31"),
        ("03-2025", "2025-03-01", "2025-03-31"),
        ("2025-03", "2025-03-01", "2025-03-31"),
        ("tháng 3/2025", "2025-03-01", "2025-03-31"),
        ("I/2025", "2025-01-01", "2025-03-31"),
        ("quý 4/2025", "2025-10-01", "2025-12-31"),
        (" ngày 18/3/2025 ", "2025-03-18", "2025-03-18"),
        ("18/3/25", "2025-03-18", "2025-03-18"),
        ("2025-03-18", "2025-03-18", "2025-03-18"),
    ],
)
def test_a_value_is_one_date_or_period(value: str, first: str, last: str) -> None:
    found = parse_date(value)
    assert isinstance(found, TextDate)
    assert (str(found.first), str(found.last)) == (first, last)
    assert (found.text, found.start, found.end) == (value, 0, len(value))


@pytest.mark.parametrize(
    "value",
    ["", "sớm", "13/2025", "2025-13", "31/2/2025", "18/3", "trước 2025", "2025-2030", "3/2025 5"],
)
def test_other_values_are_none(value: str) -> None:
    assert parse_date(value) is None


LETTERS = st.sampled_from("0123/-. \nthángngàynămquýIV\u0301,")


@settings(max_examples=500, deadline=None)
@given(st.text(LETTERS, max_size=60) | st.text(max_size=30))
def test_spans_point_into_any_text_in_order(text: str) -> None:
    end = 0
    for found in dates(text):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.text
        end = found.end


@pytest.mark.parametrize(
    "unit", ["1", "1/", "1/1/", "tháng ", "1 tháng ", "1 ", " ", "quý I ", "năm "], ids=repr
)
def test_long_repetitions_hold_no_date(unit: str) -> None:
    assert dates(unit * 20000) == []


_WIDE = " " * 4
_WRITTEN = (
    "17/2/2025",
    "2025-02-17",
    "17 tháng 2 năm 2025",
    f"17{_WIDE},{_WIDE}tháng{_WIDE}02{_WIDE},{_WIDE}năm{_WIDE}2025",
    unicodedata.normalize("NFD", f"17{_WIDE}tháng{_WIDE}02{_WIDE},{_WIDE}năm{_WIDE}2025"),
    f"quý{_WIDE}III{_WIDE}/{_WIDE}2025",
    "tháng 2/2025",
    "năm 2025",
)


@given(st.lists(st.tuples(st.sampled_from(_WRITTEN), st.integers(1, 40)), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_dates_are_found_however_far_apart_they_stand(written: list[tuple[str, int]]) -> None:
    text = "".join(f"{date}{' và' * apart} " for date, apart in written)
    assert [found.text for found in dates(text)] == [date for date, _ in written]


@pytest.mark.parametrize("gap", ["", " ", _WIDE])
def test_a_range_of_years_is_no_date_whatever_stands_around_it(gap: str) -> None:
    text = f"{'và ' * 40}giai đoạn năm 2021{gap}-{gap}2025{' và' * 40} ngày 1/2/2025"
    assert [found.text for found in dates(text)] == ["1/2/2025"]
