"""Kind, issuer and time of plain words are what they ask of heads; times of subjects are words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit import Index

PEOPLE, COUNCIL = "Ủy ban nhân dân tỉnh Bắc Sơn", "Hội đồng nhân dân tỉnh Bắc Sơn"
HEADS = [
    ("nq-18", "Nghị quyết", COUNCIL, "2018-12-10", "Về phí tham quan hang động"),
    ("nq-20", "Nghị quyết", COUNCIL, "2020-07-08", "Về biên chế năm 2021"),
    ("nq-25", "Nghị quyết", COUNCIL, "2025-04-25", "Về sắp xếp đơn vị hành chính"),
    ("nq-dang", "Nghị quyết", "Tỉnh ủy Bắc Sơn", "2025-05-02", "Về chuyển đổi số quý II/2025"),
    ("qd-25", "Quyết định", PEOPLE, "2025-07-20", "Nghỉ hưu trước ngày 1/7/2025"),
    ("kh-24", "Kế hoạch", PEOPLE, "2024-12-30", "Kế hoạch cải cách hành chính năm 2025"),
    ("kh-25", "Kế hoạch", PEOPLE, "2025-11-03", "Kế hoạch trồng cây"),
    ("tb-25", "Thông báo", "Sở Tài chính", "2025-02-03", "Lịch tiếp công dân"),
    ("cv-xa", "Công văn", "Ủy ban nhân dân xã Hồ", "2020-02-03", "Lịch tiếp công dân"),
    ("cv-tinh", "Công văn", PEOPLE, "2020-02-03", "Lịch tiếp công dân"),
    ("l-21", "Luật", "Quốc hội", "2021-11-01", "Thống kê"),
    ("l-hoi", "Luật", "Hội Cổ đông Quốc gia", "2021-11-02", "Điều lệ"),
    ("cv-25", "Công văn", "Sở Tài chính", "2025-12-01", "Chế độ tài chính năm 2025"),
    ("bc-25", "Báo cáo", PEOPLE, "2025-07-04", "Báo cáo thu ngân sách quý II/2025"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("heads") / "index"
    with searchkit.open_index(folder, create=True) as index:
        index.add_documents(
            searchkit.NewDocument(
                id=name,
                title=title,
                text=f"{kind}\n{title}\nGiao các cơ quan thực hiện.",
                type=kind,
                issuer=issuer,
                date=date,
            )
            for name, kind, issuer, date, title in HEADS
        )
        yield index


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("nghị quyết của HĐND quý II/2025", ["nq-25"]),
        ("nghi quyet cua hdnd quy ii/2025", ["nq-25"]),
        ("nghị quyết quý II/2025", ["nq-dang", "nq-25"]),
        ("nghị quyết quý II/2025 của HĐND tỉnh Bắc Sơn", ["nq-25"]),
        ("NQ 6 tháng đầu năm 2025", ["nq-dang", "nq-25"]),
        ("nghị quyết trước năm 2020", ["nq-18"]),
        ("nghị quyết 2020", ["nq-20"]),
        ("nghi quyet 2020 ve bien che", ["nq-20"]),
        ("các nghị quyết từ 2018 đến 2020", ["nq-20", "nq-18"]),
        ("nghị quyết năm 2020 về biên chế", ["nq-20"]),
        ("quyết định sau ngày 1/7/2025", ["qd-25"]),
        ("văn bản do UBND tỉnh Bắc Sơn ban hành từ tháng 7 năm 2025", ["kh-25", "qd-25", "bc-25"]),
        ("kế hoạch ban hành năm 2025", ["kh-25"]),
        ("kế hoạch trước năm 2025", ["kh-24"]),
        ("thông báo Sở Tài chính năm 2025", ["tb-25"]),
        ("thông báo của tài chính năm 2025", ["tb-25"]),
        ("nghị quyết tỉnh Bắc Sơn năm 2020", ["nq-20"]),
        ("công văn UBND tỉnh từ năm 2019 đến 2021", ["cv-tinh"]),
        ("cong van ubnd tinh tu nam 2019 den 2021", ["cv-tinh"]),
        ("luật của Quốc hội năm 2021", ["l-21"]),
        ("kế hoạch mới nhất", ["kh-25", "kh-24"]),
        ("nghị quyết mới nhất của HĐND tỉnh", ["nq-25", "nq-20", "nq-18"]),
    ],
)
def test_documents_are_listed_by_what_their_heads_say(
    index: Index, query: str, found: list[str]
) -> None:
    result = index.search(query)
    assert [hit.document_id for hit in result] == found
    assert any(note.startswith("read as ") for note in result.notes)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("kế hoạch năm 2025", "kh-24"),
        ("báo cáo quý II/2025", "bc-25"),
        ("quyết định nghỉ hưu trước ngày 1/7/2025", "qd-25"),
        ("nghị quyết về biên chế năm 2021", "nq-20"),
        ('"nghị quyết" quý II/2025', "nq-dang"),
        ("chuyển đổi số quý II/2025", "nq-dang"),
        ("thông báo tài chính năm 2025", "cv-25"),
        ("thong bao tai chinh nam 2025", "cv-25"),
    ],
)
def test_a_time_in_a_subject_is_words(index: Index, query: str, first: str) -> None:
    result = index.search(query)
    assert result[0].document_id == first
    assert not any(part.kind == "field" for part in result.understood)


def test_what_the_described_documents_do_not_say_is_searched_in_all(index: Index) -> None:
    result = index.search("nghị quyết năm 2020 về sắp xếp đơn vị hành chính")
    assert result[0].document_id == "nq-25"
    assert 'no document meets loai:"nghị quyết"' in result.notes[0]


def test_where_no_head_says_so_the_words_are_searched_and_a_note_tells(index: Index) -> None:
    result = index.search("nghị quyết của HĐND trước năm 2010")
    assert {hit.metadata["type"] for hit in result[:2]} == {"Nghị quyết"}
    assert 'no document meets loai:"nghị quyết" co-quan:HĐND ngay:..2009-12-31' in result.notes[0]
