import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.documents.letterhead.reader import Letterhead, read_letterhead

DECREE = """CHÍNH PHỦ
________
Số: 98/2024/NĐ-CP
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 25 tháng 07 năm 2024
NGHỊ ĐỊNH
Quy định chi tiết một số điều của Luật Nhà ở
Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;
"""
OFFICIAL_LETTER = """UBND TỈNH AN HÒA              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
      SỞ NỘI VỤ                          Độc lập - Tự do - Hạnh phúc
Số: 615/SNV-TCCB                    An Hòa, ngày 20 tháng 5 năm 2021
V/v rà soát đầu mối bên trong
của các sở
Kính gửi: Các sở, ban, ngành.
"""
PARTY_RESOLUTION = """TỈNH ỦY AN HÒA
BAN TỔ CHỨC
*
Số 05-NQ/BTCTU
ĐẢNG CỘNG SẢN VIỆT NAM
An Hòa, ngày 20 tháng 01 năm 2025
NGHỊ QUYẾT
CỦA BAN CHẤP HÀNH ĐẢNG BỘ
về công tác cán bộ
I. TÌNH HÌNH
"""
LAW_IN_THE_GAZETTE = """Luật số 36/2024/QH15 ngày 27 tháng 6 năm 2024
Trật tự, an toàn giao thông đường bộ
Điều 24. Giao thông tại đường ngang
"""
AS_GAZETTES_PRINT_IT = """Nghị định
của Chính phủ số 29/1998/NĐ-CP ngày 11 tháng 5 năm 1998
về việc ban hành Quy chế thực hiện dân chủ ở xã
Chính phủ
"""
CAPITALS_OF_AN_OLD_FONT = """Bộ tài chính cộng hoà xã hội chủ nghĩa việt nam
-*- Độc lập - Tự do - Hạnh phúc
Số: 40 /2000/TT-BTC -----------
Hà Nội, ngày 15 tháng 5 năm 2000
thông tư
Hướng dẫn thi hành Quyết định số 176/1999/QĐ-TTg
ngày 26 tháng 8 năm 1999 về miễn thuế
Thi hành Quyết định trên, Bộ Tài chính hướng dẫn như sau:
"""
LETTER_OF_AN_OFFICE = """ỦY BAN NHÂN DÂN
PHƯỜNG BẾN PHÀ
VĂN PHÒNG
Số: 77/VP-KSTT
V/v chấn chỉnh việc giải quyết hồ sơ quá hạn

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bến Phà, ngày 03 tháng 4 năm 2026

Kính gửi: Các tổ dân phố.
"""


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        pytest.param(
            DECREE,
            {
                "number": "98/2024/NĐ-CP",
                "date": "2024-07-25",
                "place": "Hà Nội",
                "type": "Nghị định",
                "issuer": "CHÍNH PHỦ",
                "summary": "Quy định chi tiết một số điều của Luật Nhà ở",
            },
            id="decree",
        ),
        pytest.param(
            OFFICIAL_LETTER,
            {
                "number": "615/SNV-TCCB",
                "date": "2021-05-20",
                "place": "An Hòa",
                "type": "Công văn",
                "issuer": "SỞ NỘI VỤ",
                "superior": "UBND TỈNH AN HÒA",
                "summary": "rà soát đầu mối bên trong của các sở",
            },
            id="columns-woven-together",
        ),
        pytest.param(
            PARTY_RESOLUTION,
            {
                "number": "05-NQ/BTCTU",
                "date": "2025-01-20",
                "place": "An Hòa",
                "type": "Nghị quyết",
                "issuer": "BAN TỔ CHỨC",
                "superior": "TỈNH ỦY AN HÒA",
                "summary": "về công tác cán bộ",
            },
            id="party",
        ),
        pytest.param(
            LAW_IN_THE_GAZETTE,
            {
                "number": "36/2024/QH15",
                "date": "2024-06-27",
                "type": "Luật",
                "summary": "Trật tự, an toàn giao thông đường bộ",
            },
            id="number-and-date-in-one-line",
        ),
        pytest.param(
            AS_GAZETTES_PRINT_IT,
            {
                "number": "29/1998/NĐ-CP",
                "date": "1998-05-11",
                "type": "Nghị định",
                "issuer": "Chính phủ",
                "summary": "về việc ban hành Quy chế thực hiện dân chủ ở xã",
            },
            id="cited-head",
        ),
        pytest.param(
            CAPITALS_OF_AN_OLD_FONT,
            {
                "number": "40/2000/TT-BTC",
                "date": "2000-05-15",
                "place": "Hà Nội",
                "type": "Thông tư",
                "issuer": "Bộ tài chính",
                "summary": "Hướng dẫn thi hành Quyết định số 176/1999/QĐ-TTg ngày 26 tháng 8 năm "
                "1999 về miễn thuế",
            },
            id="small-letters",
        ),
        pytest.param(
            LETTER_OF_AN_OFFICE,
            {
                "number": "77/VP-KSTT",
                "date": "2026-04-03",
                "place": "Bến Phà",
                "type": "Công văn",
                "issuer": "VĂN PHÒNG",
                "superior": "ỦY BAN NHÂN DÂN PHƯỜNG BẾN PHÀ",
                "summary": "chấn chỉnh việc giải quyết hồ sơ quá hạn",
            },
            id="right-column-below-the-left",
        ),
    ],
)
def test_the_fields_of_a_head(text: str, fields: dict[str, str]) -> None:
    assert read_letterhead(text).fields == fields


