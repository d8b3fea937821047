"""Titles, file names, dates and signers in a query find the documents that they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit.index.terms.file_names import name_words
from searchkit.index.terms.titles import title_words
from tests.support import make_index, write, write_corpus

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """{issuer}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}
Sơn Hạ, ngày {date}

{type}
{subject}

{text}

{role}
{signer}
"""


def letterhead(**fields: str) -> str:
    known = {
        "issuer": "ỦY BAN NHÂN DÂN XÃ SƠN HẠ",
        "type": "KẾ HOẠCH",
        "role": "CHỦ TỊCH",
        "signer": "Đinh Văn Quảng",
        "text": "Các thôn triển khai theo phân công và báo cáo trước ngày cuối quý.",
    }
    return HEAD.format(**known | fields)


LAW = """QUỐC HỘI

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Luật số: {number}
Hà Nội, ngày 20 tháng 6 năm {year}

LUẬT
{name}

Điều 1. Phạm vi điều chỉnh
Luật này quy định những việc phải làm.

Điều 2. Áp dụng
1. Người được giao việc phải làm đúng.
2. Người đứng đầu kiểm tra.
"""
CITING = (
    "Căn cứ Luật Bến bãi; Luật Bến bãi năm 2031; theo Điều 2 Luật Bến bãi thì bến bãi phải có "
    "người trông coi, bến bãi phải có biển báo."
)
TEXTS = {
    "ben-2031.txt": LAW.format(number="45/2031/QH17", year=2031, name="BẾN BÃI"),
    "ben-2036.txt": LAW.format(number="12/2036/QH18", year=2036, name="BẾN BÃI"),
    "bao-hiem.txt": LAW.format(number="46/2031/QH17", year=2031, name="BẢO HIỂM XÃ HỘI"),
    "cv1.txt": CITING,
    "cv2.txt": CITING.replace("Bến bãi", "bảo hiểm xã hội"),
    "diet-chuot.txt": letterhead(
        number="11/KH-UBND", date="07 tháng 3 năm 2033", subject="Diệt chuột bảo vệ lúa"
    ),
    "don-muong.txt": letterhead(
        number="12/KH-UBND",
        date="09 tháng 5 năm 2034",
        subject="Dọn mương thủy lợi",
        text="Thực hiện kết luận ngày 7/3/2033 về diệt chuột, bà Lò Thị Én đề nghị ký cam kết.",
        signer="Lò Thị Én",
    ),
    "bao-cao.txt": letterhead(
        number="13/BC-UBND",
        date="10 tháng 5 năm 2034",
        type="BÁO CÁO",
        subject="Kế hoạch dọn mương và kế hoạch diệt chuột",
        signer="Lò Thị Én",
    ),
    "TapHuan_PCCC-quy3.txt": "Nhóm một chuẩn bị hội trường, nhóm hai in tài liệu.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> searchkit.Index:
    return make_index(tmp_path_factory.mktemp("named"), TEXTS)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("luật bến bãi 2031", "ben-2031.txt"),
        ("luat ben bai nam 2036", "ben-2036.txt"),
        ("luật bhxh", "bao-hiem.txt"),
        ("Luật Bảo hiểm xã hội", "bao-hiem.txt"),
        ("khoản 2 điều 2 luật bến bãi năm 2036", "ben-2036.txt"),
        ("tập huấn pccc quý 3", "TapHuan_PCCC-quy3.txt"),
        ("taphuan_pccc", "TapHuan_PCCC-quy3.txt"),
        ("TapHuan_PCCC-quy3.txt", "TapHuan_PCCC-quy3.txt"),
        ("văn bản ngày 7/3/2033", "diet-chuot.txt"),
        ("2033-03-07", "diet-chuot.txt"),
        ("kế hoạch tháng 3/2033", "diet-chuot.txt"),
        ("kế hoạch bà Lò Thị Én ký", "don-muong.txt"),
        ("bao cao ba lo thi en ky", "bao-cao.txt"),
        ("kế hoạch ông Quảng ký", "diet-chuot.txt"),
    ],
)
def test_what_is_remembered_of_a_document_finds_it_first(
    index: searchkit.Index, query: str, name: str
) -> None:
    assert index.search(query)[0].document_id == name


def test_those_that_mention_a_day_come_behind_the_document_of_it(index: searchkit.Index) -> None:
    found = [name for name, _ in index.rank_documents("diệt chuột 7-3-2033")]
    assert found[:2] == ["diet-chuot.txt", "don-muong.txt"]


def test_a_place_in_a_titled_law_is_shown(index: searchkit.Index) -> None:
    assert index.search("điều 2 luật bến bãi 2036")[0].citation.endswith("Điều 2")


def test_articles_of_a_corpus_are_found_by_the_law_that_they_are_of(tmp_path: Path) -> None:
    notes = {
        "1": "(Điều 1 Luật số 45/2031/QH17 Bến bãi ngày 20/06/2031 của Quốc hội, có hiệu lực)",
        "2": "(Điều 2 Luật số 45/2031/QH17, có hiệu lực thi hành kể từ ngày 01/01/2032)",
    }
    records = [
        {
            "id": f"a{article}",
            "title": f"Điều 7.2.LQ.{article}. Việc thứ {article}",
            "text": "Người trông coi phải làm đúng quy trình.",
            "law": "45/2031/qh17",
            "article": article,
            "note": note,
        }
        for article, note in notes.items()
    ]
    records += [
        {"id": f"b{n}", "title": "Luật Cầu treo - Điều 2", "text": f"Theo Luật Bến bãi, bến {n}."}
        for n in range(5)
    ]
    index = searchkit.open_index(tmp_path / "index", create=True)
    index.add([write_corpus(tmp_path / "luat.jsonl", records)], jobs=1)
    index.add([write(tmp_path / "cv", {"cv.txt": CITING})], jobs=1)
    first = {
        query: index.search(query)[0].document_id
        for query in ("luật bến bãi", "điều 2 luật bến bãi", "luật cầu treo điều 2")
    }
    assert first["luật bến bãi"] == "a1"
    assert first["điều 2 luật bến bãi"] == "a2"
    assert first["luật cầu treo điều 2"].startswith("b")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("45-kh-ubnd", ["45", "kh", "ubnd"]),
        ("BaoCao_Quý03", ["bao", "cao", "quy", "3"]),
        ("hop bcd sap xep", ["hop", "bcd", "sap", "xep"]),
        ("", []),
    ],
)
def test_a_name_falls_into_words(name: str, words: list[str]) -> None:
    assert name_words(name) == words


def test_a_year_needs_no_word_before_it() -> None:
    assert title_words("Luật Đất đai năm 2013") == title_words("luat dat dai, 2013")


@pytest.mark.parametrize("query", ["chương 2 quy chế", "chuong 2 quy che", "chương II quy chế"])
def test_a_chapter_is_found_by_figures_and_by_its_roman_numeral(tmp_path: Path, query: str) -> None:
    parts = [
        f"Chương {numeral}\nQUY ĐỊNH VỀ {subject}\n\nĐiều {article}. Việc phải làm\n"
        "Bộ phận được giao thực hiện theo quy chế."
        for article, (numeral, subject) in enumerate(
            [("III", "KHO"), ("I", "HỌP"), ("IV", "XE"), ("II", "TRỰC"), ("V", "PHÒNG")], 11
        )
    ]
    documents = {"quy-che.txt": "QUY CHẾ\nLàm việc của cơ quan\n\n" + "\n\n".join(parts)}
    with make_index(tmp_path, documents) as index:
        found = [hit.heading[0] for hit in index.search(query, limit=5) if hit.heading]
        assert found[0].startswith("Chương II.")
