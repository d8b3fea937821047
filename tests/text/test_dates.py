"""Dates in words and in figures, with diacritics or without."""

from __future__ import annotations

import datetime as dt

import pytest

from searchkit.text.dates import dates

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
        "mục 1.17.2.2025",
        "17/2/20255",
    ],
)
def test_no_date(text: str) -> None:
    assert dates(text) == []
