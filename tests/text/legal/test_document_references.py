"""A document that a query names by its number comes first, in whatever spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit.text.legal.document_references import find_references

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

HEAD = """\
{issuer}                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                            Độc lập - Tự do - Hạnh phúc
Số: {number}                Yên Thạch, ngày 5 tháng 3 năm 2025

{type}
{title}

"""

DOCUMENTS = {
    "quyet-dinh-245": (
        "ỦY BAN NHÂN DÂN TỈNH",
        "245/QĐ-UBND",
        "QUYẾT ĐỊNH",
        "Về việc thành lập Trung tâm Văn hóa",
        (
            "Điều 1. Thành lập Trung tâm Văn hóa từ thư viện và nhà văn hóa thiếu nhi.\n"
            "Điều 2. Trung tâm có trụ sở tại phố Chợ và sử dụng con dấu riêng.\n"
        ),
    ),
    "quyet-dinh-246": (
        "ỦY BAN NHÂN DÂN TỈNH",
        "246/QĐ-UBND",
        "QUYẾT ĐỊNH",
        "Về việc sửa đổi quyết định trước đây",
        (
            "Điều 1. Sửa đổi Điều 2 của Quyết định số 245/QĐ-UBND: trụ sở đặt ở phố Núi."
            "\nĐiều 2. Quyết định có hiệu lực từ ngày ký; các quyết định trái với nó bị bỏ.\n"
        ),
    ),
    "ke-hoach-5": (
        "ỦY BAN NHÂN DÂN TỈNH",
        "5/KH-UBND",
        "KẾ HOẠCH",
        "Tổng kiểm tra xe khách",
        "1. Kiểm tra bến xe trong tháng tư.\n2. Xử lý xe chở quá số người.\n",
    ),
    "ke-hoach-60": (
        "ỦY BAN NHÂN DÂN TỈNH",
        "60/KH-UBND",
        "KẾ HOẠCH",
        "Phát triển kinh tế giai đoạn 2026 - 2030",
        (
            "1. Kế hoạch 5 năm đặt chỉ tiêu tăng trưởng bình quân 9 phần trăm.\n2. Kế hoạch 5 năm "
            "được rà soát giữa kỳ.\n"
        ),
    ),
    "cong-van-615": (
        "SỞ NỘI VỤ",
        "615/SNV-TCCB",
        "",
        "V/v rà soát biên chế",
        "Sở Nội vụ đề nghị các cơ quan rà soát biên chế và báo cáo trước ngày 20.\n",
    ),
    "nghi-quyet-15": (
        "HUYỆN ỦY YÊN THẠCH",
        "15-NQ/HU",
        "NGHỊ QUYẾT",
        "Về phát triển đảng viên",
        (
            "I. TÌNH HÌNH\nĐảng bộ có 15 chi bộ nông thôn không kết nạp được ai trong ba năm.\n"
            "II. MỤC TIÊU\nMỗi chi bộ giới thiệu ít nhất một quần chúng ưu tú; nghị quyết này nêu "
            "15 chi bộ cần giúp đỡ trước, và 15 đảng viên cấp ủy được phân công giúp.\n"
        ),
    ),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("van-ban")
    for name, (issuer, number, kind, title, body) in DOCUMENTS.items():
        head = HEAD.format(issuer=issuer, number=number, type=kind, title=title)
        (folder / f"{name}.txt").write_text(head + body, encoding="utf-8")
    index = searchkit.open_index(tmp_path_factory.mktemp("index"), create=True)
    index.add([folder])
    return index


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("245/QĐ-UBND", "quyet-dinh-245"),
        ("245/qd-ubnd", "quyet-dinh-245"),
        ("Quyết định 245/QĐ-UBND", "quyet-dinh-245"),
        ("quyết định 245", "quyet-dinh-245"),
        ("quyet dinh so 245", "quyet-dinh-245"),
        ("quyết định 246 của tỉnh", "quyet-dinh-246"),
        ("QĐ 246 của UBND tỉnh", "quyet-dinh-246"),
        ("công văn 615 của Sở Nội vụ", "cong-van-615"),
        ("15-NQ/HU", "nghi-quyet-15"),
        ("15-nq/hu", "nghi-quyet-15"),
        ("nghị quyết 15", "nghi-quyet-15"),
        ("công văn 615", "cong-van-615"),
        ("kế hoạch số 5", "ke-hoach-5"),
    ],
)
def test_a_document_is_found_by_its_number(index: Index, query: str, document: str) -> None:
    first = index.search(query)[0]
    assert first.document_id.startswith(document)
    assert first.id.endswith("#1")


def test_a_period_is_no_number(index: Index) -> None:
    assert index.search("kế hoạch 5 năm")[0].document_id.startswith("ke-hoach-60")


def test_a_document_of_another_number_is_not_meant(index: Index) -> None:
    ranked = dict(index.rank_documents("quyết định 24"))
    assert max(ranked.values()) < 30


def test_the_place_in_a_named_document_comes_first(index: Index) -> None:
    first = index.search("điều 2 quyết định 245")[0]
    assert first.document_id.startswith("quyet-dinh-245")
    assert "con dấu riêng" in first.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("nghị định 30", [("30", None)]),
        ("NQ18", [("18", None)]),
        ("nq 18/tw, qđ 245", [("18", None), ("245", None)]),
        ("nghị định 30 ngày 5/3/2020", [("30", "2020")]),
        ("thông tư 01 năm 2015", [("1", "2015")]),
        ("2210", [("2210", None)]),
        ("thông tư 19 bộ y tế", [("19", None)]),
        ("nghị định 30 công tác văn thư", [("30", None)]),
        ("kế hoạch 5 năm", []),
        ("kế hoạch 5 năm 2021 - 2025", []),
        ("ke hoach 5 nam", []),
        ("nghị quyết 15 chi bộ", []),
        ("hợp đồng 12 tháng", []),
        ("đã 30", []),
        ("chi 20 tỷ đồng", []),
        ("20 UBND xã", []),
        ("quyết định ngày 20/10/2024", []),
        ("khoản 2 Điều 5", []),
        ("TT", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_names_a_document_and_what_does_not(
    query: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(found.number, found.year) for found in find_references(query)] == expected


@pytest.mark.parametrize("piece", ["1 ", "NQ18 ", "18-NQ/TW ", "quyết định 5 của ", "/", "𝟙ﬁ"])
def test_long_queries_take_linear_time(piece: str) -> None:
    find_references(piece * (4000 // len(piece)))