def test_a_cover_gives_type_and_subject_above_the_head() -> None:
    text = (
        "BÁO CÁO\nKinh tế cả năm\n\nỦY BAN NHÂN DÂN XÃ HƯNG THỊNH\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 15/BC-UBND\n"
        "Hưng Thịnh, ngày 5 tháng 6 năm 2024\nTrong năm, xã đạt 12 chỉ tiêu.\n"
    )
    fields = read_letterhead(text).fields
    assert fields["number"] == "15/BC-UBND"
    assert (fields["type"], fields["summary"]) == ("Báo cáo", "Kinh tế cả năm")
    assert fields["issuer"] == "ỦY BAN NHÂN DÂN XÃ HƯNG THỊNH"


def test_a_subject_ends_above_a_date_that_a_narrow_column_breaks() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ NAM SƠN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nSố: 12/UBND-VP\nV/v rà soát hộ nghèo\nNam Sơn, ngày 9\n"
        "tháng 4 năm 2026\nKính gửi: Các thôn\n"
    )
    fields = read_letterhead(text).fields
    assert (fields["summary"], fields["date"]) == ("rà soát hộ nghèo", "2026-04-09")


def test_a_subject_goes_on_with_what_is_founded() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ NAM SƠN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nSố: 113/QĐ-UBND\nNam Sơn, ngày 3 tháng 4 năm 2024\n"
        "QUYẾT ĐỊNH\nVề việc thành lập\nHỘI ĐỒNG THI ĐUA\nCăn cứ Luật Thi đua, khen thưởng;\n"
    )
    assert read_letterhead(text).fields["summary"] == "Về việc thành lập HỘI ĐỒNG THI ĐUA"


def test_the_head_ends_before_the_first_legal_basis() -> None:
    assert DECREE[read_letterhead(DECREE).end :].lstrip().startswith("Căn cứ Luật Tổ chức")


def test_the_line_that_names_the_decision_belongs_to_the_head() -> None:
    text = DECREE.replace("Căn cứ", "(Kèm theo Quyết định số 5/QĐ-UBND)\nCăn cứ", 1)
    assert text[read_letterhead(text).end :].lstrip().startswith("Căn cứ Luật Tổ chức")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Sáng 28/01/2025, huyện công bố Quyết định số 18-QĐ/HU về cán bộ.", id="news"),
        pytest.param("", id="nothing"),
        pytest.param("Kính gửi các đồng chí.\nTheo Nghị định số 30/2020/NĐ-CP.", id="citation"),
        pytest.param(
            "Điều 33. Hiệu lực\nNghị quyết số 5/2016/UBTVQH14 hết hiệu lực từ ngày ký.",
            id="article-that-names-another",
        ),
        pytest.param(
            "Hiệu lực thi hành\n2. Nghị định số 5/2020/NĐ-CP ngày 18 tháng 9 năm 2020 về biểu "
            "thuế để thực hiện Hiệp định giữa Cộng hòa xã hội chủ nghĩa Việt Nam và Liên minh châu "
            "Âu giai đoạn 2020 - 2022 hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.",
            id="sentence-that-names-the-state",
        ),
    ],
)
def test_a_text_without_a_head_gets_no_fields(text: str) -> None:
    assert read_letterhead(text).fields == {}
    assert read_letterhead(text).end == 0


@pytest.mark.parametrize(
    ("title", "below"),
    [
        pytest.param("NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n(2013)", "LỜI NÓI ĐẦU", id="2013"),
        pytest.param("NƯỚC VIỆT NAM DÂN CHỦ CỘNG HÒA", "LỜI NÓI ĐẦU", id="1946"),
        pytest.param("NƯỚC CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM", "Chương I", id="two-lines"),
    ],
)
def test_a_constitution_is_known_by_its_title(title: str, below: str) -> None:
    text = f"HIẾN PHÁP\n{title}\n{below}\n"
    head = read_letterhead(text)
    assert head.fields == {"type": "Hiến pháp", "summary": " ".join(title.split("\n"))}
    assert text[head.end :].strip() == below


def test_numbers_of_other_documents_are_not_the_documents_own() -> None:
    text = DECREE.replace("Số: 98/2024/NĐ-CP\n", "").replace("Nhà ở\n", "Nhà ở số 27/2023/QH15\n")
    assert "number" not in read_letterhead(text).fields


def test_the_date_of_a_proposal_is_not_the_documents_own() -> None:
    text = DECREE.replace("Hà Nội, ngày 25 tháng 07 năm 2024\n", "").replace(
        "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;",
        "Theo Tờ trình số 12/TTr-BXD ngày 26 tháng 3 năm 2024",
    )
    assert "date" not in read_letterhead(text).fields


