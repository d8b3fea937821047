"""Own fields filter by value, any of several, or range: as the records themselves would say."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit import Filters
from searchkit.documents.record_fields import Kind
from searchkit.index.terms.own_fields import words_of
from searchkit.search.query.own_filters import is_own_value
from tests.support import CommandLine

if TYPE_CHECKING:
    from searchkit import Index

RECORDS: dict[str, dict[str, Any]] = {
    "1": {"hồ sơ": "HS-2025-17", "trang": 12, "mật": False, "ký": "2025-04-25"},
    "2": {"hồ sơ": "HS-2025-171", "trang": 9.5, "mật": True, "ký": "2024-12-31"},
    "3": {"hồ sơ": "Tờ trình, HS-2025-17 (bổ sung)", "trang": -3, "ký": "2025-04-25T23:59:00"},
    "4": {"đơn vị": ["Sở Nội vụ", "UBND xã Tân Sơn"], "trang": 1 << 60},
    "5": {"đơn vị": "Sở Xây dựng của tỉnh và Nội vụ", "trang": (1 << 60) + 1, "mật": False},
    "6": {},
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("own")
    lines = [
        json.dumps({"id": name, "title": "Tin", "text": "Họp giao ban.\n\nBáo cáo tuần.", **own})
        for name, own in RECORDS.items()
    ]
    (folder / "a.jsonl").write_text("\n".join(lines), "utf-8")
    opened = searchkit.open_index(folder / "index", create=True)
    assert not opened.add(folder / "a.jsonl", jobs=1).failures
    return opened


def ids(index: Index, query: str = "", **filters: Any) -> list[str]:
    result = index.search(query, filters=Filters(**filters), limit=50)
    return sorted({hit.document_id for hit in result})


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param({"ho-so": "HS-2025-17"}, "13", id="a text, or a word of it"),
        pytest.param({"Hồ_Sơ": "hs-2025-17"}, "13", id="names and values as people type them"),
        pytest.param({"hồ sơ": ["HS-2025-171", "hs-2025-17"]}, "123", id="any of several"),
        pytest.param({"hồ sơ": "HS-2025*"}, "123", id="beginning"),
        pytest.param({"hồ sơ": "to trinh"}, "3", id="two words"),
        pytest.param({"đơn vị": "noi vu"}, "45", id="in either of several values"),
        pytest.param({"đơn vị": "sở nội vụ"}, "4", id="three words stand together"),
        pytest.param({"đơn vị": "xã Tân Sơn"}, "4", id="three words of the second value"),
        pytest.param({"hồ sơ": ("HS-2025-17", "HS-2025-17")}, "1", id="range of texts"),
        pytest.param({"trang": 12}, "1", id="number"),
        pytest.param({"trang": 12.0}, "1", id="float"),
        pytest.param({"trang": "12"}, "1", id="number as a text"),
        pytest.param({"trang": "9,5"}, "2", id="decimal comma"),
        pytest.param({"trang": (10, None)}, "145", id="from"),
        pytest.param({"trang": (None, 9.5)}, "23", id="to"),
        pytest.param({"trang": "-5..9.5"}, "23", id="range as a text"),
        pytest.param({"trang": 1 << 60}, "4", id="beyond the exact floats"),
        pytest.param({"mật": False}, "15", id="boolean"),
        pytest.param({"mật": "có"}, "2", id="boolean as a text"),
        pytest.param({"ký": date(2025, 4, 25)}, "13", id="day"),
        pytest.param({"ký": datetime(2025, 4, 25, 23, 59)}, "3", id="moment"),
        pytest.param({"ký": "quý II/2025"}, "13", id="period"),
        pytest.param({"ký": (None, "2024")}, "2", id="until a year"),
        pytest.param({"ký": "2025-01..2025-12"}, "13", id="range of periods"),
        pytest.param({"trang": (10, None), "mật": "không"}, "15", id="two fields"),
        pytest.param(
            {"trang": "", "mật": None, "ký": (None, ""), "hồ sơ": []}, "123456", id="empty"
        ),
        pytest.param({"chưa có": "gì"}, "", id="no such field"),
    ],
)
def test_own_fields_filter(index: Index, where: dict[str, object], expected: str) -> None:
    assert ids(index, "giao ban", where=where) == list(expected)
    if any(bool(wanted) and wanted != (None, "") for wanted in where.values()):
        assert ids(index, where=where) == list(expected)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ho-so:HS-2025-17", "13"),
        ("hồ-sơ:HS-2025*", "123"),
        ("trang:10..20", "1"),
        ("trang:..9,5", "23"),
        ('don-vi:"Sở Nội vụ"', "4"),
        ("mat:co", "2"),
        ("giao ban -mat:co", "13456"),
        ("ky:2025", "13"),
        ("trang:12 OR mật:có", "12"),
    ],
)
def test_own_fields_in_a_query(index: Index, query: str, expected: str) -> None:
    result = index.search(query, limit=50)
    assert sorted({hit.document_id for hit in result}) == list(expected)
    assert result.notes == ()


def test_a_value_of_another_kind_in_a_query_is_words_and_a_note(index: Index) -> None:
    (note, *_) = index.search("giao ban trang:mười").notes
    assert note.startswith('character 10: "trang:" is read as a word')


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"trang": "mười"}, 'the field "trang" is a number, and "mười" is none: write 12 or 2,5'),
        ({"trang": True}, "is a number"),
        ({"mật": "chắc"}, "có or không"),
        ({"ký": "hôm qua"}, "25/4/2025"),
        ({"trang": (1, 2, 3)}, "a tuple is a range"),
        ({"loại": "NQ"}, "it means type already"),
        ({"": "a"}, "has none"),
    ],
)
def test_what_cannot_be_asked_for_is_told(
    index: Index, where: dict[str, object], message: str
) -> None:
    with pytest.raises(searchkit.UsageError, match=message):
        index.search("giao ban", filters=Filters(where=where))


def test_unmet_filters_are_told(index: Index) -> None:
    (first, *_) = index.search("giao ban", filters=Filters(where={"mã": "a"})).notes
    assert first.startswith('no document has a field "mã"; fields of their own are: hồ sơ, ')
    (first, *_) = index.search("giao ban", filters=Filters(where={"trang": 7})).notes
    assert first == 'no document has what is asked of the field "trang"'


def test_documents_without_the_field_are_counted_and_kept_on_demand(index: Index) -> None:
    result = index.search("giao ban", filters=Filters(where={"mật": False}))
    assert result.notes == ("documents that do not say mật: 3; --with-unknown keeps them",)
    kept = ids(index, "giao ban", where={"mật": False}, with_unknown=True)
    assert kept == list("13456")


VALUES = st.sampled_from(["a", "A b", "a b c", "b c a", "ă b, c", "a-b", "a b a b c"])


@settings(max_examples=20)
@given(st.lists(VALUES, min_size=3, max_size=8), VALUES)
def test_a_text_is_met_as_words_side_by_side(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], wanted: str
) -> None:
    folder = tmp_path_factory.mktemp("own")
    lines = [
        json.dumps({"id": str(number), "title": "Tin", "text": "Họp.", "ô": text})
        for number, text in enumerate(texts)
    ]
    (folder / "a.jsonl").write_text("\n".join(lines), "utf-8")
    with searchkit.open_index(folder / "index", create=True) as opened:
        opened.add(folder / "a.jsonl", jobs=1)
        inner = f" {' '.join(words_of(wanted))} "
        expected = [
            str(number)
            for number, text in enumerate(texts)
            if inner in f" {' '.join(words_of(text))} "
        ]
        assert ids(opened, where={"ô": wanted}) == expected


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (
            Kind.NUMBER,
            ["12", "-1,5", "1e3", "1.200.000", "1..", "..2,5"],
            ["..", "x", "1_0", "inf"],
        ),
        (Kind.DATE, ["2025", "3/2025..", "25/4/2025"], ["hôm qua", ".."]),
        (Kind.BOOLEAN, ["Có", "không", "true", "0"], ["có không"]),
        (Kind.TEXT, ["a", "a..b"], ["..", "(!)"]),
    ],
)
def test_which_texts_are_values(kind: Kind, good: list[str], bad: list[str]) -> None:
    assert [text for text in good if not is_own_value(kind, text)] == []
    assert [text for text in bad if is_own_value(kind, text)] == []


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(monkeypatch, capsys)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["ho-so=HS-2025-17"], "13"),
        (["ho-so=HS-2025-171", "ho-so=HS-2025-17"], "123"),
        (["trang=10..20", "mật=không"], "1"),
    ],
)
def test_the_option_where(
    index: Index, cli: CommandLine, options: list[str], expected: str
) -> None:
    words = [word for option in options for word in ("--where", option)]
    folder = Path(min(index.check())).parent
    answer = cli("search", "giao ban", *words, "--json", "--index", folder)
    assert sorted({hit["document_id"] for hit in answer.json["hits"]}) == list(expected)
    assert answer.json["hits"][0]["fields"]


def test_the_option_where_needs_a_name_and_a_value(cli: CommandLine, tmp_path: Path) -> None:
    answer = cli("search", "a", "--where", "trang", "--index", tmp_path)
    assert answer.code == 2
    assert "write NAME=VALUE" in answer.err
