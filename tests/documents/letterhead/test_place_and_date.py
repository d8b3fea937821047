from datetime import date

import pytest

from searchkit.documents.letterhead.lines import line_of
from searchkit.documents.letterhead.place_and_date import (
    DateLine,
    date_line,
    place_and_date,
    unbroken,
)

THE_DAY = "2026-04-09"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Nam Sơn, ngày 09 tháng 4 năm 2026", "Nam Sơn"),
        ("Nam Sơn, ngày 9/4/2026", "Nam Sơn"),
        ("Nam Sơn, ngày 09-04-2026.", "Nam Sơn"),
        ("Nam Sơn, ngày 9.4.2026", "Nam Sơn"),
        ("Nam Sơn, 9/4/2026", "Nam Sơn"),
        ("Nam Sơn ngày 9 tháng 4 năm 2026", "Nam Sơn"),
        ("Nam Sơn, ngày 9/4 năm 2026", "Nam Sơn"),
        ("Nam Sơn, ngày 9 tháng 4/2026", "Nam Sơn"),
        ("Nam Sơn , ngày9 tháng4 năm2026", "Nam Sơn"),
        ("Nam Sơn, ngày 9 tháng 4 năm 2 0 2 6", "Nam Sơn"),
        ("NAM SƠN, NGÀY 09 THÁNG 4 NĂM 2026", "NAM SƠN"),
        ("Nam Sơn, Ngày: 09 - Tháng 4 - Năm 2026", "Nam Sơn"),
        ("Nam Son, ngay 9 thang 4 nam 2026", "Nam Son"),
        ("Thành phố Nam Sơn, ngày 9 tháng 4 năm 2026", "Thành phố Nam Sơn"),
        ("TP.Nam Sơn, ngày 9 tháng 4 năm 2026", "TP.Nam Sơn"),
        ("Nam Sơn - Bến Lội, ngày 9 tháng 4 năm 2026", "Nam Sơn - Bến Lội"),
        ("Ea H'Rông, ngày 9 tháng 4 năm 2026", "Ea H'Rông"),
        ("Nam sơn, ngày 9 tháng 4 năm 2026", "Nam sơn"),
        ("Nam Sơn, ngày 9/4/26", "Nam Sơn"),
        ("Nam Sơn, 2026-04-09", "Nam Sơn"),
        ("Nam Sơn; ngày 9 tháng 4 năm 2026", "Nam Sơn"),
        ("(Nam Sơn, ngày 9 tháng 4 năm 2026)", "Nam Sơn"),
        ("Nam Sơn, ngày 9 tháng Tư năm 2026", "Nam Sơn"),
        ("Nam Sơn, ngày 9 tháng tư, năm 2026", "Nam Sơn"),
        ("Nam Sơn, ngày mùng chín tháng tư năm 2026", "Nam Sơn"),
        ("Nam Sơn, ngày chín tháng tư năm hai nghìn không trăm hai mươi sáu", "Nam Sơn"),
        ("Nam Sơn, ngày O9 tháng 4 năm 2O26", "Nam Sơn"),  # as scans have it
        ("TT. Nam Sơn, ngày 9 tháng 4 năm 2026", "TT. Nam Sơn"),
        ("Khu phố 3, phường Nam Sơn, ngày 9/4/2026", "Khu phố 3, phường Nam Sơn"),
        ("Nam Sơn, hồi 10 giờ 30 phút ngày 9 tháng 4 năm 2026", "Nam Sơn"),
        ("Nam Sơn, lúc 10h00, ngày 9 tháng 4 năm 2026", "Nam Sơn"),
        ("Số: 12/KH-UBND Nam Sơn, ngày 9 tháng 4 năm 2026", "Nam Sơn"),
        ("Số:     /KH-UBND Nam Sơn, ngày 9 tháng 4 năm 2026", "Nam Sơn"),
        ("CHI BỘ CƠ QUAN Nam Sơn, ngày 9 tháng 4 năm 2026", "Nam Sơn"),
        ("Độc lập - Tự do - Hạnh phúc ____ Nam Sơn, ngày 9 tháng 4 năm 2026", "Nam Sơn"),
        ("V/v trồng cây trên địa bàn Nam Sơn, ngày 9 tháng 4 năm 2026", "Nam Sơn"),
    ],
)
def test_place_and_date_in_every_form(line: str, place: str) -> None:
    assert place_and_date([line_of(line)]) == ({"place": place, "date": THE_DAY}, 0)


