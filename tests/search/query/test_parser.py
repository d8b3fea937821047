"""What a person types is taken apart, and nothing that can be typed fails without a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit import QueryError
from searchkit.search.query.parser import MAX_CHARACTERS, ParsedQuery, parse_query
from tests.support import DOCUMENTS, make_index

if TYPE_CHECKING:
    from searchkit import Index, SearchResult


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tinh gọn bộ máy", ParsedQuery("tinh gọn bộ máy")),
        ('"tinh gọn" bộ máy', ParsedQuery("tinh gọn bộ máy", phrases=("tinh gọn",))),
        ("“tinh gọn” bộ", ParsedQuery("tinh gọn bộ", phrases=("tinh gọn",))),
        ("«tinh gọn» bộ", ParsedQuery("tinh gọn bộ", phrases=("tinh gọn",))),
        ("bộ máy -biên", ParsedQuery("bộ máy", excluded=("biên",))),
        ('bộ máy -"biên chế"', ParsedQuery("bộ máy", excluded=("biên chế",))),
        ('tinh "gọn', ParsedQuery("tinh gọn")),
        ('"a b" "c', ParsedQuery("a b c", phrases=("a b",))),
        ("Hà Nội - Huế", ParsedQuery("Hà Nội - Huế")),
        ('bộ máy ""', ParsedQuery("bộ máy ")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_query_is_taken_apart(query: str, expected: ParsedQuery) -> None:
    assert parse_query(query) == expected


@pytest.mark.parametrize("number", ["18-NQ/TW", "15/2025/QH15", "345/QĐ-UBND"])
def test_a_hyphen_in_a_number_excludes_nothing(number: str) -> None:
    parsed = parse_query(f"nghị quyết số {number}")
    assert not parsed.excluded
    assert len(parsed.numbers) == 1


def test_a_number_is_known_in_any_spelling() -> None:
    assert parse_query("18-NQ/TW").numbers == parse_query("18 - nq/tw").numbers


@pytest.mark.parametrize("query", ["", "   ", "???", "- - -", '""', '"..."', "…", "_", "🙂"])
def test_a_query_without_letters_and_digits_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="type at least one word") as caught:
        parse_query(query)
    assert caught.value.position == 0


def test_a_query_may_only_exclude() -> None:
    parsed = parse_query('-bộ -"cấp huyện"')
    assert (parsed.text, parsed.excluded) == ("", ("bộ", "cấp huyện"))


def test_a_query_as_long_as_a_document_is_refused_with_its_length() -> None:
    assert parse_query("a" * MAX_CHARACTERS)
    with pytest.raises(QueryError, match="10,000 characters") as caught:
        parse_query("ă" * 10_000)
    assert caught.value.position == MAX_CHARACTERS


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return make_index(tmp_path_factory.mktemp("queries"), DOCUMENTS)


PIECES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ['"', "-", "“", '-"', "18-NQ/TW", "bộ máy", "may", "UBND", "NĐ", " ", "(*)", "~"]
    ),
)


@settings(max_examples=300, deadline=None)
@given(query=st.lists(PIECES, max_size=8).map("".join))
def test_whatever_is_typed_is_searched_or_refused_in_words(index: Index, query: str) -> None:
    refused = ""
    try:
        result: SearchResult | None = index.search(query, explain=True)
    except QueryError as error:
        refused = str(error)
        result = None
    assert refused if result is None else len(result) <= result.total
