"""Dates in words and in figures, with diacritics or without."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.legal.dates import dates

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
    ],
)
def test_one_day_in_every_spelling(written: str) -> None:
    text = f"Hà Nội, ngày {written}."
    (found,) = dates(text)
    assert (found.date, found.precision) == (DAY, "day")
    assert text[found.start : found.end] == found.text == written


@pytest.mark.parametrize("written", ["tháng 02 năm 2025", "tháng 2/2025", "thang 2-2025"])
def test_a_month_has_the_precision_of_a_month(written: str) -> None:
    (found,) = dates(f"Báo cáo {written}")
    assert (found.text, found.date, found.precision) == (written, DAY.replace(day=1), "month")


@pytest.mark.parametrize(
    "text",
    [
        "31/2/2025",
        "tháng 13 năm 2025",
        "Sáng ngày 17/2",
        "năm 2025",
        "2/2025",
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
    assert [found.date for found in dates(f"{figures}, {words}")] == [day, day]


LETTERS = st.sampled_from("0123/-. \nthángngàynăm\u0301,")


@settings(max_examples=500, deadline=None)
@given(st.text(LETTERS, max_size=60) | st.text(max_size=30))
def test_spans_point_into_any_text_in_order(text: str) -> None:
    end = 0
    for found in dates(text):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.text
        end = found.end


@pytest.mark.parametrize("unit", ["1", "1/", "1/1/", "tháng ", "1 tháng ", "1 ", " "], ids=repr)
def test_long_repetitions_hold_no_date(unit: str) -> None:
    assert dates(unit * 20000) == []
