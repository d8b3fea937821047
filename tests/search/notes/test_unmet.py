"""What no document has is told, with what was probably meant, however it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit import Filters, NewDocument

if TYPE_CHECKING:
    from searchkit import Index

DOCUMENTS = [
    NewDocument(
        "nq",
        "Điều 1. Sắp xếp các phòng chuyên môn.\nĐiều 2. Tổ chức thực hiện, kể cả biên chế.",
        title="Nghị quyết về sắp xếp các phòng",
        number="48/NQ-HĐND",
        date="2025-04-25",
        type="Nghị quyết",
        issuer="HĐND xã Tân Sơn",
        fields={"ho-so": "HS-2025-17", "trang": 12},
    ),
    NewDocument(
        "tb",
        "Thông báo về biên chế năm sau.",
        title="Thông báo",
        number="3/TB-UBND",
        date="2024-01-05",
        type="Thông báo",
        issuer="UBND xã Tân Sơn",
        superior="UBND huyện Khe Mây",
        signer="Nguyễn Văn An",
        place="Khe Mây",
        fields={"ho-so": "HS-2024-02"},
    ),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    opened = searchkit.open_index(tmp_path_factory.mktemp("unmet") / "index", create=True)
    assert not opened.add_documents(DOCUMENTS).failures
    return opened


@pytest.mark.parametrize(
    ("query", "note"),
    [
        (
            "loai:nghi-quyt",
            'no type of a document is "nghi-quyt"; the index has: Nghị quyết',
        ),
        (
            "loai:nghij-quyeets phòng",
            'no type of a document is "nghij-quyeets"; the index has: Nghị quyết',
        ),
        (
            "co-quan:abcd",
            'no issuer of a document is "abcd"; none is like it, see `searchkit stats`',
        ),
        (
            'co-quan:"UBND huyện Khe Mây"',
            "it is the superior of some that issue: filter by superior",
        ),
        ('nguoi-ky:"Nguyễn Văn Anh"', "the index has: Nguyễn Văn An"),
        ("noi:Huế", 'no place of a document is "Huế"; none is like it, see `searchkit stats`'),
        ("so:1/KHONG-CO", 'no document of the index has the number "1/KHONG-CO"'),
        (
            "so:48/NQ-HDDN",
            'no document of the index has the number "48/NQ-HDDN"; the index has: 48/NQ-HĐND',
        ),
        (
            "so:84/NQ-HĐND",  # figures exchanged
            'no document of the index has the number "84/NQ-HĐND"; the index has: 48/NQ-HĐND',
        ),
        (
            "nam:2031",
            'no document of the index is of "2031"; the dates are from 2024-01-05 to 2025-04-25',
        ),
        ("ngay:1/2/2024..5/2/2024", "the dates are from 2024-01-05 to 2025-04-25"),
        (
            'tieu-de:"sáp xếp"',
            'no title of a document has "sáp xếp"; some have "sap xep" with other diacritics',
        ),
        (
            'tieu-de:"biên chế"',
            "texts have these words: leave the name of the field out",
        ),
        ("tieu-de:zzz", 'no title of a document has "zzz"'),
        ("ten-tep:khong-co", 'no file of the index has "khong-co" in its name'),
        ("dieu:999", "no passage of the index stands in an article 999"),
        (
            "ho-so:HS-2025-71",
            'no document has what is asked of the field "ho-so"; the index has: HS-2025-17',
        ),
        ("trang:99", 'no document has what is asked of the field "trang"'),
        ("biên chế -loai:nghi-quyt", 'no type of a document is "nghi-quyt"'),
        ("loai:TB OR loai:nghi-quyt", 'no type of a document is "nghi-quyt"'),
        ("(nam:2025 OR nam:2031) phòng", 'no document of the index is of "2031"'),
    ],
)
def test_a_value_of_a_field_that_no_document_has_is_told(
    index: Index, query: str, note: str
) -> None:
    assert note in index.search(query).notes[0]


def test_a_number_with_other_figures_is_like_none_though_the_symbol_is_the_same(
    index: Index,
) -> None:
    (note,) = index.search("so:93/NQ-HĐND").notes
    assert note == 'no document of the index has the number "93/NQ-HĐND"'


@pytest.mark.parametrize(
    "query",
    [
        "loai:NQ",
        "-loai:TB",
        "loai:TB nam:2025",
        "tàu ngầm loai:NQ",
        "dieu:2 biên",
        "loai:NQ loai:NQ",
    ],
)
def test_values_that_documents_have_need_no_note(index: Index, query: str) -> None:
    assert [note for note in index.search(query).notes if "no " in note[:3]] == []


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("nghị định 30/2020/NĐ-CP", "30/2020/NĐ-CP"),
        ("k2 Đ8 nghị định 30/2020", "nghị định 30/2020"),
        ("thong tu 99 nam 2024", "thong tu 99 nam 2024"),
    ],
)
def test_a_number_that_no_document_has_is_told(index: Index, query: str, named: str) -> None:
    (note,) = (note for note in index.search(query).notes if "has the number" in note)
    assert note.startswith(f'no document of the index has the number "{named}"')


@pytest.mark.parametrize(
    "query",
    ["thực hiện nghị định 30/2020/NĐ-CP", "năm 2025", "20/4/2025", "12 biên chế", "kế hoạch 2031"],
)
def test_a_number_beside_other_words_may_be_but_cited(index: Index, query: str) -> None:
    assert [note for note in index.search(query).notes if "has the number" in note] == []


def test_a_note_is_said_once(index: Index) -> None:
    result = index.search("loai:nghi-quyt loai:nghi-quyt", filters=Filters(type="nghi-quyt"))
    assert len(result.notes) == 1


def test_of_several_values_of_a_filter_the_unmet_one_is_told_though_others_are_met(
    index: Index,
) -> None:
    result = index.search("biên chế", filters=Filters(type=["thông báo", "nghi quyt"]))
    assert result.documents == 1
    assert result.notes[0].startswith('no type of a document is "nghi quyt"')


def test_an_unmet_filter_is_told_though_documents_that_do_not_say_are_kept(index: Index) -> None:
    result = index.search("biên chế", filters=Filters(signer="Lê Thị Bình", with_unknown=True))
    assert result.documents == 1
    assert result.notes[0].startswith('no signer of a document is "Lê Thị Bình"')
