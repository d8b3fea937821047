"""What a person types is taken apart, and nothing that can be typed is an error."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.search.query.language.syntax import Words
from searchkit.search.query.parser import MAX_CHARACTERS, parse_query
from tests.support import DOCUMENTS, make_index

if TYPE_CHECKING:
    from searchkit import Index


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("tinh gọn bộ máy", "tinh gọn bộ máy"),
        ('"tinh gọn" bộ máy', "tinh gọn bộ máy"),
        ("“tinh gọn” bộ", "tinh gọn bộ"),
        ("«tinh gọn» bộ", "tinh gọn bộ"),
        ("bộ máy -biên", "bộ máy"),
        ('bộ máy -"biên chế"', "bộ máy"),
        ('tinh "gọn', "tinh gọn"),
        ("Hà Nội - Huế", "Hà Nội - Huế"),
        ("loai:QĐ bộ máy", "bộ máy"),
        ("cải cách hành ch*", "cải cách hành"),
        ("bộ NEAR/5 máy", "bộ máy"),
        ("-bộ -máy", ""),
    ],
)
def test_the_words_to_rank_by(query: str, text: str) -> None:
    assert parse_query(query).text == text


@pytest.mark.parametrize("number", ["18-NQ/TW", "15/2025/QH15", "345/QĐ-UBND", "18 -NQ/TW"])
def test_a_hyphen_in_a_number_excludes_nothing(number: str) -> None:
    parsed = parse_query(f"nghị quyết số {number}")
    assert isinstance(parsed.root, Words)
    assert len(parsed.numbers) == 1


def test_a_number_is_known_in_any_spelling() -> None:
    assert parse_query("18-NQ/TW").numbers == parse_query("18 - nq/tw").numbers


@pytest.mark.parametrize(
    "query", ["", "   ", "+", "???", "- - -", '""', '"..."', "…", "_", "🙂", "()", "*"]
)
def test_a_query_without_letters_and_digits_finds_nothing_and_says_why(
    index: Index, query: str
) -> None:
    result = index.search(query)
    assert (result.total, len(result)) == (0, 0)
    assert "type at least one word" in result.notes[-1]


def test_of_a_query_as_long_as_a_document_the_beginning_is_searched() -> None:
    parsed = parse_query("ă" * 10_000)
    assert parsed.text == "ă" * MAX_CHARACTERS
    assert "10,000 characters" in parsed.notes[0]


def test_a_note_counts_the_characters_that_were_typed() -> None:
    decomposed = unicodedata.normalize("NFD", "tinh gọn (bộ")
    assert decomposed[10] == "("
    assert parse_query(decomposed).notes[0].startswith("character 11: ")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return make_index(tmp_path_factory.mktemp("queries"), DOCUMENTS)


PIECES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ['" ', "-", "+", "( ", ") ", "“ ", "* ", "~3 ", ": ", "18-NQ/TW ", "bộ máy ", "may "]  # noqa: RUF005
        + ["UBND ", "AND ", "OR ", "KHÔNG ", "NEAR/5 ", "hành ch* ", "loai:QĐ ", "nam:2025 "]
        + ["ngay:..2025 ", "dieu:1 ", "ten-tep:ke ", "tieu-de:máy ", "so:12/KH-BNV "]
    ),
)


@settings(max_examples=100, deadline=None)
@given(query=st.lists(PIECES, min_size=1, max_size=8).map("".join))
def test_whatever_is_typed_is_searched(index: Index, query: str) -> None:
    if query.strip():
        result = index.search(query, explain=True)
        assert len(result) <= result.total
        assert result.understood or result.notes
