"""A corpus is followed record by record."""

from __future__ import annotations

import gzip
import json
import lzma
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import searchkit
from tests.support import counts, found, write_corpus

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = [
    {"id": "d1", "title": "Điều 1. Thẻ căn cước", "text": "Công dân được cấp thẻ căn cước."},
    {"id": "d2", "title": "Điều 2. Học phí", "text": "Học sinh tiểu học được miễn học phí."},
    {"id": "d3", "title": "Điều 3. Bảo hiểm", "text": "Hộ nghèo được hỗ trợ đóng bảo hiểm."},
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "luat.jsonl", RECORDS)


@pytest.fixture
def index(tmp_path: Path, corpus: Path) -> searchkit.Index:
    index = searchkit.open_index(tmp_path / "index", create=True)
    assert counts(index.add([corpus])) == (3, 0, 0, 0, 0)
    return index


def test_each_record_is_a_document(index: searchkit.Index, corpus: Path) -> None:
    (hit,) = index.search('"học phí"')
    assert hit.document_id == "d2"
    assert hit.title == "Điều 2. Học phí"
    assert hit.path == str(corpus)


def test_an_unchanged_corpus_is_skipped(index: searchkit.Index, corpus: Path) -> None:
    assert counts(index.add([corpus])) == (0, 0, 0, 3, 0)


def test_only_records_that_changed_are_written(index: searchkit.Index, corpus: Path) -> None:
    changed = {**RECORDS[1], "text": "Học sinh trung học cơ sở được miễn học phí."}
    added = {"id": "d4", "title": "Điều 4. Cư trú", "text": "Công dân khai báo tạm trú."}
    write_corpus(corpus, [RECORDS[0], changed, added])
    report = index.add([corpus])
    assert counts(report) == (1, 1, 1, 1, 0)
    assert report.passages == 2
    assert found(index, '"trung học cơ sở"') == ["d2#1"]
    assert found(index, '"tạm trú"') == ["d4#1"]
    assert not found(index, '"bảo hiểm"')
    assert counts(index.add([corpus])) == (0, 0, 0, 3, 0)


def test_the_order_of_records_is_no_change(index: searchkit.Index, corpus: Path) -> None:
    write_corpus(corpus, reversed(RECORDS))
    assert counts(index.add([corpus])) == (0, 0, 0, 3, 0)


@pytest.mark.parametrize("key", ["title", "signer"])
def test_a_change_outside_the_text_is_a_change(
    index: searchkit.Index, corpus: Path, key: str
) -> None:
    write_corpus(corpus, [{**RECORDS[0], key: "Nguyễn Văn An"}, *RECORDS[1:]])
    assert counts(index.add([corpus])) == (0, 1, 0, 2, 0)


def test_vanished_records_are_kept_on_demand(index: searchkit.Index, corpus: Path) -> None:
    write_corpus(corpus, RECORDS[:1])
    assert counts(index.add([corpus], keep_missing=True)) == (0, 0, 0, 1, 0)
    assert found(index, '"bảo hiểm"')
    assert index.stats().documents == 3


def test_records_kept_earlier_go_with_the_next_ordinary_run(
    index: searchkit.Index, corpus: Path
) -> None:
    write_corpus(corpus, RECORDS[:1])
    index.add([corpus], keep_missing=True)
    index.add([corpus])
    assert index.stats().documents == 1


def test_a_vanished_corpus_takes_its_records_along(
    index: searchkit.Index, corpus: Path, tmp_path: Path
) -> None:
    corpus.unlink()
    (tmp_path / "other").mkdir()
    corpus.parent.joinpath("cong-van.txt").write_text("Kính gửi các sở, ngành.", "utf-8")
    report = index.add([tmp_path])
    assert report.removed == 3
    assert not found(index, '"học phí"')


def test_an_id_that_occurs_twice_is_reported_and_the_first_kept(
    index: searchkit.Index, corpus: Path
) -> None:
    second = {"id": "d1", "title": "Điều 1a. Hộ chiếu", "text": "Công dân được cấp hộ chiếu."}
    write_corpus(corpus, [*RECORDS, second])
    report = index.add([corpus])
    assert counts(report) == (0, 0, 0, 3, 1)
    assert 'id "d1" occurs a second time' in report.failures[0].reason
    assert not found(index, '"hộ chiếu"')
    assert counts(index.add([corpus])) == (0, 0, 0, 3, 1), "and again while it is not mended"


@pytest.mark.parametrize(
    "line",
    ["{không phải JSON", "[1, 2]", '{"id": "d9"}', '{"title": "thiếu id", "text": "văn bản"}'],
    ids=["not-json", "no-object", "no-text", "no-id"],
)
def test_a_bad_line_is_reported_and_the_others_indexed(
    index: searchkit.Index, corpus: Path, line: str
) -> None:
    lines = corpus.read_text("utf-8").splitlines()
    corpus.write_text("\n".join([lines[0], line, *lines[1:]]), "utf-8")
    report = index.add([corpus])
    assert counts(report) == (0, 0, 0, 3, 1)
    assert report.failures[0].path.endswith("luat.jsonl:2")


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".xz", lzma.compress), (".gz", gzip.compress)], ids=["xz", "gz"]
)
def test_a_packed_corpus_that_is_cut_off_loses_nothing(
    tmp_path: Path, corpus: Path, suffix: str, pack: object
) -> None:
    assert callable(pack)
    packed = tmp_path / "packed" / f"luat.jsonl{suffix}"
    packed.parent.mkdir()
    packed.write_bytes(pack(corpus.read_bytes()))
    index = searchkit.open_index(tmp_path / "index", create=True)
    assert counts(index.add([packed])) == (3, 0, 0, 0, 0)
    packed.write_bytes(packed.read_bytes()[:-20])
    report = index.add([packed])
    assert report.removed == 0
    assert report.failed == 1
    assert "damaged" in report.failures[0].reason
    assert index.stats().documents == 3


