"""What restricts a search: exact phrases in every spelling, excluded words, the letterhead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit.search.query.filters import Filters
from searchkit.text.tokens import tokenize
from tests.support import DOCUMENTS, found, make_index

if TYPE_CHECKING:
    from searchkit import Index

PASSAGES = {
    "a": "Nghị quyết về tinh gọn bộ máy của xã.",
    "b": "Việc tinh gọn bộ phận văn thư đi cùng với gọn bộ máy kế toán.",
    "c": "Tinh gon bo may hanh chinh cap xa.",
    "d": "Sắp xếp bọ máy vào kho, tinh gọn hồ sơ của bộ.",
    "e": "Xã đã tinh gọn bộ máy và tinh giản biên chế.",
    "f": "Xử lí kỷ luật theo quy chế.",
}
SYLLABLES = ["tinh", "tính", "gọn", "gon", "bộ", "bo", "máy", "may"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    texts = {f"{name}.txt": text for name, text in PASSAGES.items()}
    return make_index(tmp_path_factory.mktemp("phrases"), texts)


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return make_index(tmp_path_factory.mktemp("letters"), DOCUMENTS)


def names(index: Index, query: str) -> str:
    return "".join(sorted(name[0] for name in found(index, query)))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"tinh gọn bộ máy"', "ae"),
        ('"tinh gon bo may"', "ace"),
        ('"tinh gọn bo may"', "ae"),
        ('"gọn bo may"', "abe"),
        ('"bộ may"', "abe"),
        ('"bo may"', "abcde"),
        ('"bọ may"', "d"),
        ('"tính gon"', ""),
        ('"gọn"', "abde"),
        ('"gon"', "abcde"),
        ('"máy bộ"', ""),
        ('"tinh gọn" "biên chế"', "e"),
        ('tinh gọn -"bộ máy"', "cd"),
        ('tinh gọn bộ máy -"tinh gon bo may"', "bd"),
        ("tinh gọn -xã", "bcd"),
        ("tinh gọn -xa", "bd"),
        ('"xử lý kỉ luật"', "f"),
        ('"xu ly"', "f"),
        ('"qui che"', "f"),
        ('"xử lỷ"', ""),
        ('"lý"', "f"),
    ],
    ids=lambda value: value or "nothing",
)
def test_a_phrase_is_found_where_it_stands_and_nowhere_else(
    index: Index, query: str, expected: str
) -> None:
    assert names(index, query) == expected


@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=5))
def test_phrases_agree_with_a_plain_scan(index: Index, words: list[str]) -> None:
    asked = tokenize(" ".join(words))

    def stands(text: str) -> bool:
        tokens = tokenize(text)
        return any(
            all(
                written == wanted or (folded == bare and wanted == bare)
                for wanted, bare, written, folded in zip(
                    asked.accented,
                    asked.folded,
                    tokens.accented[start:],
                    tokens.folded[start:],
                    strict=False,
                )
            )
            for start in range(len(tokens) - len(asked) + 1)
        )

    expected = "".join(name for name, text in PASSAGES.items() if stands(text))
    assert names(index, f'"{" ".join(words)}"') == expected


def test_a_phrase_does_not_reach_into_the_next_passage(letters: Index) -> None:
    assert found(letters, '"hiệu lực hoạt động"')
    assert not found(letters, '"hoạt động điều 2"')


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(type="quyết định"), {"quyet-dinh.txt"}),
        (Filters(type="QUYET DINH"), {"quyet-dinh.txt"}),
        (Filters(type="kế hoạch"), {"ke-hoach.txt"}),
        (Filters(type="quyết"), {"quyet-dinh.txt"}),
        (Filters(type="quy"), set()),
        (Filters(issuer="bo noi vu"), {"ke-hoach.txt"}),
        (Filters(issuer="Bắc Kạn"), {"quyet-dinh.txt"}),
        (Filters(place="Hà Nội"), {"ke-hoach.txt"}),
        (Filters(number="345/QĐ-UBND"), {"quyet-dinh.txt"}),
        (Filters(number="345/qd-ubnd"), {"quyet-dinh.txt"}),
        (Filters(since=date(2025, 3, 5)), {"ke-hoach.txt"}),
        (Filters(since=date(2025, 3, 6)), set()),
        (Filters(until=date(2024, 8, 12)), {"quyet-dinh.txt"}),
        (Filters(until=date(2024, 8, 11)), set()),
        (
            Filters(since=date(2024, 1, 1), until=date(2025, 12, 31)),
            {"ke-hoach.txt", "quyet-dinh.txt"},
        ),
        (Filters(type="kế hoạch", until=date(2024, 12, 31)), set()),
    ],
    ids=lambda value: repr(sorted(value) if isinstance(value, set) else value),
)
def test_filters_restrict_by_the_letterhead(
    letters: Index, filters: Filters, expected: set[str]
) -> None:
    hits = letters.search("điều khoản thi hành tổ chức thực hiện hỗ trợ", filters=filters)
    everything = letters.search("điều 1 điều 2", filters=filters)
    assert {hit.document_id for hit in everything} == expected
    assert {hit.document_id for hit in hits} <= expected
    assert everything.total == sum(1 for _ in everything)


def test_a_filter_by_something_that_is_no_number_is_an_error(letters: Index) -> None:
    with pytest.raises(searchkit.UsageError, match=r"is no document number, such as"):
        letters.search("hỗ trợ", filters=Filters(number="xin chào"))


def test_empty_values_of_a_form_ask_for_nothing() -> None:
    names = ("type", "issuer", "superior", "signer", "place", "number", "since", "until")
    empty: dict[str, Any] = dict.fromkeys(names, "")
    assert not Filters(**empty, where={"trang": "", "ho-so": [""], "ngày ký": ("", None)}).is_set()
    assert not Filters(type=["", " "], where=None).is_set()  # type: ignore[arg-type]
    assert Filters(type=["NQ", ""]).values("type") == ("NQ",)


def test_several_values_are_each_as_long_as_a_name() -> None:
    assert len(Filters(type=["NQ"] * 600).values("type")) == 600
    with pytest.raises(searchkit.UsageError, match="filter for type has 501 characters"):
        Filters(type=["NQ", "a" * 501])


@pytest.mark.parametrize("where", ["ho-so", [("ho-so", 1)]])
def test_conditions_on_fields_are_a_dictionary(where: Any) -> None:
    with pytest.raises(searchkit.UsageError, match="dictionary"):
        Filters(where=where)
