"""A query that is a number, in whatever spelling, finds that document first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import make_index

if TYPE_CHECKING:
    from searchkit import Index

HEAD = """\
{issuer}                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                            Độc lập - Tự do - Hạnh phúc
Số: {number}                Hà Nội, {date}

{type}
{title}

Điều 1. Văn bản này quy định về {about}.
Điều 2. Nghị định số 30/2020/NĐ-CP và Nghị quyết số 18-NQ/TW được dẫn ra để so sánh; thông tư 19, \
công văn 2210 và nghị quyết 190 thì không.
"""

GOVERNMENT, MARCH_5 = "CHÍNH PHỦ", "ngày 05 tháng 3 năm 2020"
DOCUMENTS = {
    "nd-2019": (GOVERNMENT, "30/2019/NĐ-CP", "ngày 28 tháng 3 năm 2019", "NGHỊ ĐỊNH", "nghề muối"),
    "nd-2020": (GOVERNMENT, "30/2020/NĐ-CP", MARCH_5, "NGHỊ ĐỊNH", "công tác văn thư"),
    "nd-2021": (GOVERNMENT, "30/2021/NĐ-CP", "ngày 26 tháng 3 năm 2021", "NGHỊ ĐỊNH", "nhà ở"),
    "nd-130": (GOVERNMENT, "130/2020/NĐ-CP", "ngày 30 tháng 10 năm 2020", "NGHỊ ĐỊNH", "tài sản"),
    "nq-tw": (
        "BAN CHẤP HÀNH TRUNG ƯƠNG",
        "18-NQ/TW",
        "ngày 25 tháng 10 năm 2017",
        "NGHỊ QUYẾT",
        "tổ chức bộ máy",
    ),
    "nq-hdnd": (
        "HỘI ĐỒNG NHÂN DÂN TỈNH",
        "18/NQ-HĐND",
        "ngày 05 tháng 7 năm 2024",
        "NGHỊ QUYẾT",
        "dự toán ngân sách",
    ),
    "nq-qh": ("QUỐC HỘI", "190/2025/QH15", "ngày 19 tháng 02 năm 2025", "NGHỊ QUYẾT", "xử lý"),
    "luat-59": ("QUỐC HỘI", "59/2020/QH14", "ngày 17 tháng 6 năm 2020", "LUẬT", "doanh nghiệp"),
    "tt-19": ("BỘ Y TẾ", "19/2024/TT-BYT", "ngày 01 tháng 10 năm 2024", "THÔNG TƯ", "y tế"),
    "cv-2210": ("SỞ NỘI VỤ", "2210/SNV-TCBC", "ngày 12 tháng 7 năm 2024", "", "biên chế"),
    "cv-112": ("BAN TỔ CHỨC", "112-CV/BTCHU", "ngày 09 tháng 5 năm 2022", "", "hồ sơ đảng viên"),
    "cv-c06": ("BỘ CÔNG AN", "3310/C06-P5", "ngày 02 tháng 8 năm 2024", "", "căn cước"),
    "qd-2023": (
        "ỦY BAN NHÂN DÂN TỈNH",
        "15/QĐ-UBND",
        "ngày 10 tháng 01 năm 2023",
        "QUYẾT ĐỊNH",
        "dự toán năm 2024",
    ),
    "qd-so": (
        "SỞ XÂY DỰNG",
        "15/QĐ-SXD",
        "ngày 05 tháng 01 năm 2024",
        "QUYẾT ĐỊNH",
        "nội quy",
    ),
    "qd-xa": (
        "ỦY BAN NHÂN DÂN XÃ PHÚ LƯƠNG",
        "15/QĐ-UBND",
        "ngày 05 tháng 01 năm 2024",
        "QUYẾT ĐỊNH",
        "chợ",
    ),
    "qd-2024": (
        "ỦY BAN NHÂN DÂN TỈNH NAM ĐỊNH",
        "15/QĐ-UBND",
        "ngày 05 tháng 01 năm 2024",
        "QUYẾT ĐỊNH",
        "quyết toán năm 2023",
    ),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    texts = {
        f"{name}.txt": HEAD.format(
            issuer=issuer,
            number=number,
            date=date,
            type=kind,
            title=f"Về {about}" if kind else f"V/v {about}",
            about=about,
        )
        for name, (issuer, number, date, kind, about) in DOCUMENTS.items()
    }
    return make_index(tmp_path_factory.mktemp("numbers"), texts)


SPELLINGS = {
    "nd-2020": [
        "30/2020/NĐ-CP",
        "30/2020/nd-cp",
        "30_2020_ND-CP",
        "Nghi-dinh-30-2020-ND-CP",
        "30 2020 nd cp",
        "30/2020 NĐ-CP",
        "30/2020/NĐ CP",
        "30/2020/CP",
        "30/2020",
        "số 30/2020",
        "NĐ30/2020",
        "NĐ 30/2020",
        "nđ 30-2020",
        "nghị định 30.2020",
        "nghị định 30 2020",
        "nghi dinh 30 nam 2020",
        "nghị định số 30 năm 2020",
        "NGHỊ ĐỊNH 30 NĂM 2020",
        "nghị định 30 ngày 5/3/2020",
        "nghị định số 30 ngày 05 tháng 3 năm 2020",
        "Nghị định 30 của Chính phủ ngày 5/3/2020",
        "30/NĐ-CP năm 2020",
        "nghị định 30/2020 văn thư",
        "nghị định số 30 văn thư",
    ],
    "nq-tw": [
        "18-NQ/TW",
        "18NQ/TW",
        "18 NQ/TW",
        "18 nq tw",
        "NQ18/TW",
        "NQ18-TW",
        "NQ 18 TW",
        "nghị quyết 18/TW",
        "nghị quyết 18 TƯ",
        "nghị quyết 18 năm 2017",
        "nghị quyết số 18 ngày 25/10/2017",
        "NQ18 năm 2017",
    ],
    "nq-hdnd": ["18/NQ-HĐND", "NQ18/HĐND", "18/NQ-HĐ", "nghị quyết 18 năm 2024"],
    "nq-qh": ["NQ190", "NQ 190", "nghị quyết 190", "nghị quyết 190/2025", "190", "190/QH15"],
    "luat-59": ["luật 59", "luật số 59/2020", "59/QH14"],
    "tt-19": ["TT19", "tt 19", "TT19/BYT", "thông tư 19 BYT", "thông tư 19 năm 2024"],
    "cv-2210": ["cv 2210", "CV2210", "CV số 2210", "công văn 2210", "2210/SNV", "2210"],
    "cv-112": ["112CV/BTCHU", "112-cv-btchu", "CV112", "công văn 112"],
    "cv-c06": ["3310/C06-P5", "3310/c06-p5", "công văn 3310", "cv 3310/C06", "3310"],
    "qd-2023": [
        "quyết định 15 năm 2023",
        "15/QĐ-UBND năm 2023",
        "QĐ15 ngày 10/01/2023",
        "Quyết định số 15/QĐ-UBND ngày 10 tháng 01 năm 2023",
    ],
    "qd-2024": [
        "quyet dinh 15 nam 2024 cua ubnd tinh",
        "quyết định 15 của UBND tỉnh Nam Định",
        "15/qd-ubnd của UBND tỉnh ngày 5-1-2024",
    ],
    "qd-so": ["quyết định 15 của Sở Xây dựng", "15/QĐ-SXD", "QĐ15 của SXD năm 2024"],
    "qd-xa": ["15/QĐ-UBND của UBND xã Phú Lương", "quyết định 15 của xã Phú Lương"],
}


@pytest.mark.parametrize(
    ("query", "document"),
    [(query, document) for document, queries in SPELLINGS.items() for query in queries],
    ids=lambda value: value.replace("/", "|"),
)
def test_a_number_in_any_spelling_finds_its_document(
    index: Index, query: str, document: str
) -> None:
    assert index.search(query)[0].document_id == f"{document}.txt"
    assert index.rank_documents(query)[0][0] == f"{document}.txt"


@pytest.mark.parametrize(
    ("query", "document"),
    [
        ("NQ18", "nq-tw"),
        ("nghị quyết 18", "nq-tw"),
        ("NĐ30", "nd-2020"),
        ("nghị định 30 của Chính phủ", "nd-2020"),
        ("nghị định số 30 về nghề muối", "nd-2019"),
        ("nghị định số 30 nhà ở", "nd-2021"),
        ("nghị quyết 18 của Hội đồng nhân dân tỉnh", "nq-hdnd"),
    ],
)
def test_of_several_the_one_that_words_fit_comes_first_or_else_the_one_most_cited(
    index: Index, query: str, document: str
) -> None:
    assert index.search(query)[0].document_id == f"{document}.txt"


@pytest.mark.parametrize("query", ["NQ18", "nghị quyết 18"])
def test_all_documents_of_a_number_come_first(index: Index, query: str) -> None:
    first = [document for document, _ in index.rank_documents(query, 2)]
    assert set(first) == {"nq-tw.txt", "nq-hdnd.txt"}


def test_another_year_is_another_document(index: Index) -> None:
    best = index.search("nghị định 30 năm 2018", explain=True)[0].explanation
    assert best is not None
    assert "number" not in best.parts


def test_a_number_alone_opens_the_document(index: Index) -> None:
    assert index.search("NĐ30 năm 2020")[0].id == "nd-2020.txt#1"