def test_the_same_id_in_two_corpora_names_two_documents(tmp_path: Path) -> None:
    write_corpus(tmp_path / "a.jsonl", RECORDS[:1])
    write_corpus(tmp_path / "b.jsonl", RECORDS[:1])
    index = searchkit.open_index(tmp_path / "index", create=True)
    index.add([tmp_path / "a.jsonl", tmp_path / "b.jsonl"])
    assert index.search('"thẻ căn cước"').total == 2


@pytest.mark.parametrize("field", ["id", "title", "text", "issuer", "khác"])
def test_half_a_character_costs_neither_its_record_nor_the_others(
    tmp_path: Path, field: str
) -> None:
    odd = {"id": "r2", "title": "Tiêu đề", "text": "Sắp xếp bộ máy."}
    odd[field] = odd.get(field, "giá trị ") + "\ud800"
    lines = [json.dumps(odd), json.dumps(RECORDS[0])]
    (tmp_path / "kho.jsonl").write_text("\n".join(lines), "utf-8")
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        assert counts(index.add([tmp_path / "kho.jsonl"])) == (2, 0, 0, 0, 0)
        assert found(index, "căn cước")
        (hit,) = index.search("sắp xếp bộ máy")
        assert "\ufffd" in str(hit.to_dict())


def test_a_record_that_is_too_long_is_one_failure(tmp_path: Path) -> None:
    long = {"id": "dài", "text": "bộ máy " * (3 << 20)}
    write_corpus(tmp_path / "kho.jsonl", [long, *RECORDS])
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        report = index.add([tmp_path / "kho.jsonl"])
    assert counts(report) == (3, 0, 0, 0, 1)
    assert "longer than 8 MB" in report.failures[0].reason


def typed(path: Path, *records: dict[str, Any]) -> Path:
    lines = [json.dumps({"title": "Tin", "text": "Họp giao ban.", **own}) for own in records]
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_other_keys_are_fields_of_their_own(tmp_path: Path) -> None:
    corpus = typed(
        tmp_path / "tin.jsonl",
        {"id": "1", "hồ sơ": "HS-17", "trang": 12, "mật": False, "ký": "2025-04-25", "số": "3/TB"},
    )
    index = searchkit.open_index(tmp_path / "index", create=True)
    index.add(corpus)
    fields = {"hồ sơ": "HS-17", "trang": 12, "mật": False, "ký": date(2025, 4, 25)}
    document = index.document("1")
    assert (document.fields, document.metadata) == (fields, {"number": "3/TB"})
    (hit,) = index.search("giao ban")
    assert hit.fields == fields
    assert hit.to_dict()["fields"] == {**fields, "ký": "2025-04-25"}
    (entry,) = index.documents()
    assert entry.fields == fields


@pytest.mark.parametrize("value", [13, None])
def test_a_field_that_changes_is_a_change(tmp_path: Path, value: object) -> None:
    corpus = typed(tmp_path / "tin.jsonl", {"id": "1", "ô": 1, "trang": 12}, {"id": "2"})
    index = searchkit.open_index(tmp_path / "index", create=True)
    index.add(corpus)
    typed(corpus, {"id": "1", "ô": 1, "trang": value}, {"id": "2"})
    assert counts(index.add(corpus)) == (0, 1, 0, 1, 0)


def test_a_field_of_another_kind_is_told_and_the_rest_is_added(tmp_path: Path) -> None:
    records: list[dict[str, Any]] = [
        {"id": "1", "trang": 12},
        {"id": "2", "trang": "mười"},
        {"id": "3", "trang": 2.5},
    ]
    index = searchkit.open_index(tmp_path / "index", create=True)
    report = index.add(typed(tmp_path / "tin.jsonl", *records))
    assert counts(report) == (2, 0, 0, 0, 1)
    (failure,) = report.failures
    assert failure.reason == (
        'the record "2": the field "trang" is a text (\'mười\'), '
        "and a number in other documents of the index"
    )
    typed(tmp_path / "tin.jsonl", {"id": "1", "trang": "mười hai"}, {"id": "3", "trang": 2.5})
    assert counts(index.add(tmp_path / "tin.jsonl")) == (0, 0, 0, 1, 1)
    assert index.document("1").fields == {"trang": 12}, "what was indexed stays"


def test_a_kind_that_only_removed_records_had_does_not_count(tmp_path: Path) -> None:
    index = searchkit.open_index(tmp_path / "index", create=True)
    index.add(typed(tmp_path / "a.jsonl", {"id": "1", "trang": 12}, {"id": "2"}))
    index.remove("1")
    assert not index.add(typed(tmp_path / "b.jsonl", {"id": "3", "trang": "mười"})).failures
