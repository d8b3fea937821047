"""Filters understand what people type, and say what the index has where it does not have it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from searchkit import Filters, UsageError
from tests.support import make_index

if TYPE_CHECKING:
    from searchkit import Index

LETTER = """\
{bodies}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}
{place}, ngày {day} tháng 7 năm 2024

{type}

Điều 1. Văn bản này nói về kinh phí của năm sau.
Điều 2. Các đơn vị chịu trách nhiệm thi hành.

{title}
{signer}
"""
DOCUMENTS = {
    "ubnd": (
        "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NAM",
        "345/QĐ-UBND",
        "Quảng Nam",
        "12",
        "QUYẾT ĐỊNH\nVề việc giao kinh phí",
        "CHỦ TỊCH",
        "Lê Văn Dũng",
    ),
    "so": (
        "UBND TỈNH NGHỆ AN\nSỞ NỘI VỤ",
        "2210/SNV-TCBC",
        "Nghệ An",
        "14",
        "V/v rà soát kinh phí",
        "GIÁM ĐỐC",
        "Nguyễn Viết Hưng",
    ),
    "so-gd": (
        "UBND THÀNH PHỐ HÀ NỘI\nSỞ GD&ĐT",
        "77/KH-SGDĐT",
        "Hà Nội",
        "13",
        "KẾ HOẠCH\nChuẩn bị kinh phí",
        "GIÁM ĐỐC",
        "Trần Thế Cương",
    ),
    "chinh-phu": (
        "CHÍNH PHỦ",
        "30/2024/NĐ-CP",
        "Hà Nội",
        "10",
        "NGHỊ ĐỊNH\nVề kinh phí",
        "PHÓ THỦ TƯỚNG",
        "Trần Hồng Hà",
    ),
}
NAMES = ("bodies", "number", "place", "day", "type", "title", "signer")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    texts = {
        f"{name}.txt": LETTER.format(**dict(zip(NAMES, values, strict=True)))
        for name, values in DOCUMENTS.items()
    }
    texts["ghi-chep.txt"] = "Ghi chép về kinh phí của chuyến đi."
    return make_index(tmp_path_factory.mktemp("filters"), texts)


MEANT = [
    (Filters(issuer="UBND tỉnh Quảng Nam"), ["ubnd"]),
    (Filters(issuer="uỷ ban nhân dân tỉnh quảng nam"), ["ubnd"]),
    (Filters(issuer="ubnd tinh quang nam"), ["ubnd"]),
    (Filters(issuer="SNV"), ["so"]),
    (Filters(issuer="Sở Nội vụ"), ["so"]),
    (Filters(issuer="Sở Nội vụ tỉnh Nghệ An"), ["so"]),
    (Filters(issuer="Sở Nội vụ tỉnh Quảng Nam"), []),
    (Filters(issuer="Sở Giáo dục và Đào tạo"), ["so-gd"]),
    (Filters(issuer="SGDĐT"), ["so-gd"]),
    (Filters(issuer="CP"), ["chinh-phu"]),
    (Filters(issuer="UBND tỉnh Nghệ An"), []),
    (Filters(superior="UBND tỉnh Nghệ An"), ["so"]),
    (Filters(superior="ủy ban nhân dân"), ["so", "so-gd"]),
    (Filters(superior="UBND TP Hà Nội"), ["so-gd"]),
    (Filters(type="NĐ"), ["chinh-phu"]),
    (Filters(type="nd"), ["chinh-phu"]),
    (Filters(type="QĐ"), ["ubnd"]),
    (Filters(type="cv"), ["so"]),
    (Filters(type="KH", place="Hà Nội"), ["so-gd"]),
    (Filters(signer="tran hong ha"), ["chinh-phu"]),
    (Filters(number="2210"), ["so"]),
    (Filters(number="QĐ345"), ["ubnd"]),
    (Filters(number="nghị định 30 năm 2024"), ["chinh-phu"]),
    (Filters(number="nghị định 30 năm 2023"), []),
    (Filters(number="99/QĐ-UBND"), []),
]


@pytest.mark.parametrize(("filters", "expected"), MEANT, ids=lambda value: repr(value)[:60])
def test_abbreviations_mean_what_they_stand_for(
    index: Index, filters: Filters, expected: list[str]
) -> None:
    wanted = {f"{name}.txt" for name in expected}
    assert {hit.document_id for hit in index.search("kinh phí", filters=filters)} == wanted


@pytest.mark.parametrize(("filters", "expected"), MEANT, ids=lambda value: repr(value)[:60])
def test_filters_alone_list_what_meets_them(
    index: Index, filters: Filters, expected: list[str]
) -> None:
    result = index.search(filters=filters)
    assert result.total == len(expected)
    assert {hit.id for hit in result} == {f"{name}.txt#1" for name in expected}


def test_documents_are_listed_newest_first(index: Index) -> None:
    result = index.search(filters=Filters(since=date(2024, 1, 1)), limit=3)
    assert result.total == 4
    days = ["2024-07-14", "2024-07-13", "2024-07-12"]
    assert [hit.metadata["date"] for hit in result] == days
    assert [hit.rank for hit in result] == [1, 2, 3]
    assert all(hit.snippet and not hit.marks for hit in result)


@pytest.mark.parametrize(
    ("filters", "note"),
    [
        (Filters(type="nghị đinhj"), "Nghị định"),
        (Filters(issuer="UBND tỉnh Quảng Nan"), "ỦY BAN NHÂN DÂN TỈNH QUẢNG NAM"),
        (Filters(superior="UBND tỉnh Nghệ Am"), "UBND TỈNH NGHỆ AN"),
        (Filters(issuer="UBND tỉnh Nghệ An"), "filter by superior"),
        (Filters(signer="Trần Hồng Hạnh"), "Trần Hồng Hà"),
        (Filters(place="Hà Nooi"), "Hà Nội"),
        (Filters(place="Xyz"), "none is like it"),
        (Filters(number="99/QĐ-UBND"), 'has the number "99/QĐ-UBND"'),
    ],
    ids=lambda value: repr(value)[:50],
)
@pytest.mark.parametrize("query", ["kinh phí", ""], ids=["query", "alone"])
def test_a_value_that_the_index_does_not_have_is_said_with_near_ones(
    index: Index, query: str, filters: Filters, note: str
) -> None:
    result = index.search(query, filters=filters)
    assert result.total == 0
    assert note in result.notes[0]
    assert result.to_dict()["notes"] == list(result.notes)


def test_a_value_of_the_index_needs_no_note(index: Index) -> None:
    result = index.search("tàu ngầm", filters=Filters(type="NĐ"))
    assert (result.total, result.notes) == (0, ())


def test_filters_that_ask_for_nothing_find_nothing_and_the_note_says_so(index: Index) -> None:
    result = index.search("", filters=Filters(type="", since=""))
    assert result.total == 0
    assert result.notes == ("nothing was typed: type at least one word to look for",)


def test_documents_that_do_not_say_are_counted_and_may_be_kept(index: Index) -> None:
    everything = index.search(filters=Filters(since="1900", with_unknown=True))
    dated = index.search(filters=Filters(since="1900"))
    assert 0 < dated.total < everything.total
    silent = everything.total - dated.total
    assert dated.notes == (
        f"documents that do not say of which day they are: {silent}; --with-unknown keeps them",
    )
    assert everything.notes == ()


def test_of_several_values_any_is_met(index: Index) -> None:
    decrees = index.search(filters=Filters(type="NĐ")).total
    decisions = index.search(filters=Filters(type="QĐ")).total
    either = index.search(filters=Filters(type=("NĐ", "quyết định"))).total
    assert (decrees > 0, decisions > 0) == (True, True)
    assert either == decrees + decisions


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2025", None, ("2025-01-01", None)),
        (None, "3/2025", (None, "2025-03-31")),
        ("quý II/2025", "2025", ("2025-04-01", "2025-12-31")),
        ("7 tháng 3 năm 2025", "7-3-2025", ("2025-03-07", "2025-03-07")),
        (date(2025, 3, 7), None, ("2025-03-07", None)),
    ],
)
def test_a_period_begins_and_ends_a_search(
    since: date | str | None, until: str | None, days: tuple[str | None, str | None]
) -> None:
    assert Filters(since=since, until=until).days() == days


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (Filters(since="2026", until="2025"), "after until"),
        (Filters(until="hôm qua"), 'until "hôm qua" is no date'),
    ],
)
def test_a_period_that_is_none_is_told(index: Index, filters: Filters, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        index.search("kinh phí", filters=filters)
