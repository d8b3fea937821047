from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.documents.readers.excel.number_formats import shown

DAY = date(2024, 2, 5)
ACCOUNTING = '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (12.0, "", "12"),
        (0.5, "General", "0,5"),
        (6.111111111111111, "", "6,111111111"),
        (0.125, "0%", "13%"),
        (0.125, "0.00%", "12,50%"),
        (12345678.5, "#,##0", "12.345.679"),
        (-1234.56, "#,##0.0", "-1.234,6"),
        (1234.5, "#,##0.##", "1.234,5"),
        (17469747308.0, ACCOUNTING, "17.469.747.308"),
        (-5.0, ACCOUNTING, "(5)"),
        (0.0, ACCOUNTING, "-"),
        (1500000.0, '#,##0\\ "đồng"', "1.500.000 đồng"),
        (1500000.0, "#,##0 [$₫-42A]", "1.500.000 ₫"),
        (7.0, '"QĐ-"000', "QĐ-007"),
        (7.0, 'General" người"', "7 người"),
        (-3.0, "0.0;[Red]-0.0", "-3,0"),
        (2500000.0, "#,##0.0,,", "2,5"),
        (0.5, "# ?/?", "0,5"),
        (12.0, "0.00E+00", "12"),
        (3.5, ";;;", "3,5"),
        (45327.0, "dd/mm/yyyy", "45327"),
        (1e300, "0", "1e+300"),
        (True, "0", "TRUE"),
    ],
)
def test_numbers(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (DAY, "", "05/02/2024"),
        (DAY, "General", "05/02/2024"),
        (DAY, "d/m/yy", "5/2/24"),
        (DAY, "mm/yyyy", "02/2024"),
        (DAY, "dd\\-mm\\-yyyy;@", "05-02-2024"),
        (DAY, '"ngày" dd "tháng" mm "năm" yyyy', "ngày 05 tháng 02 năm 2024"),
        (DAY, "[$-42A]dddd, d/m/yyyy", "Thứ Hai, 5/2/2024"),
        (DAY, "mmmm yyyy", "Tháng 2 2024"),
        (datetime(2024, 2, 5), "", "05/02/2024"),
        (datetime(2024, 2, 5, 14, 7), "", "05/02/2024 14:07"),
        (datetime(2024, 2, 5, 14, 7, 9), "hh:mm:ss d/m/yyyy", "14:07:09 5/2/2024"),
        (datetime(2024, 2, 5, 14, 7), "d/m/yyyy", "5/2/2024"),
        (time(9, 5), "h:mm AM/PM", "9:05"),
        (time(9, 5), "dd/mm/yyyy", "09:05"),
        (timedelta(hours=30, minutes=5), "[h]:mm:ss", "30:05"),
    ],
)
def test_dates_and_times(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text


@given(
    st.one_of(st.floats(), st.datetimes(), st.dates(), st.times(), st.timedeltas()),
    st.text('0#?,.%;"\\[]$-E+@/ dmyhsđ*_', max_size=300),
)
@settings(max_examples=400, deadline=None)
def test_no_code_is_an_error(value: object, code: str) -> None:
    assert isinstance(shown(value, code), str)
