import pytest

from searchkit.documents.letterhead import read_letterhead

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
            {"number": "36/2024/QH15", "date": "2024-06-27", "type": "Luật"},
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