@pytest.mark.parametrize(
    ("below_type", "summary"),
    [
        pytest.param(
            "về tổng kết Nghị quyết số 18-NQ/TW\n\nSau bảy năm thực hiện, bộ máy vẫn cồng kềnh.",
            "về tổng kết Nghị quyết số 18-NQ/TW",
            id="before-a-sentence",
        ),
        pytest.param(
            "Sơ kết một năm tinh gọn bộ máy\n\nI. Kết quả",
            "Sơ kết một năm tinh gọn bộ máy",
            id="so",
        ),
        pytest.param(
            "Thi hành án dân sự năm 2002\nCăn cứ Luật Kế toán;",
            "Thi hành án dân sự năm 2002",
            id="carrying-out",
        ),
        pytest.param(
            "Quy chế phối hợp giữa Sở Nội vụ và\nỦy ban nhân dân các xã\nCăn cứ Luật Kế toán;",
            "Quy chế phối hợp giữa Sở Nội vụ và Ủy ban nhân dân các xã",
            id="a-body-behind-and",
        ),
        pytest.param(
            "Hướng dẫn Thông tư số 60-TC/CĐKT ngày\n01/9/1997 về kế toán\nCăn cứ Luật Kế toán;",
            "Hướng dẫn Thông tư số 60-TC/CĐKT ngày 01/9/1997 về kế toán",
            id="date-begins-a-line",
        ),
        pytest.param(
            "Về mức thuế nhập khẩu\nbộ trưởng bộ tài chính\nCăn cứ Luật Thuế;",
            "mức thuế nhập khẩu",
            id="issuer-in-small-letters",
        ),
        pytest.param(
            "Về chức năng của Đội kiểm tra\n( Ban hành kèm theo Quyết định số 5/2006/QĐ-UBND )",
            "chức năng của Đội kiểm tra",
            id="attached",
        ),
    ],
)
def test_where_a_summary_ends(below_type: str, summary: str) -> None:
    text = f"{CAPITALS_OF_AN_OLD_FONT.split('thông tư')[0]}\nTHÔNG TƯ\n{below_type}\n"
    assert read_letterhead(text).fields["summary"].removeprefix("Về ") == summary


def test_a_type_with_its_issuer_in_small_letters() -> None:
    head = CAPITALS_OF_AN_OLD_FONT.split("thông tư")[0]
    text = f"{head}thông tư của bộ trưởng bộ tài chính\nQuy định việc phát hành công trái\n"
    fields = read_letterhead(text).fields
    assert (fields["type"], fields["summary"]) == ("Thông tư", "Quy định việc phát hành công trái")


def test_a_precedent_says_what_it_is_about_below_its_number() -> None:
    text = (
        "ÁN LỆ SỐ 33/2020/AL1\nVề trường hợp sử dụng đất lâu dài\n"
        "Được Hội đồng Thẩm phán thông qua ngày 05 tháng 02 năm 2020\n"
    )
    assert read_letterhead(text).fields["summary"] == "Về trường hợp sử dụng đất lâu dài"


