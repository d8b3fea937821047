import pytest

from searchkit.documents.readers.pdf.layout import join_pages


def paragraphs(*pages: str) -> list[str]:
    return join_pages(list(pages))[0].split("\n")


def test_lines_of_a_sentence_are_joined() -> None:
    page = "Điều 2. Hiệu lực\r\n1. Nghị quyết này thay thế Nghị quyết số \r\n41/NQ-CP này.\r\n"
    assert paragraphs(page) == [
        "Điều 2. Hiệu lực",
        "1. Nghị quyết này thay thế Nghị quyết số 41/NQ-CP này.",
    ]


def test_a_number_broken_at_its_hyphen_is_whole_again() -> None:
    assert paragraphs("thực hiện Thông tư số 34/2026/TT\x02\r\nBTC của Bộ Tài chính") == [
        "thực hiện Thông tư số 34/2026/TT-BTC của Bộ Tài chính"
    ]


def test_running_headers_and_page_numbers_are_dropped() -> None:
    bodies = [f"Đoạn văn của trang thứ {word}." for word in ("nhất", "hai", "ba", "tư")]
    pages = [
        f"CÔNG BÁO/Số {9 + n}/Ngày 1 {n}\r\n{body}\r\n- {n} -" for n, body in enumerate(bodies)
    ]
    assert paragraphs(*pages) == bodies


def test_a_sentence_over_a_page_break_is_one_paragraph() -> None:
    text, starts = join_pages(["Cơ quan này có trách nhiệm", "phối hợp.\r\nĐiều 3. Hồ sơ"])
    assert text == "Cơ quan này có trách nhiệm phối hợp.\nĐiều 3. Hồ sơ"
    assert text[starts[1] :].startswith("phối hợp")


def test_a_heading_in_capitals_stays_alone() -> None:
    assert paragraphs("HƯỚNG DẪN\r\nxem xét chính sách\r\n________") == [
        "HƯỚNG DẪN",
        "xem xét chính sách",
    ]


def test_empty_pages_begin_where_the_next_one_does() -> None:
    assert join_pages(["Một.", "", "Hai."]) == ("Một.\nHai.", (0, 4, 5))


WIDE = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            ["Số: 12/QĐ-UBND Bến Phà, ngày 5 tháng 6 năm 2026", "QUYẾT ĐỊNH"], id="type-below-date"
        ),
        pytest.param(
            ["PHÒNG NỘI VỤ Độc lập - Tự do - Hạnh phúc", "Số: 12/GM-NV Bến Phà, ngày 5/6/2026"],
            id="number-below-motto",
        ),
        pytest.param(
            ["Bến Phà, ngày 5 tháng 6 năm 2026", "Về việc giao biên chế cho các phòng năm 2026"],
            id="left-column-below-date",
        ),
        pytest.param(
            ["Về việc giao biên chế cho các phòng chuyên môn", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ"],
            id="authority-below-summary",
        ),
        pytest.param(
            ["Về việc rà soát hồ sơ của các phòng chuyên môn", "Kính gửi: Các phòng chuyên môn"],
            id="addressees-below-summary",
        ),
        pytest.param(
            ["Quy định mức hỗ trợ tiền ăn cho trẻ mẫu giáo ở các thôn bản vùng cao"],
            id="basis-below-summary",
        ),
        pytest.param(
            [
                "Ban hành Quy chế quản lý chợ phiên vùng cao trên địa bàn tỉnh năm",
                "Theo đề nghị của Giám đốc Sở Công Thương tại Tờ trình số 7/TTr-SCT;",
                "Xét đề nghị của Trưởng phòng Kinh tế về việc mở chợ phiên vùng cao",
            ],
            id="proposals",
        ),
        pytest.param(
            [
                "Triển khai chương trình xây dựng nông thôn mới trên địa bàn năm 2026",
                "Thực hiện Nghị quyết số 15/NQ-HĐND của Hội đồng nhân dân tỉnh, Sở báo cáo.",
            ],
            id="what-it-carries-out",
        ),
        pytest.param(
            ["V/v bố trí vốn Bến Phà, ngày 5 tháng 6 năm 2026", "sửa chữa nhà văn hóa thôn"],
            id="subject-beside-date",
        ),
        pytest.param(
            ["Kính gửi: Ủy ban nhân dân các xã, phường của tỉnh", "Thực hiện kế hoạch năm"],
            id="text-below-addressees",
        ),
    ],
)
def test_lines_of_a_head_are_not_joined(head: list[str]) -> None:
    assert paragraphs("\r\n".join([*head, WIDE])) == [*head, WIDE]


def test_a_sentence_that_breaks_after_a_date_is_joined() -> None:
    assert paragraphs(f"{WIDE}\r\ncủa Quốc hội;") == [f"{WIDE} của Quốc hội;"]


def test_an_abbreviation_that_ends_a_sentence_is_joined() -> None:
    page = "Báo cáo nêu tốc độ tăng trưởng và thu hút đầu tư vào các khu công nghiệp\r\nASEAN."
    assert len(paragraphs(f"{page}\r\n{WIDE}.")) == 2