@pytest.mark.parametrize(
    "line",
    [
        "Nam Sơn, ngày     tháng     năm 2026",
        "Nam Sơn, ngày ... tháng ... năm 2026",
        "Nam Sơn, ngày … tháng 4 năm …",
        "Nam Sơn, ngày    /    /2026",
        "Nam Sơn, ngày xx tháng xx năm 2026",
        "Nam Sơn, ngày [..] tháng [..] năm 2026",
        "Nam Sơn, ngày  -  - 2026",
        "Nam Sơn, tháng 4 năm 2026",
        "Nam Sơn, ngày 31 tháng 4 năm 2026",  # which no calendar has
    ],
)
def test_a_blank_day_leaves_the_place(line: str) -> None:
    found = date_line(line_of(line))
    assert found == DateLine(0, "Nam Sơn", None)


@pytest.mark.parametrize(
    "line",
    [
        "Thực hiện Kế hoạch số 5/KH-UBND ngày 9 tháng 4 năm 2026",
        "Căn cứ Luật Thủy lợi ngày 9 tháng 4 năm 2026",
        "Hôm nay, ngày 9 tháng 4 năm 2026",
        "Thứ Năm, ngày 9/4/2026",
        "theo Quyết định của Ủy ban nhân dân xã ngày 9 tháng 4 năm 2026",
        "Nghị quyết được thông qua tại kỳ họp thứ ba, ngày 9 tháng 4 năm 2026",
        "Thời hạn nộp hồ sơ đến hết 9/4/2026",
        "Nam Sơn có 9/4/2026 hộ",
        "Kế hoạch công tác, tháng 4 năm 2026",
        "Nam Sơn, 9/4/26",
        "(Kèm theo Quyết định số 18/QĐ-UBND ngày 9/4/2026)",
    ],
)
def test_a_date_in_a_sentence_is_not_the_documents(line: str) -> None:
    assert place_and_date([line_of(line)]) == ({}, -1)


@pytest.mark.parametrize(
    ("month", "number"),
    [("giêng", 1), ("Ba", 3), ("năm", 5), ("mười", 10), ("mười một", 11), ("Chạp", 12)],
)
def test_a_month_in_words(month: str, number: int) -> None:
    found = date_line(line_of(f"Nam Sơn, ngày 9 tháng {month} năm 1998"))
    assert found == DateLine(0, "Nam Sơn", date(1998, number, 9))


@pytest.mark.parametrize(
    "lines",
    [
        ("Nam Sơn, ngày", "09 tháng 4 năm 2026"),
        ("Nam Sơn, ngày 9", "tháng 4 năm 2026"),
        ("Nam Sơn, ngày 09 tháng 4", "năm 2026"),
        ("Nam Sơn, ngày", "09 tháng 4", "năm 2026"),
    ],
)
def test_a_narrow_column_may_break_a_date(lines: tuple[str, ...]) -> None:
    found, at = place_and_date(unbroken([line_of(line) for line in lines]))
    assert (found, at) == ({"place": "Nam Sơn", "date": THE_DAY}, 0)


def test_a_day_without_its_year_gives_the_place() -> None:
    found, _ = place_and_date([line_of("Nam Sơn, ngày 9 tháng 4"), line_of("PHIẾU ĐĂNG KÝ")])
    assert found == {"place": "Nam Sơn", "date": ""}


def test_the_date_behind_another_number_is_that_documents() -> None:
    lines = [
        line_of(text)
        for text in ("Số: 7/QĐ-UBND", "Về việc thu hồi Quyết định số 6/QĐ-UBND ngày 9/4/2026")
    ]
    assert place_and_date(lines, number=0) == ({}, -1)
    assert place_and_date([line_of("Số: 7/QĐ-UBND ngày 9/4/2026")], number=0)[0]["date"] == THE_DAY


def test_a_date_without_place_counts_below_the_number_only() -> None:
    lines = [line_of(text) for text in ("Bản án số: 7/2026/DS-ST", "Ngày 9-4-2026", "V/v kiện đòi")]
    assert place_and_date(lines, number=0)[0]["date"] == date(2026, 4, 9).isoformat()
    lines[1] = line_of("Ngày ban hành: 9/4/2026")
    assert place_and_date(lines, number=0)[0]["date"] == THE_DAY
    assert place_and_date(lines) == ({}, -1)
