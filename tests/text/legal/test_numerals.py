"""Numbers are read in words, figures and Roman numerals; what is counted stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.text.legal.numerals import in_figures, in_other_numerals
from searchkit.text.spelling.folding import fold

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def spelled(number: int) -> str:
    """Spell a number below 10,000 as schools teach it."""
    thousands, hundreds, tens, units = (int(digit) for digit in f"{number:04}")
    words = [f"{_DIGITS[thousands]} nghìn"] if thousands else []
    if thousands or hundreds:
        words.append(f"{_DIGITS[hundreds]} trăm")
    if tens > 1:
        words.append(f"{_DIGITS[tens]} mươi")
    elif tens:
        words.append("mười")
    elif units and words:
        words.append("linh")
    if units:
        words.append("lăm" if units == 5 and tens else _DIGITS[units])
    return " ".join(words)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("nghị quyết số mười tám", "nghị quyết số 18"),
        ("nghi quyet so muoi tam", "nghi quyet so 18"),
        ("nghị quyết mười tám về bộ máy", "nghị quyết 18 về bộ máy"),
        ("án lệ số hai mươi ba", "án lệ số 23"),
        ("NQ số Mười Tám", "NQ số 18"),
        ("điều ba mươi lăm bộ luật lao động", "điều 35 bộ luật lao động"),
        ("khoản hai điều tám luật cạnh tranh", "khoản 2 điều 8 luật cạnh tranh"),
        ("khoản 2 điều tám", "khoản 2 điều 8"),
        ("Điều tám, khoản hai Luật Đất đai", "Điều 8, khoản 2 Luật Đất đai"),
        ("văn bản ngày 18 tháng ba năm 2025", "văn bản ngày 18 tháng 3 năm 2025"),
        ("ngày mùng hai tháng chín năm 2025", "ngày mùng 2 tháng 9 năm 2025"),
        ("báo cáo tháng mười hai/2024", "báo cáo tháng 12/2024"),
        ("tháng chạp năm 2024", "tháng 12 năm 2024"),
        (
            "nghị định 23 năm hai nghìn không trăm mười tám",
            "nghị định 23 năm 2018",
        ),
    ],
)
def test_numbers_of_documents_places_and_dates_become_figures(query: str, expected: str) -> None:
    assert in_figures(query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "những điều hai bên thỏa thuận",
        "một khoản hai triệu đồng",
        "kế hoạch mười năm",
        "kế hoạch năm 2025",
        "quyết định số năm 2025",
        "kế hoạch ba bên",
        "hai mươi ngày làm việc",
        "đủ mười tám tuổi",
        "khoản ba mươi triệu đồng",
        "tháng ba hằng năm",
        "tinh gọn bộ máy",
        "ba năm",
        "",
    ],
)
def test_what_is_counted_stays_as_it_is(query: str) -> None:
    assert in_figures(query) == query


@given(st.integers(10, 999), st.booleans())
def test_every_number_of_an_article_is_read(number: int, bare: bool) -> None:
    words = spelled(number)
    assert in_figures(f"Điều {fold(words) if bare else words}") == f"Điều {number}"


@given(st.integers(1900, 2099))
def test_every_year_is_read(year: int) -> None:
    assert in_figures(f"luật năm {spelled(year)}") == f"luật năm {year}"


@given(st.text(max_size=60))
def test_any_text_is_taken_and_figures_change_nothing_more(text: str) -> None:
    once = in_figures(text)
    assert in_figures(once) == once


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("chương 3 bộ luật lao động", "chương III bộ luật lao động"),
        ("Mục 2 Chương VII", "Mục II Chương 7"),
        ("chuong 07", "chuong VII"),
        ("phụ lục iv", "phụ lục 4"),
        ("mục 0, phần 21, mục ivi", "mục 0, phần 21, mục ivi"),
        ("mục 1.2 và phần 2/3", "mục 1.2 và phần 2/3"),
        ("điều 3", "điều 3"),
    ],
)
def test_chapters_have_roman_numerals_or_figures(query: str, expected: str) -> None:
    assert in_other_numerals(query) == expected