HEAD = """SỞ TƯ PHÁP
Số: 12/{symbol}-STP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Hòa, ngày 5 tháng 6 năm 2026
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Bảy năm tinh gọn bộ máy\nNghị quyết số 18-NQ/TW ngày 25/10/2017 của Ban Chấp hành "
            "Trung ương đã đặt ra yêu cầu sắp xếp các cơ quan.\nNhiều nơi đã giảm đầu mối.",
            id="news-that-cites",
        ),
        pytest.param(
            "Giới thiệu văn bản mới\nNghị định số 30/2020/NĐ-CP về công tác văn thư\nCó bốn chương",
            id="article-about-a-decree",
        ),
        pytest.param(
            "Nghị định số 30/2020/NĐ-CP về công tác văn thư thay thế Nghị định số 110/2004/NĐ-CP.\n"
            "Văn bản này có nhiều điểm mới.",
            id="sentence-about-a-decree",
        ),
        pytest.param(
            "Nghị định 178/2024/NĐ-CP áp dụng từ ngày 01/01/2025, cần rà soát.\nPhòng lập bảng.",
            id="note",
        ),
        pytest.param(
            "DANH MỤC VĂN BẢN HẾT HIỆU LỰC\nLuật số 45/2013/QH13 về đất đai\n"
            "Nghị định số 43/2014/NĐ-CP về thi hành Luật Đất đai",
            id="list-with-subjects",
        ),
        pytest.param(
            "DANH MỤC VĂN BẢN\nLuật số 45/2013/QH13 ngày 29 tháng 11 năm 2013\n"
            "Nghị định số 43/2014/NĐ-CP ngày 15 tháng 5 năm 2014",
            id="list-with-dates",
        ),
        pytest.param(
            "Tuyên truyền\nLuật số 26/2023/QH15 được Quốc hội thông qua ngày 27/11/2023.",
            id="outline",
        ),
    ],
)
def test_a_text_that_cites_a_document_is_not_that_document(text: str) -> None:
    assert read_letterhead(text) == Letterhead()


@pytest.mark.parametrize(
    ("left", "issuer", "superior"),
    [
        pytest.param(
            "ỦY BAN NHÂN DÂN\nTỈNH AN HÒA\nDỰ THẢO", "ỦY BAN NHÂN DÂN TỈNH AN HÒA", "", id="draft"
        ),
        pytest.param("UBND TỈNH AN HÒA\nDỰ THẢO LẦN 2\n(MẬT)", "UBND TỈNH AN HÒA", "", id="marks"),
        pytest.param(
            "CHI CỤC KIỂM LÂM TỈNH AN HÒA\nHẠT KIỂM LÂM HUYỆN BẾN PHÀ",
            "HẠT KIỂM LÂM HUYỆN BẾN PHÀ",
            "CHI CỤC KIỂM LÂM TỈNH AN HÒA",
            id="ranger-station",
        ),
        pytest.param(
            "SỞ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH\nTHƯ VIỆN TỈNH",
            "THƯ VIỆN TỈNH",
            "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
            id="library",
        ),
        pytest.param(
            "UBND TỈNH AN HÒA\nSỞ TÀI NGUYÊN VÀ MÔI\nTRƯỜNG",
            "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
            "UBND TỈNH AN HÒA",
            id="last-word-is-a-kind-of-body",
        ),
        pytest.param(
            "UBND XÃ BẾN PHÀ\nTRƯỜNG\nMẦM NON HOA SEN",
            "TRƯỜNG MẦM NON HOA SEN",
            "UBND XÃ BẾN PHÀ",
            id="kind-of-body-alone",
        ),
        pytest.param(
            "TỔNG CÔNG TY ĐIỆN LỰC MIỀN\nBẮC", "TỔNG CÔNG TY ĐIỆN LỰC MIỀN BẮC", "", id="last-word"
        ),
        pytest.param(
            "VĂN PHÒNG\nĐOÀN ĐBQH VÀ HĐND TỈNH\nAN HÒA",
            "VĂN PHÒNG ĐOÀN ĐBQH VÀ HĐND TỈNH AN HÒA",
            "",
            id="office-of-two-bodies",
        ),
        pytest.param(
            "BỘ TƯ LỆNH\nBỘ ĐỘI BIÊN PHÒNG", "BỘ TƯ LỆNH BỘ ĐỘI BIÊN PHÒNG", "", id="command"
        ),
        pytest.param(
            "BAN CHỈ HUY\nPHÒNG CHỐNG THIÊN TAI",
            "BAN CHỈ HUY PHÒNG CHỐNG THIÊN TAI",
            "",
            id="unless",
        ),
        pytest.param(
            "BỘ TÀI CHÍNH\nBỘ NỘI VỤ", "BỘ TÀI CHÍNH - BỘ NỘI VỤ", "", id="ministries-are-equals"
        ),
        pytest.param(
            "Số hiệu: | 12/KH-STP | Loại: | Kế hoạch\nSỞ TƯ PHÁP", "SỞ TƯ PHÁP", "", id="portal"
        ),
        pytest.param("UBND HUYỆN BẾN PHÀ\nHÃNG PHIM THIẾU NHI XUÂN LA", "", "", id="doubtful"),
        pytest.param(
            "UBND TỈNH AN HÒA\nSỞ Y TẾ\nSỞ NỘI VỤ",
            "SỞ Y TẾ - SỞ NỘI VỤ",
            "UBND TỈNH AN HÒA",
            id="equals",
        ),
        pytest.param(
            "UBND XÃ BẾN PHÀ\nTRƯỜNG TIỂU HỌC SỐ 2",
            "TRƯỜNG TIỂU HỌC SỐ 2",
            "UBND XÃ BẾN PHÀ",
            id="number",
        ),
        pytest.param(
            "Sở Nông nghiệp\nvà Môi trường", "Sở Nông nghiệp và Môi trường", "", id="small-letters"
        ),
        pytest.param(
            "TÒA ÁN NHÂN DÂN\nHUYỆN BẾN PHÀ\nTỈNH AN HÒA",
            "TÒA ÁN NHÂN DÂN HUYỆN BẾN PHÀ TỈNH AN HÒA",
            "",
            id="two-territories",
        ),
        pytest.param(
            "CÔNG ĐOÀN TRƯỜNG\nĐẠI HỌC BẾN PHÀ",
            "CÔNG ĐOÀN TRƯỜNG ĐẠI HỌC BẾN PHÀ",
            "",
            id="goes-on",
        ),
        pytest.param(
            "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG\nTRUNG TÂM QUAN TRẮC",
            "TRUNG TÂM QUAN TRẮC",
            "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
            id="does-not-go-on",
        ),
        pytest.param("BỘ TÀI CHÍNH\n- * -", "BỘ TÀI CHÍNH", "", id="ornament"),
        pytest.param("UY BAN NHAN DAN\nTINH AN HOA", "UY BAN NHAN DAN TINH AN HOA", "", id="bare"),
    ],
)
def test_names_of_bodies(left: str, issuer: str, superior: str) -> None:
    text = HEAD.replace("SỞ TƯ PHÁP", left).format(symbol="KH") + "KẾ HOẠCH\nnăm 2026\n"
    fields = read_letterhead(text).fields
    assert (fields.get("issuer", ""), fields.get("superior", "")) == (issuer, superior)


@pytest.mark.parametrize(
    ("left", "issuer", "superior"),
    [
        pytest.param(
            "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO - BỘ CÔNG AN -\nBỘ QUỐC PHÒNG",
            "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO - BỘ CÔNG AN - BỘ QUỐC PHÒNG",
            "",
            id="dash-at-the-end",
        ),
        pytest.param(
            "BỘ TƯ PHÁP - BỘ CÔNG AN\nTÒA ÁN NHÂN DÂN TỐI CAO",
            "BỘ TƯ PHÁP - BỘ CÔNG AN - TÒA ÁN NHÂN DÂN TỐI CAO",
            "",
            id="lines",
        ),
        pytest.param(
            "UBND TỈNH AN HÒA\nSỞ Y TẾ - SỞ NỘI VỤ",
            "SỞ Y TẾ - SỞ NỘI VỤ",
            "UBND TỈNH AN HÒA",
            id="below-a-committee",
        ),
        pytest.param(
            "CÔNG AN TỈNH AN HÒA\nHỘI NÔNG DÂN TỈNH",
            "CÔNG AN TỈNH AN HÒA - HỘI NÔNG DÂN TỈNH",
            "",
            id="together",
        ),
    ],
)
def test_the_issuers_of_a_joint_document_are_one_field(
    left: str, issuer: str, superior: str
) -> None:
    text = HEAD.replace("SỞ TƯ PHÁP", left).format(symbol="KHLT-A")
    fields = read_letterhead(f"{text}KẾ HOẠCH LIÊN TỊCH\nphối hợp năm 2026\n").fields
    assert (fields["issuer"], fields.get("superior", "")) == (issuer, superior)


@pytest.mark.parametrize(
    ("symbol", "below", "kind", "summary"),
    [
        pytest.param(
            "GM",
            "GIẤY MỜI\nHọp thẩm định dự thảo\nSở Tư pháp trân trọng kính mời: ông Trần Văn Sáu",
            "Giấy mời",
            "Họp thẩm định dự thảo",
            id="invitation",
        ),
        pytest.param(
            "TB",
            "THÔNG BÁO\nLịch tiếp công dân\nSở Tư pháp thông báo lịch tiếp công dân năm 2026",
            "Thông báo",
            "Lịch tiếp công dân",
            id="issuer-begins-the-text",
        ),
        pytest.param(
            "GGT",
            "GIẤY GIỚI THIỆU\nSở Tư pháp giới thiệu ông Lê Văn Bảy\nĐược cử đến: Sở Tài chính",
            "Giấy giới thiệu",
            "",
            id="introduction",
        ),
        pytest.param(
            "GNP",
            "GIẤY NGHỈ PHÉP\nXét Đơn đề nghị nghỉ phép của bà Lê Thị Ba\nNay cho phép nghỉ.",
            "Giấy nghỉ phép",
            "",
            id="leave",
        ),
        pytest.param(
            "PC",
            "PHIẾU CHUYỂN\nVề việc chuyển đơn\nSở nhận được đơn.",
            "Phiếu chuyển",
            "Về việc chuyển đơn",
            id="summary-that-says-so",
        ),
        pytest.param(
            "ĐA",
            "ĐỀ ÁN\nVị trí việc làm\nMỤC LỤC\nPhần I\t3",
            "Đề án",
            "Vị trí việc làm",
            id="contents",
        ),
        pytest.param(
            "CV",
            "V/v hướng dẫn hồ sơ\nMẬT\nKính gửi: Ủy ban nhân dân các xã",
            "Công văn",
            "hướng dẫn hồ sơ",
            id="secret",
        ),
        pytest.param(
            "QĐ",
            "QUYẾT ĐỊNH\nVề việc nâng lương\nCHÁNH VĂN PHÒNG\nCăn cứ Luật Viên chức;",
            "Quyết định",
            "Về việc nâng lương",
            id="who-decides",
        ),
        pytest.param(
            "QĐ",
            "QUYẾT ĐỊNH\nVề việc thi hành một số điều của\nLUẬT VIÊN CHỨC\nCăn cứ Luật Viên chức;",
            "Quyết định",
            "Về việc thi hành một số điều của LUẬT VIÊN CHỨC",
            id="capitals-that-go-on",
        ),
        pytest.param(
            "PTr",
            "PHIẾU TRÌNH\nVề việc mua sắm tài sản\nKính gửi: Giám đốc Sở",
            "",
            "",
            id="no-known-type",
        ),
        pytest.param(
            "VBHN",
            "LUẬT\nHỘ TỊCH\nCăn cứ Hiến pháp;",
            "Văn bản hợp nhất",
            "Luật HỘ TỊCH",
            id="consolidated",
        ),
    ],
)
def test_types_and_summaries(symbol: str, below: str, kind: str, summary: str) -> None:
    fields = read_letterhead(HEAD.format(symbol=symbol) + below).fields
    assert (fields.get("type", ""), fields.get("summary", "")) == (kind, summary)
    assert fields["number"] == f"12/{symbol}-STP"


def test_the_names_of_a_draft_go_on_beside_the_motto() -> None:
    text = (
        "UBND TỈNH AN HÒA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "BQL CÁC KHU CÔNG NGHIỆP Độc lập – Tự do – Hạnh phúc\nAN HÒA – BẾN PHÀ\n"
        "Số : /QĐ-BQL An Hòa, ngày tháng năm 2026\nQUYẾT ĐỊNH\nBan hành Quy chế\nCăn cứ Luật;\n"
    )
    fields = read_letterhead(text).fields
    assert fields["issuer"] == "BQL CÁC KHU CÔNG NGHIỆP AN HÒA – BẾN PHÀ"
    assert fields["superior"] == "UBND TỈNH AN HÒA"


def test_a_number_may_stand_below_the_type() -> None:
    text = HEAD.split("SỞ TƯ PHÁP\nSố: 12/{symbol}-STP\n")[1].split("An Hòa")[0]
    head = read_letterhead(f"{text}HỢP ĐỒNG KINH TẾ\nSố: 15/2026/HĐKT\nCăn cứ Bộ luật Dân sự;")
    assert head.fields == {"number": "15/2026/HĐKT", "type": "Hợp đồng", "summary": "KINH TẾ"}


def test_place_and_date_may_stand_beside_the_summary() -> None:
    lines = HEAD.format(symbol="CV").splitlines()
    text = "\n".join([*lines[:-1], f"V/v lập hồ sơ trên địa bàn {lines[-1]}", "Kính gửi: Các xã"])
    fields = read_letterhead(text).fields
    assert fields["summary"] == "lập hồ sơ trên địa bàn"
    assert (fields["place"], fields["date"]) == ("An Hòa", "2026-06-05")


PARTS = [
    *HEAD.format(symbol="KH").splitlines(),
    "DỰ THẢO",
    "KẾ HOẠCH",
    "HỢP ĐỒNG KINH TẾ",
    "V/v giao biên chế Bến Phà, ngày 5 tháng 6 năm 2026",
    "Nghị định số 30/2020/NĐ-CP",
    "CHỦ TỊCH ỦY BAN NHÂN DÂN",
    "Căn cứ Luật Viên chức;",
    "Kính gửi: Các xã",
    "TRƯỜNG",
    "- * -",
    "của Chính phủ số 5/CP ngày 1 tháng 1 năm 1999",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=14))
def test_parts_in_any_order_are_read_and_nothing_is_made_up(parts: list[str]) -> None:
    text = "\n".join(parts)
    head = read_letterhead(text)
    assert 0 <= head.end <= len(text)
    words = set(re.findall(r"\w+", text))
    for name in ("number", "place", "summary", "issuer", "superior"):
        assert set(re.findall(r"\w+", head.fields.get(name, ""))) <= words


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="SỐ: 5/QĐ-\nngày tháng 1 năm 2020,ỦYBAN", max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert 0 <= read_letterhead(text).end <= len(text)


STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        pytest.param(
            "CHỦ TỊCH ỦY BAN NHÂN DÂN\nTỈNH NAM SƠN\n" + STATE + "Số: 63/2026/QĐ-CTUBND\n"
            "Nam Sơn, ngày 7 tháng 7 năm 2026\nQUYẾT ĐỊNH\n"
            "Ban hành Quy chế phối hợp Căn cứ Luật Giá;",
            {
                "number": "63/2026/QĐ-CTUBND",
                "date": "2026-07-07",
                "place": "Nam Sơn",
                "type": "Quyết định",
                "issuer": "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH NAM SƠN",
                "summary": "Ban hành Quy chế phối hợp",
            },
            id="chair-and-joined-legal-basis",
        ),
        pytest.param(
            "ỦY BAN THƯỜNG VỤ\nQUỐC HỘI\n" + STATE + "Nghị quyết số: 90/2026/UBTVQH16\n"
            "NGHỊ QUYẾT\nVề việc gia nhập Hiệp định giữa nước\nCộng hòa xã hội chủ nghĩa Việt Nam\n"
            "và Cộng hòa Mẫu\nCăn cứ Hiến pháp;",
            {
                "number": "90/2026/UBTVQH16",
                "type": "Nghị quyết",
                "issuer": "ỦY BAN THƯỜNG VỤ QUỐC HỘI",
                "summary": "Về việc gia nhập Hiệp định giữa nước Cộng hòa xã hội chủ nghĩa "
                "Việt Nam và Cộng hòa Mẫu",
            },
            id="state-named-on-a-line-of-its-own",
        ),
        pytest.param(
            "TỈNH ỦY NAM SƠN\n*\nSố 112-HD/TU ĐẢNG CỘNG SẢN VIỆT NAM\n"
            "Nam Sơn, ngày 7 tháng 7 năm 2026\nHƯỚNG DẪN\n"
            "thi hành Điều lệ Đảng Cộng sản Việt Nam\nNội dung.",
            {
                "number": "112-HD/TU",
                "date": "2026-07-07",
                "place": "Nam Sơn",
                "type": "Hướng dẫn",
                "issuer": "TỈNH ỦY NAM SƠN",
                "summary": "thi hành Điều lệ Đảng Cộng sản Việt Nam",
            },
            id="party-title-behind-the-number",
        ),
        pytest.param(
            "CHỦ TỊCH\nỦY BAN NHÂN DÂN XÃ BẾN LỘI\n"
            + STATE
            + "Số: 9/QĐ-UBND\nQUYẾT ĐỊNH\nVề chợ\n",
            {
                "number": "9/QĐ-UBND",
                "type": "Quyết định",
                "issuer": "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BẾN LỘI",
                "summary": "Về chợ",
            },
            id="chair-on-a-line-of-its-own",
        ),
        pytest.param(
            "BỘ Y TẾ\nCỤC DÂN SỐ\n" + STATE + "Số: /DS-KH\nV/v lấy ý kiến dự thảo\n"
            "Hà Nội, ngày tháng năm 2026\nKính gửi: Sở Y tế các tỉnh",
            {
                "place": "Hà Nội",
                "type": "Công văn",
                "issuer": "CỤC DÂN SỐ",
                "superior": "BỘ Y TẾ",
                "summary": "lấy ý kiến dự thảo",
            },
            id="draft",
        ),
        pytest.param(
            "TÒA ÁN NHÂN DÂN\nKHU VỰC 3 - NAM SƠN\nBản án số: 12/2026/HS-ST\nNgày 15-9-2026\n"
            + STATE
            + "NHÂN DANH\nNƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nThành phần Hội đồng xét xử",
            {
                "number": "12/2026/HS-ST",
                "date": "2026-09-15",
                "type": "Bản án hình sự",
                "issuer": "TÒA ÁN NHÂN DÂN KHU VỰC 3 - NAM SƠN",
            },
            id="judgment",
        ),
        pytest.param(
            "TỈNH ỦY NAM SƠN ĐẢNG CỘNG SẢN VIỆT NAM\n"
            "BAN TUYÊN GIÁO VÀ DÂN VẬN Nam Sơn, ngày 02 tháng 9 năm 2026\n*\nSố 15-HD/BTGDVTU\n"
            "HƯỚNG DẪN\ntuyên truyền đại hội\n-----\nThực hiện Kế hoạch số 8-KH/TU",
            {
                "number": "15-HD/BTGDVTU",
                "date": "2026-09-02",
                "place": "Nam Sơn",
                "type": "Hướng dẫn",
                "issuer": "BAN TUYÊN GIÁO VÀ DÂN VẬN",
                "superior": "TỈNH ỦY NAM SƠN",
                "summary": "tuyên truyền đại hội",
            },
            id="party-in-two-columns",
        ),
        pytest.param(
            "ĐẢNG BỘ CƠ QUAN UBND ĐẢNG CỘNG SẢN VIỆT NAM\nHUYỆN NAM SƠN ------------\n"
            "CHI BỘ THANH TRA\nNam Sơn, ngày 29 tháng 11 năm 2011\nBẢN TỰ KIỂM ĐIỂM\nHỌ VÀ TÊN: …",
            {
                "date": "2011-11-29",
                "place": "Nam Sơn",
                "issuer": "CHI BỘ THANH TRA",
                "superior": "ĐẢNG BỘ CƠ QUAN UBND HUYỆN NAM SƠN",
            },
            id="party-without-number",
        ),
        pytest.param(
            "CHÍNH PHỦ\nSố: 17/2026/NĐ-CP\n"
            + STATE
            + "Hà Nội, ngày 1 tháng 2 năm 2026\nNGHỊ ĐỊNH\n"
            "Biểu thuế để thực hiện Hiệp định giữa\nCộng hòa xã hội chủ nghĩa Việt Nam\n"
            "và Cộng hòa Mẫu\nCăn cứ Luật Thuế;",
            {
                "number": "17/2026/NĐ-CP",
                "date": "2026-02-01",
                "place": "Hà Nội",
                "type": "Nghị định",
                "issuer": "CHÍNH PHỦ",
                "summary": "Biểu thuế để thực hiện Hiệp định giữa Cộng hòa xã hội chủ nghĩa Việt "
                "Nam và Cộng hòa Mẫu",
            },
            id="subject-that-names-the-state",
        ),
        pytest.param(
            "QUỐC HỘI\nBộ luật số: 8/2026/QH16\n" + STATE + "BỘ LUẬT\nHÀNG HẢI VEN SÔNG\n"
            "THEO HỢP ĐỒNG\nCăn cứ Hiến pháp;",
            {
                "number": "8/2026/QH16",
                "type": "Bộ luật",
                "issuer": "QUỐC HỘI",
                "summary": "HÀNG HẢI VEN SÔNG THEO HỢP ĐỒNG",
            },
            id="code",
        ),
        pytest.param(
            "CÔNG TY TNHH CẤP NƯỚC NAM SƠN\n" + STATE + "HỢP ĐỒNG MUA BÁN\nSALES CONTRACT\n"
            "Số (No): 08/2026/HĐMB\nHôm nay, ngày 5/6/2026, hai bên ký.",
            {
                "type": "Hợp đồng",
                "issuer": "CÔNG TY TNHH CẤP NƯỚC NAM SƠN",
                "summary": "MUA BÁN SALES CONTRACT",
            },
            id="two-languages",
        ),
    ],
)
def test_heads_of_many_kinds(text: str, fields: dict[str, str]) -> None:
    assert read_letterhead(text).fields == fields


def test_a_national_title_within_a_text_is_no_head_of_its_own() -> None:
    text = f"Phụ lục\nHƯỚNG DẪN CÁCH GHI PHIẾU\nMẫu như sau:\n{STATE}PHIẾU TỰ KIỂM TRA\n"
    assert read_letterhead(text) == Letterhead()


def test_the_constitution_of_a_year() -> None:
    text = "HIẾN PHÁP\nNƯỚC CỘNG HÒA CHỦ NGHĨA XÃ HỘI VIỆT NAM NĂM 1992\nLỜI NÓI ĐẦU\n"
    assert read_letterhead(text).fields["type"] == "Hiến pháp"


@pytest.mark.parametrize(
    ("text", "issuer", "superior"),
    [
        pytest.param(
            "BCH ĐOÀN TỈNH NAM SƠN ĐOÀN TNCS HỒ CHÍ MINH\n*** Nam Sơn, ngày 5 tháng 6 năm 2026\n"
            "Số: 5-KH/TĐTN-BPT\nKẾ HOẠCH\nTổ chức hội trại\n",
            "BCH ĐOÀN TỈNH NAM SƠN",
            "",
            id="youth-union",
        ),
        pytest.param(
            f"UBND TỈNH NAM SƠN – SỞ TÀI CHÍNH\n{STATE}Số: 5/BC-STC\nBÁO CÁO\nThu chi\n",
            "SỞ TÀI CHÍNH",
            "UBND TỈNH NAM SƠN",
            id="one-line",
        ),
        pytest.param(
            f"BỘ Y TẾ\nCỤC CHUYỂN ĐỔI SỐ\n{STATE}Số: 5/BC-CĐS\nBÁO CÁO\nThu chi\n",
            "CỤC CHUYỂN ĐỔI SỐ",
            "BỘ Y TẾ",
            id="name-that-ends-with-so",
        ),
        pytest.param(
            f"THUẾ TỈNH NAM SƠN\nTHUẾ CƠ SỞ 3\n{STATE}Số: 5/BC-TCS3\nBÁO CÁO\nThu chi\n",
            "THUẾ CƠ SỞ 3",
            "THUẾ TỈNH NAM SƠN",
            id="tax-office",
        ),
        pytest.param(
            f"LỮ ĐOÀN 17\nHẢI ĐỘI 81\n{STATE}Số: 5/BC-HĐ\nBÁO CÁO\nThu chi\n",
            "HẢI ĐỘI 81",
            "LỮ ĐOÀN 17",
            id="soldiers",
        ),
        pytest.param(
            f"UBND TỈNH NAM SƠN {STATE.split()[0]} HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "SỞ TÀI CHÍNH Độc lập - Tự do - Hạnh phúc\nBẢNG TỔNG HỢP VỐN\nSTT\n",
            "SỞ TÀI CHÍNH",
            "UBND TỈNH NAM SƠN",
            id="beside-the-motto-of-a-table",
        ),
        pytest.param(
            f"UBND TỈNH, TP…\nSỞ ……\n{STATE}Số: …/BC-…\nBÁO CÁO\nThu chi\n", "", "", id="form"
        ),
    ],
)
def test_names_in_other_heads(text: str, issuer: str, superior: str) -> None:
    fields = read_letterhead(text).fields
    assert (fields.get("issuer", ""), fields.get("superior", "")) == (issuer, superior)


@pytest.mark.parametrize(
    ("below", "summary"),
    [("Số: 12/TB-UBND\nVề việc họp dân", "Về việc họp dân"), ("Số: …/TB-…\nVề việc ...", "")],
)
def test_the_subject_may_stand_below_a_number_below_the_type(below: str, summary: str) -> None:
    text = f"UBND XÃ BẾN LỘI\n{STATE}THÔNG BÁO\n{below}\nKính gửi: Các thôn\n"
    assert read_letterhead(text).fields.get("summary", "") == summary
