"""Other queries to try, as a person who typed one sees them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from searchkit import open_index
from searchkit.cli.app import make_app
from searchkit.library import Index, rebuild_index
from searchkit.search.query.filters import Filters
from searchkit.search.suggestions import suggest
from searchkit.text.spelling.normalization import normalize
from tests.text.small_counts import SENTENCES, small_counts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for number, sentence in enumerate(SENTENCES.splitlines()):
        (folder / f"{number:02}.txt").write_text(sentence, "utf-8")
    place = tmp_path_factory.mktemp("place") / "index"
    with open_index(place, create=True) as index:
        index.add(folder)
    return place


@pytest.fixture(scope="module")
def index(place: Path) -> Iterator[Index]:
    with open_index(place) as index:
        yield index


def test_a_phrase_whose_syllables_are_words_is_mended(index: Index) -> None:
    result = index.search("lảnh đạo xã")
    assert result.suggestions == ("lãnh đạo xã",)


@pytest.mark.parametrize("field", ["ten-tep:txt", '-loai:"quyết định"', "ten-tep:txt -noi:Huế"])
def test_words_beside_fields_are_mended_and_the_fields_stay(index: Index, field: str) -> None:
    result = index.search(f"{field} tinh gonj boj mays")
    assert result.suggestions == (f"{field} tinh gọn bộ máy",)
    assert result.searched == f"{field} tinh gọn bộ máy"
    assert result.total == index.search("tinh gọn bộ máy").total > 0


def test_what_fields_hide_was_not_typed_wrong(index: Index) -> None:
    result = index.search("nam:1950 tinh gọn bộ máy")
    assert (result.total, result.suggestions, result.searched) == (0, (), None)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("nghij quyeets", "nghị quyết"),
        ("tinh gonj boj mays", "tinh gọn bộ máy"),
        ("u3y ban nha6n da6n", "ủy ban nhân dân"),
        ("bo65 ma1y", "bộ máy"),
        ("hànhchính", "hành chính"),
        ("thutuc hanhchinh", "thủ tục hành chính"),
    ],
    ids=[
        "telex",
        "telex with forgotten marks",
        "vni",
        "vni in every word",
        "joined",
        "joined bare",
    ],
)
def test_what_was_meant_is_searched_where_nothing_else_is_found(
    index: Index, query: str, meant: str
) -> None:
    result = index.search(query)
    assert (result.query, result.searched, result.suggestions) == (query, meant, (meant,))
    assert result.total > 0
    assert all(meant in hit.text.lower() for hit in result[:1])


def test_keystrokes_are_no_codes_though_the_index_has_their_figures(tmp_path: Path) -> None:
    texts = [*SENTENCES.splitlines(), "Mục 1, mục 3, mục 5, mục 65 của phụ lục."]
    with open_index(tmp_path / "index", create=True) as index:
        index.add_documents({"id": f"{n}", "text": text} for n, text in enumerate(texts))
        for query, meant in [("bo65 may1", "bộ máy"), ("u3y ban nhan6 dan6", "ủy ban nhân dân")]:
            assert index.search(query).searched == meant


@pytest.mark.parametrize(
    ("query", "meant"),
    [("nghi quyêt", "nghị quyết"), ("tinh gon bo may", "tinh gọn bộ máy")],
    ids=["lost mark", "no marks"],
)
def test_what_found_something_is_searched_as_typed(index: Index, query: str, meant: str) -> None:
    result = index.search(query)
    assert result.total > 0
    assert result.suggestions == (meant,)
    assert result.searched is None


def test_a_wrong_letter_is_corrected_and_its_marks_come_back() -> None:
    assert suggest("nghi quyrt", small_counts(), 0)[0] == ("nghị quyết", "spelling")


@pytest.mark.parametrize(
    "query",
    ["chó", "nghị quyết", "tinh gọn bộ máy", "Ủy ban nhân dân", "hoà giải", "30/2020/ND-CP", "18"],
)
def test_a_well_spelt_query_is_left_alone(index: Index, query: str) -> None:
    for found in (0, 5):
        assert suggest(query, small_counts(), found) == ()
    assert index.search(query).searched is None


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("nghij quyeets 18-NQ/TW", "nghị quyết 18-NQ/TW"),
        ('"nghi quyet" tinh gon bo may', '"nghi quyet" tinh gọn bộ máy'),
        ("tinh gon bo may -quyet", "tinh gọn bộ máy -quyet"),
        ("tinh gon bo may -“nghi quyet”", "tinh gọn bộ máy -“nghi quyet”"),
    ],
    ids=["number", "phrase", "excluded word", "excluded phrase"],
)
def test_numbers_phrases_and_excluded_words_stay(query: str, meant: str) -> None:
    assert [suggestion.query for suggestion in suggest(query, small_counts(), 0)] == [meant]


def test_what_only_a_filter_hides_was_not_typed_wrong(index: Index) -> None:
    result = index.search("nghi quyêt", filters=Filters(type="không có loại này"))
    assert result.total == 0
    assert result.searched is None
    assert index.search("nghi quyêt").total


def test_a_query_of_nonsense_has_no_suggestion(index: Index) -> None:
    result = index.search("xyzzy qqq")
    assert (result.total, result.suggestions, result.searched) == (0, (), None)


_TYPED = st.sampled_from(
    ["nghij", "quyêt", "tinh", "gọn", "bo", '"', "-", "18-NQ/TW", "boj", "ubnd", "  ", "x", "."]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_TYPED, max_size=8).map(" ".join) | st.text(max_size=40), st.integers(0, 1))
def test_a_suggestion_is_never_the_query_itself(query: str, found: int) -> None:
    queries = [suggestion.query for suggestion in suggest(query, small_counts(), found)]
    assert len(queries) <= 1
    assert normalize(query).text not in queries


def run(*arguments: str) -> str:
    result = CliRunner().invoke(make_app(), list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_line_says_what_was_searched_instead(place: Path) -> None:
    printed = run("search", "nghij quyeets", "--index", str(place))
    assert 'Nothing found for "nghij quyeets"; showing what "nghị quyết" finds.' in printed
    assert "Did you mean: nghị quyết" in printed
    values = json.loads(run("search", "nghij quyeets", "--json", "--index", str(place)))
    assert values["searched"] == "nghị quyết"
    assert values["suggestions"] == ["nghị quyết"]
    assert "searched" not in json.loads(run("search", "bộ máy", "--json", "--index", str(place)))


@pytest.mark.parametrize("damage", [True, False], ids=["damaged", "missing"])
def test_an_index_without_counts_searches_and_suggests_again_once_rebuilt(
    tmp_path: Path, damage: bool
) -> None:
    document = tmp_path / "a.txt"
    document.write_text("Nghị quyết về tinh gọn bộ máy.", "utf-8")
    place = tmp_path / "index"
    with open_index(place, create=True) as index:
        index.add(document)
    if damage:
        (place / "language.skl").write_bytes(b"x" * 100)
    else:
        (place / "language.skl").unlink()
    with open_index(place) as index:
        assert index.search("tinh gon bo may").total == 1
        assert index.search("nghij quyeets").suggestions == ()
    rebuild_index(place)
    with open_index(place) as index:
        assert index.search("nghij quyeets").searched == "nghị quyết"
