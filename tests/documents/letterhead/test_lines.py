import pytest

from searchkit.documents.letterhead.lines import (
    begins_text,
    find_title,
    head_lines,
    is_ceremonial,
    line_of,
    state_title,
)

TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def texts(text: str) -> list[str]:
    return [line.text for line in head_lines(text)]


@pytest.mark.parametrize(
    ("raw", "spelt"),
    [
        ("BỘKHOA HỌC VÀ CÔNG NGHỆ", "BỘ KHOA HỌC VÀ CÔNG NGHỆ"),
        ("SỞNÔNG NGHIỆP", "SỞ NÔNG NGHIỆP"),
        ("CỘNG HÒA XÃ HỘI CHỦNGHĨA VIỆT NAM", TITLE),
        ("BỘ KHOAHỌC VÀCÔNGNGHỆ", "BỘ KHOA HỌC VÀ CÔNG NGHỆ"),
        ("SỞTÀI CHÍNH TỈNH VIỆTNAM", "SỞ TÀI CHÍNH TỈNH VIỆT NAM"),
        ("TỔNG CÔNG TY VINAPANEL", "TỔNG CÔNG TY VINAPANEL"),
        ("XÃ HỘI CHỦ NGHIÃ", "XÃ HỘI CHỦ NGHĨA"),  # a tone on the wrong vowel, no lost space
        ("SỞ NỘI VỤ -------", "SỞ NỘI VỤ"),
        ("**SỞ NỘI VỤ**", "SỞ NỘI VỤ"),
        ("## BÁO CÁO", "BÁO CÁO"),
        ("***", "***"),
        ("-------", "-------"),
    ],
)
def test_capitals_get_back_the_space_that_they_lost(raw: str, spelt: str) -> None:
    assert line_of(raw).text == spelt


@pytest.mark.parametrize(
    "line",
    [
        "CÔNG BÁO/Số 271/Ngày 12-05-2026 84",
        "84 CÔNG BÁO/Số 271 + 272/Ngày 12-05-2026",
        "84 CÔNG BÁO TỈNH NAM SƠN/Số 271/Ngày 12-05-2026",
        "TỈNH NAM SƠN CÔNG BÁO/Số 03/12-05-2026 84",
        "CÔNG BÁO/NAM SƠN/Số 03/Ngày 12-05-2026",
        "CÔNG BÁO Số 27 ngày 12/5/2026 - Trang 84",
        "CÔNG BÁO",
        "VĂN BẢN QUY PHẠM PHÁP LUẬT",
        "PHẦN I. VĂN BẢN QUY PHẠM PHÁP LUẬT",
        "VĂN BẢN PHÁP LUẬT KHÁC",
        "DỰ THẢO LẦN 2",
        "MẬT",
    ],
)
def test_what_stands_above_and_beside_a_head_is_no_part_of_it(line: str) -> None:
    assert texts(f"{line}\nCHÍNH PHỦ\n") == ["CHÍNH PHỦ"]


@pytest.mark.parametrize(
    "stamp",
    [
        "CÔNG VĂN ĐẾN\nSố: 1575\nNgày: 12/3/2026\nChuyển: PGĐ\n",
        "ĐẾN\nSố: 1575\nNgày: 12/3/2026\nChuyển: Phòng Tổ chức\nLưu hồ sơ số: 4\n",
        "VĂN BẢN ĐẾN Số: 1575 Ngày: 12/3/2026\n",
        "Số đến: 1575\nNgày đến: 12/3/2026\n",
        "CÔNG VĂN ĐI\nSố: 1575\n",
        "VĂN BẢN ĐẾN\nSố: 3321/VBĐ\nNgày 7 tháng 4 năm 2026\n",
    ],
)
def test_the_stamp_of_incoming_mail_is_not_the_issuers(stamp: str) -> None:
    head = f"UBND TỈNH NAM SƠN\n{TITLE}\nSố: 312/UBND-TH\n"
    expected = texts(head)
    assert texts(f"SỞ NỘI VỤ\n{stamp}{head}") == expected
    assert texts(f"{head}{stamp}V/v họp") == [*expected, "V/v họp"]


def test_a_sentence_may_name_an_issue_of_the_gazette() -> None:
    line = "Đăng trên Công báo số 271 ngày 12/5/2026"
    assert texts(line) == [line]


def test_a_line_that_begins_as_a_stamp_does_may_be_the_subject() -> None:
    assert texts("BÁO CÁO\nĐẾN NGÀY 30 THÁNG 6 NĂM 2026\nĐến nay đã xong.\n")[1:] == [
        "ĐẾN NGÀY 30 THÁNG 6 NĂM 2026",
        "Đến nay đã xong.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        TITLE,
        f"SỞ NỘI VỤ {TITLE}",
        f"{TITLE} Độc lập - Tự do - Hạnh phúc",
        "Bộ tài chính cộng hoà xã hội chủ nghĩa việt nam",
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
    ],
)
def test_lines_that_show_the_national_title(line: str) -> None:
    assert state_title(line_of(line))
    assert find_title([line_of(line)]) == 0


@pytest.mark.parametrize(
    "line",
    [
        "Hiệp định giữa Cộng hòa xã hội chủ nghĩa Việt Nam và Cộng hòa Mẫu",
        "HIỆP ĐỊNH GIỮA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Ngân hàng của Cộng hòa xã hội chủ nghĩa Việt Nam",
    ],
)
def test_lines_that_name_the_state_in_a_sentence(line: str) -> None:
    assert state_title(line_of(line)) is None


def test_what_says_nothing_and_what_begins_the_text() -> None:
    assert is_ceremonial("Độc lập – Tự do – Hạnh phúc")
    assert is_ceremonial("CÔNG BÁO/Số 271/Ngày 12-05-2026")
    assert not is_ceremonial("Công báo điện tử có thêm mục hỏi đáp")
    assert begins_text(line_of("Căn cứ Luật Căn cước;"))
    assert not begins_text(line_of("CĂN CƯỚC"))
