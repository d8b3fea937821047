import pytest

from searchkit.documents.letterhead.reader import Letterhead, read_letterhead
from searchkit.documents.letterhead.title import title_of

NONE = Letterhead()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(
            "\n\nBáo cáo công tác tuần 12\nNội dung.", "Báo cáo công tác tuần 12", id="line"
        ),
        pytest.param(
            "TÀI LIỆU TẬP HUẤN\nVỀ CHỮ KÝ SỐ\nNội dung.",
            "TÀI LIỆU TẬP HUẤN VỀ CHỮ KÝ SỐ",
            id="capitals",
        ),
        pytest.param(
            "Phụ lục 3\nQuy trình các bước công việc\nBước một.",
            "Phụ lục 3 Quy trình các bước công việc",
            id="few-words",
        ),
        pytest.param(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-----\n"
            "ĐƠN ĐĂNG KÝ HỘ KINH DOANH\nKính gửi: Ủy ban nhân dân phường",
            "ĐƠN ĐĂNG KÝ HỘ KINH DOANH",
            id="form",
        ),
        pytest.param(
            "S Ổ  T A Y  C Á N  B Ộ\nNội dung.", "SỔ TAY CÁN BỘ", id="letters set apart, wide gaps"
        ),
        pytest.param(
            "Q U Y  T R Ì N H  số 5\nNội dung.", "QUY TRÌNH số 5", id="letters set apart, part"
        ),
        pytest.param("…", "…", id="no-letters"),
    ],
)
def test_without_a_head_the_first_lines_are_the_title(text: str, title: str) -> None:
    assert title_of(text, NONE) == title


def test_what_the_format_calls_a_title_comes_before_the_first_line() -> None:
    assert title_of("Trang chủ\nNội dung", NONE, " Hội nghị\n sơ kết ") == "Hội nghị sơ kết"


def test_the_head_comes_before_everything() -> None:
    text = (
        "SỞ NỘI VỤ\nSố: 57/TTr-SNV\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TỜ TRÌNH\nVề việc giao biên chế năm 2026\nKính gửi: Ủy ban nhân dân tỉnh"
    )
    title = title_of(text, read_letterhead(text), "Microsoft Word - to trinh.doc")
    assert title == "Tờ trình số 57/TTr-SNV: Về việc giao biên chế năm 2026"


def test_long_titles_end_at_a_word() -> None:
    title = title_of("Kế hoạch thực hiện " * 50, NONE)
    assert len(title) <= 300
    assert title.endswith(("hoạch…", "thực…", "hiện…", "Kế…"))


@pytest.mark.parametrize(
    ("below", "title"),
    [
        pytest.param(
            "GIẤY PHÉP\nHoạt động hành nghề luật sư",
            "GIẤY PHÉP Hoạt động hành nghề luật sư",
            id="type",
        ),
        pytest.param("Kính gửi: Sở Nội vụ", "Kính gửi: Sở Nội vụ", id="letter-without-summary"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_below_a_number_without_a_known_type_the_first_line_is_the_title(
    below: str, title: str
) -> None:
    text = f"SỞ TƯ PHÁP\nSố: 5/GP-STP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{below}\n"
    assert title_of(text, read_letterhead(text)) == f"Số 5/GP-STP: {title}".rstrip(": ")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            "Nam Sơn, ngày    tháng    năm 2026\nĐƠN XIN CHUYỂN TRƯỜNG\nKính gửi: Ban Giám hiệu",
            "ĐƠN XIN CHUYỂN TRƯỜNG",
            id="blank-date",
        ),
        pytest.param(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            "......, ngày .... tháng .... năm ......\nĐƠN KHIẾU NẠI\nKính gửi: …",
            "ĐƠN KHIẾU NẠI",
            id="dots",
        ),
        pytest.param(
            "TP-CC-09\n(Ban hành kèm theo Thông tư số 14/2026/TT-BTP)\n"
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSỔ THỤ LÝ HỒ SƠ\n1.",
            "SỔ THỤ LÝ HỒ SƠ",
            id="form",
        ),
        pytest.param(
            "UBND TỈNH NAM SƠN\nSỞ VĂN HÓA & THỂ THAO\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "Độc lập - Tự do - Hạnh phúc\nBẢNG TỔNG HỢP KẾT QUẢ\nSTT | Đơn vị",
            "BẢNG TỔNG HỢP KẾT QUẢ",
            id="issuers",
        ),
        pytest.param(
            "Mẫu số 01/ĐKT\n(Ban hành theo Thông tư số 95/2026/TT-BTC)\n"
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỜ KHAI THUẾ\nKính gửi: …",
            "Mẫu số 01/ĐKT TỜ KHAI THUẾ",
            id="form-of-a-circular",
        ),
        pytest.param(
            "UBND TỈNH NAM SƠN\nSỞ VĂN HÓA & THỂ THAO\nBIỂU TỔNG HỢP KINH PHÍ\nSTT | Đơn vị",
            "BIỂU TỔNG HỢP KINH PHÍ",
            id="issuers-without-a-national-title",
        ),
        pytest.param(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            "Nam Sơn, ngày … tháng … năm …\nGIẤY ỦY QUYỀN\nCăn cứ Bộ luật Dân sự;\n",
            "Giấy ủy quyền",
            id="a-type-and-nothing-else",
        ),
        pytest.param(
            "CÔNG BÁO/Số 12/Ngày 12-05-2026 84\nVĂN BẢN PHÁP LUẬT KHÁC\nDANH MỤC BẾN ĐÒ\n1.",
            "DANH MỤC BẾN ĐÒ",
            id="gazette",
        ),
    ],
)
def test_the_title_stands_below_what_says_nothing(text: str, title: str) -> None:
    assert title_of(text, read_letterhead(text)) == title


@pytest.mark.parametrize(
    "format_title",
    [
        "404 Not Found",
        "Lỗi 404",
        "Error 403 - Forbidden",
        "Trang này không tồn tại",
        "Page not found",
    ],
)
def test_the_title_of_an_error_page_names_nothing(format_title: str) -> None:
    assert title_of("Quy trình cấp phép\nBước 1.", NONE, format_title) == "Quy trình cấp phép"


@pytest.mark.parametrize("format_title", ["404/QĐ-UBND về giao đất", "Đề án 500 trí thức trẻ"])
def test_a_title_may_hold_the_number_of_an_error(format_title: str) -> None:
    assert title_of("Trang chủ\nNội dung", NONE, format_title) == format_title


def test_the_cover_of_a_gazette_is_called_by_its_issue() -> None:
    text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nCÔNG BÁO\n"
        "Số 12 + 13 Ngày 12 tháng 5 năm 2026\nMỤC LỤC\n"
        "01-5-2026 - Nghị định số 140/2026/NĐ-CP quy định về cảng\n"
    )
    head = read_letterhead(text)
    assert head.fields == {}
    assert title_of(text, head) == "Công báo Số 12 + 13 Ngày 12 tháng 5 năm 2026"
