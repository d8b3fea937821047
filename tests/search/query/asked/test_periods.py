"""A period is what its words say, with diacritics or without."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.search.query.asked.periods import find_period
from searchkit.text.spelling.folding import fold

TODAY = dt.date(2025, 5, 14)  # a Wednesday


def read(text: str) -> str | None:
    found = find_period(text, fold(text).lower(), 0, TODAY)
    if found is None:
        return None
    return "..".join(day.isoformat() if day else "" for day in (found.first, found.last))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("quý II/2025", "2025-04-01..2025-06-30"),
        ("quý 3 năm 2024", "2024-07-01..2024-09-30"),
        ("tháng 2/2024", "2024-02-01..2024-02-29"),
        ("năm 2024", "2024-01-01..2024-12-31"),
        ("trong năm 2024", "2024-01-01..2024-12-31"),
        ("6 tháng đầu năm 2025", "2025-01-01..2025-06-30"),
        ("sáu tháng cuối năm 2025", "2025-07-01..2025-12-31"),
        ("9 tháng đầu năm 2024", "2024-01-01..2024-09-30"),
        ("nửa cuối năm 2024", "2024-07-01..2024-12-31"),
        ("trước năm 2010", "..2009-12-31"),
        ("trước 2010", "..2009-12-31"),
        ("từ trước ngày 1/7/2025", "..2025-06-30"),
        ("sau ngày 1/7/2025", "2025-07-02.."),
        ("từ sau năm 2020", "2021-01-01.."),
        ("từ 2019 đến 2021", "2019-01-01..2021-12-31"),
        ("từ năm 2019 đến hết năm 2021", "2019-01-01..2021-12-31"),
        ("từ ngày 1/3/2024 đến ngày 15/4/2024", "2024-03-01..2024-04-15"),
        ("từ tháng 3/2024 tới tháng 6/2024", "2024-03-01..2024-06-30"),
        ("giữa năm 2019 và năm 2021", "2019-01-01..2021-12-31"),
        ("năm 2019-2021", "2019-01-01..2021-12-31"),
        ("từ tháng 3 năm 2024", "2024-03-01.."),
        ("từ năm 2020 đến nay", "2020-01-01.."),
        ("kể từ ngày 1/7/2025 trở đi", "2025-07-01.."),
        ("tính từ ngày 1/7/2025", "2025-07-01.."),
        ("đến hết năm 2020", "..2020-12-31"),
        ("năm 2020 trở về trước", "..2020-12-31"),
        ("năm nay", "2025-01-01..2025-12-31"),
        ("năm ngoái", "2024-01-01..2024-12-31"),
        ("tháng này", "2025-05-01..2025-05-31"),
        ("tháng trước", "2025-04-01..2025-04-30"),
        ("quý trước", "2025-01-01..2025-03-31"),
        ("tuần này", "2025-05-12..2025-05-18"),
        ("tuần trước", "2025-05-05..2025-05-11"),
        ("hôm qua", "2025-05-13..2025-05-13"),
        ("từ 2021 đến 2019", None),
        ("6 tháng đầu quý 1/2025", None),
        ("số 2019", None),
        ("biên chế", None),
    ],
)
def test_a_period_is_what_its_words_say(text: str, days: str | None) -> None:
    assert read(text) == days
    assert read(fold(text)) == days


@given(st.text(alphabet="năm thgquýIV0129/-. từđếnrướcsa", max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    folded = fold(text).lower()
    if len(folded) == len(text):
        found = find_period(text, folded, 0, TODAY)
        assert found is None or found.start < found.end <= len(text)


@given(st.integers(1, 12), st.integers(1950, 2040))
def test_before_from_in_and_after_leave_no_day_out(month: int, year: int) -> None:
    ends = {one: read(f"{one} tháng {month}/{year}") for one in ("trước", "trong", "sau")}
    before, inside, after = (str(ends[one]).split("..") for one in ("trước", "trong", "sau"))
    day = dt.timedelta(days=1)
    assert dt.date.fromisoformat(before[1]) + day == dt.date.fromisoformat(inside[0])
    assert dt.date.fromisoformat(inside[1]) + day == dt.date.fromisoformat(after[0])
    assert str(read(f"từ tháng {month}/{year}")) == f"{inside[0]}.."


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("nghị quyết HĐND tỉnh từ 2023", "từ 2023"),
        ("nghị quyết hội đồng nhân dân Tỉnh từ 2023", "từ 2023"),
        ("nghi quyet HDND tinh tu 2023", "tu 2023"),
        ("nghi quyet hoi dong nhan dan tinh tu 2023", "tu 2023"),
        ("quyet dinh UBND tinh tu nam 2023", "tu nam 2023"),
        ("nghị quyết tính từ 2023", "tính từ 2023"),
        ("nghi quyet tinh tu 2023", "tinh tu 2023"),
        ("nghị quyết Quốc hội năm 2023", "năm 2023"),
        ("nghị quyết hồi năm 2023", "hồi năm 2023"),
    ],
)
def test_the_end_of_the_name_of_a_body_is_no_part_of_a_period(text: str, period: str) -> None:
    found = find_period(text, fold(text).lower(), 0, TODAY)
    assert found is not None
    assert text[found.start : found.end] == period
    assert found.first == dt.date(2023, 1, 1)
