"""What programs add: kept under its id, replaced, removed, and never lost."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchkit
from searchkit import NewDocument
from searchkit.index.ingest.records import additions
from tests.support import DECISION, DOCUMENTS, PLAN, counts, found, write, write_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit import Index


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with searchkit.open_index(tmp_path / "index", create=True) as opened:
        yield opened


def ids(index: Index) -> list[str]:
    return sorted(document.id for document in index.documents())


def zipped(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return packed.getvalue()


def test_a_record_is_read_as_a_file_is(index: Index, tmp_path: Path) -> None:
    index.add_documents([NewDocument("kh", PLAN)])
    index.add(write(tmp_path / "tep", {"ke-hoach.txt": PLAN}), jobs=1)
    record, file = index.document("kh"), index.document("ke-hoach.txt")
    assert record.metadata == file.metadata
    assert record.title == file.title
    assert record.passages == file.passages
    assert record.path == ""


def test_what_is_given_counts_more_than_what_is_read(index: Index) -> None:
    fields = {"ho-so": "HS-2025-17", "mat": False, "trang": 12}
    given = NewDocument(
        "vb-1024",
        DECISION,
        title="Tiêu đề riêng",
        number="48/NQ-HĐND",
        date=date(2025, 4, 25),
        type="Nghị quyết",
        fields=fields,
    )
    assert counts(index.add_documents([given])) == (1, 0, 0, 0, 0)
    document = index.document("48/NQ-HĐND")
    assert document.id == "vb-1024"
    assert document.title == "Tiêu đề riêng"
    assert document.fields == fields
    assert document.metadata["date"] == "2025-04-25"
    assert document.metadata["issuer"] == "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN"
    assert [hit.document_id for hit in index.search("loai:NQ nam:2025")] == ["vb-1024"]


def test_an_article_has_no_letterhead(index: Index) -> None:
    text = "Số: 12/KH-BNV\n\nPhạm vi điều chỉnh."
    index.add_documents([NewDocument("d1", text, law="32/2004/QH11", article="1")])
    assert index.document("d1").metadata == {"law": "32/2004/QH11", "article": "1"}


def test_a_record_is_replaced_by_its_id_and_left_alone_when_it_is_the_same(index: Index) -> None:
    first = [NewDocument("a", "Lịch tiếp công dân."), NewDocument("b", "Họp giao ban.")]
    assert counts(index.add_documents(first)) == (2, 0, 0, 0, 0)
    again = [NewDocument("a", "Thông báo tuyển dụng."), NewDocument("b", "Họp giao ban.")]
    assert counts(index.add_documents(iter(again))) == (0, 1, 0, 1, 0)
    assert found(index, "tiếp công dân") == []
    assert found(index, "tuyển dụng") == ["a#1"]
    assert counts(index.add_documents([NewDocument("b", "Họp giao ban.", fields={"ô": 1})])) == (
        *(0, 1, 0, 0, 0),
    )


@pytest.mark.parametrize("limit", [additions._AGAIN, 10])
def test_of_one_id_the_last_counts(
    index: Index, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(additions, "_AGAIN", limit)
    texts = [NewDocument(f"{n % 3}", f"Lần thứ {n}, họp giao ban tuần.") for n in range(20)]
    report = index.add_documents(texts)
    assert report.added == 3
    assert {index.document(name).text[:10].split(",")[0] for name in "012"} == {
        "Lần thứ 17",
        "Lần thứ 18",
        "Lần thứ 19",
    }
    assert ids(index) == ["0", "1", "2"]


def test_a_row_of_a_database_or_of_a_table_is_a_record(index: Index) -> None:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    rows = connection.execute(
        "select 7 as id, 'Họp giao ban.' as text, null as title, '3/TB-UBND' as so, 12 as trang"
    )
    report = index.add_documents([*rows, {"id": "8", "text": "Họp tổ.", "ký": "2025-04-25"}])
    connection.close()
    assert counts(report) == (2, 0, 0, 0, 0)
    assert index.document("7").fields == {"trang": 12}
    assert index.document("7").metadata == {"number": "3/TB-UBND"}
    assert index.document("8").fields == {"ký": date(2025, 4, 25)}


def test_no_fields_are_fields_too(index: Index) -> None:
    assert index.add_documents([NewDocument("a", "Họp.", fields=None)]).added == 1  # type: ignore[arg-type]


def test_one_document_need_not_be_a_list(index: Index) -> None:
    assert index.add_documents(NewDocument("a", "Họp.")).added == 1  # type: ignore[arg-type]
    assert index.add_documents({"id": "b", "text": "Họp."}).added == 1  # type: ignore[dict-item]


BAD: dict[str, tuple[Any, str]] = {
    "no id": (NewDocument("", "Họp."), 'has no usable "id"'),
    "blank id": ({"id": " ", "text": "Họp."}, 'has no usable "id"'),
    "long id": (NewDocument("a" * 1001, "Họp."), "has an id of 1,001 characters"),
    "no text": (NewDocument("x", " \n"), "is empty"),
    "text of bytes": ({"id": "x", "text": b"H"}, "has a text of the type bytes"),
    "no date": (NewDocument("x", "Họp.", date="hôm qua"), 'the date "hôm qua" is none'),
    "a day that is none": (NewDocument("x", "Họp.", date="31/2/2025"), "is none"),
    "number of a number": (NewDocument("x", "Họp.", number=48), "of the type int"),  # type: ignore[arg-type]
    "reserved": (NewDocument("x", "Họp.", fields={"loại": "NQ"}), "it means type already"),
    "odd value": (NewDocument("x", "Họp.", fields={"ô": object()}), "of the type object"),
    "fields that are none": (NewDocument("x", "Họp.", fields=[1]), "of the type list"),  # type: ignore[arg-type]
    "other kind": (NewDocument("x", "Họp.", fields={"trang": "mười"}), "is a text"),
    "a text": ("Họp.", "is of the type str"),
    "none": (None, "is of the type NoneType"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_record_stops_nothing(index: Index, name: str) -> None:
    bad, reason = BAD[name]
    good = [NewDocument("1", "Họp.", fields={"trang": 1}), NewDocument("2", "Họp.")]
    report = index.add_documents([good[0], bad, good[1]])
    assert (report.added, report.failed) == (2, 1)
    assert reason in report.failures[0].reason
    assert report.failures[0].advice
    assert not report.failures[0].path.startswith(("record:", "bytes:"))
    assert ids(index) == ["1", "2"]


def test_half_a_character_and_other_spellings_of_an_id_are_no_trouble(index: Index) -> None:
    index.add_documents([NewDocument("văn bản", "Nửa \ud800 chữ."), NewDocument("\ud800", "Họp.")])
    assert index.document("va\u0306n ba\u0309n").text == "Nửa \ufffd chữ."
    assert index.remove("va\u0306n ba\u0309n") == 1


def test_an_id_of_a_file_is_not_taken_over(index: Index, tmp_path: Path) -> None:
    folder = write(tmp_path / "tep", {"a.txt": "Lịch tiếp công dân.", "b/c.txt": "Họp."})
    corpus = write_corpus(tmp_path / "tin.jsonl", [{"id": "r1", "title": "Tin", "text": "Tin."}])
    index.add([folder, corpus], jobs=1)
    report = index.add_documents([NewDocument(name, "Khác.") for name in ("a.txt", "r1", "mới")])
    assert (report.added, report.failed) == (1, 2)
    assert str(folder / "a.txt") in report.failures[0].reason
    assert index.add_bytes("b/c.txt", b"Khac.").failed == 1
    assert index.document("a.txt").text == "Lịch tiếp công dân."


def test_a_new_file_does_not_take_the_id_of_a_record(index: Index, tmp_path: Path) -> None:
    index.add_documents([NewDocument("a.txt", "Bản ghi.")])
    index.add_bytes("b.txt", "Tệp gửi lên.".encode())
    folder = write(tmp_path / "tep", {"a.txt": "Tệp a.", "b.txt": "Tệp b."})
    index.add(folder, jobs=1)
    assert ids(index) == ["a.txt", "b.txt", "tep/a.txt", "tep/b.txt"]


def test_bytes_are_read_as_a_file(index: Index) -> None:
    report = index.add_bytes("2025/ke-hoach.txt", PLAN.encode("utf-16"), fields={"nguồn": "cổng"})
    assert counts(report) == (1, 0, 0, 0, 0)
    document = index.document("2025/ke-hoach.txt")
    assert document.metadata["number"] == "12/KH-BNV"
    assert (document.fields, document.path) == ({"nguồn": "cổng"}, "")
    assert found(index, "ke hoach") != []
    assert index.add_bytes("2025/ke-hoach.txt", PLAN.encode("utf-16")).changed == 1
    assert index.add_bytes("2025/ke-hoach.txt", PLAN.encode("utf-16")).unchanged == 1
    assert index.remove("2025/ke-hoach.txt") == 1


def test_an_archive_of_bytes_is_replaced_and_removed_as_one(index: Index) -> None:
    packed = zipped(a="Họp giao ban.", b="Họp tổ.")
    index.add_bytes("hop.zip", packed)
    assert ids(index) == ["hop.zip/a.txt", "hop.zip/b.txt"]
    assert counts(index.add_bytes("hop.zip", packed))[3] == 2
    assert counts(index.add_bytes("hop.zip", zipped(b="Họp khác."))) == (0, 1, 0, 0, 0)
    assert ids(index) == ["hop.zip/b.txt"]
    assert index.remove("hop.zip") == 1
    assert ids(index) == []


def test_a_corpus_of_bytes_holds_records(index: Index) -> None:
    lines = [json.dumps({"id": name, "title": "Tin", "text": "Họp."}) for name in ("1", "2")]
    report = index.add_bytes("tin.jsonl", "\n".join([*lines, "hỏng"]).encode())
    assert (report.added, report.failed) == (2, 1)
    assert ids(index) == ["tin.jsonl#1", "tin.jsonl#2"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", b"PK\3\4 damaged"), ("a.txt", b""), ("", b"Hop."), ("a.pdf", b"%PDF-")],
)
def test_bytes_that_cannot_be_read_are_told_and_what_was_there_stays(
    index: Index, name: str, data: bytes
) -> None:
    index.add_bytes("a.docx", "Kính gửi.".encode())
    report = index.add_bytes(name, data)
    assert (report.added, report.failed) == (0, 1)
    assert not report.failures[0].path.startswith("bytes:")
    assert ids(index) == ["a.docx"]


def test_a_text_is_no_bytes(index: Index) -> None:
    with pytest.raises(searchkit.UsageError, match="of the type str; read them as bytes"):
        index.add_bytes("a.txt", "Họp.")  # type: ignore[arg-type]


def test_a_generator_is_read_as_it_comes(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(additions, "COMMIT_SECONDS", 0.0)
    seen: list[int] = []

    def rows() -> Iterator[NewDocument]:
        for number in range(30):
            if number == 20:
                seen.append(index.stats().documents)
            yield NewDocument(f"{number}", f"Bản ghi số {number}.")

    assert index.add_documents(rows(), jobs=1).added == 30
    assert 0 < seen[0] <= 20, "what came first is committed, though the stream goes on"
    assert index.stats().documents == 30


def test_a_stream_that_fails_says_so_and_leaves_no_half(index: Index) -> None:
    def rows() -> Iterator[NewDocument]:
        yield NewDocument("a", "Họp.")
        raise OverflowError("the database is gone")

    with pytest.raises(OverflowError):
        index.add_documents(rows())
    assert ids(index) == []
    assert index.add_documents([NewDocument("a", "Họp.")]).added == 1, "the lock is free"


def test_many_documents_are_analysed_by_several_processes(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(additions, "_SMALL", 1000)
    monkeypatch.setattr(additions, "_MOST", 20)
    rows = [NewDocument(f"{n}", f"Bản ghi số {n} về việc họp giao ban.") for n in range(100)]
    assert index.add_documents(rows, jobs=2).added == 100
    assert index.search("giao ban", limit=200).total == 100


@pytest.mark.parametrize("prune", [False, True])
def test_a_rebuild_takes_them_over(index: Index, tmp_path: Path, *, prune: bool) -> None:
    folder = write(tmp_path / "tep", DOCUMENTS)
    index.add(folder, jobs=1)
    index.add_documents([NewDocument("kh", PLAN, fields={"trang": 12, "ký": date(2025, 4, 25)})])
    packed = zipped(a="Họp giao ban.", b="Họp tổ.")
    index.add_bytes("hop.zip", packed)
    before = ids(index)
    kept = index.document("kh")
    report = searchkit.rebuild_index(tmp_path / "index", jobs=1, prune=prune)
    assert not report.failures
    assert ids(index) == before
    assert index.document("kh") == kept
    assert index.roots() == [str(folder)]
    assert counts(index.add_documents([NewDocument("kh", PLAN, fields=kept.fields)]))[3] == 1
    assert counts(index.add_bytes("hop.zip", packed))[3] == 2
    assert index.add([folder], jobs=1, prune=True).removed == 0
    assert ids(index) == before
    assert index.check()


def test_an_index_of_records_alone_can_be_rebuilt_and_repaired(
    index: Index, tmp_path: Path
) -> None:
    index.add_documents([NewDocument("kh", PLAN, fields={"trang": 12})])
    kept = index.document("kh")
    searchkit.rebuild_index(tmp_path / "index")
    assert index.document("kh") == kept
    searchkit.repair_index(tmp_path / "index")
    assert index.document("kh") == kept
    assert index.remove("kh") == 1


def test_a_rebuild_of_a_damaged_index_does_not_lose_them_in_silence(
    index: Index, tmp_path: Path
) -> None:
    folder = write(tmp_path / "tep", DOCUMENTS)
    index.add(folder, jobs=1)
    index.add_documents([NewDocument("kh", PLAN)])
    for segment in (tmp_path / "index").glob("MAIN_*.ski"):
        segment.write_bytes(bytes(segment.stat().st_size))
    index.refresh()
    with pytest.raises(searchkit.UsageError, match="check --repair"):
        searchkit.rebuild_index(tmp_path / "index")
    assert not [
        f for f in searchkit.repair_index(tmp_path / "index").failures if "lost" in f.reason
    ]
    searchkit.rebuild_index(tmp_path / "index", jobs=1)
    with searchkit.open_index(tmp_path / "index") as mended:
        assert mended.document("kh").text == PLAN


def test_a_rebuild_notes_them_again_where_the_list_of_folders_is_damaged(
    index: Index, tmp_path: Path
) -> None:
    folder = write(tmp_path / "tep", DOCUMENTS)
    index.add(folder, jobs=1)
    index.add_documents([NewDocument("kh", PLAN)])
    (tmp_path / "index" / "roots.json").write_bytes(b"{")
    searchkit.rebuild_index(tmp_path / "index", [folder], jobs=1)
    for segment in (tmp_path / "index").glob("MAIN_*.ski"):
        segment.write_bytes(bytes(segment.stat().st_size))
    with pytest.raises(searchkit.UsageError, match="check --repair"):
        searchkit.rebuild_index(tmp_path / "index", jobs=1)


def test_a_folder_that_vanishes_takes_no_record_along(index: Index, tmp_path: Path) -> None:
    folder = write(tmp_path / "tep", {"a.txt": "Lịch tiếp công dân."})
    index.add(folder, jobs=1)
    index.add_documents([NewDocument("kh", PLAN)])
    (folder / "a.txt").unlink()
    folder.rmdir()
    index.add([folder], prune=True)
    assert ids(index) == ["kh"]
    searchkit.rebuild_index(tmp_path / "index")
    assert ids(index) == ["kh"]


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["add", "bytes", "remove", "commit"]), st.sampled_from("abc")),
    max_size=12,
)


@settings(max_examples=15)
@given(ACTIONS)
def test_a_writer_does_what_a_dictionary_would(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, str]]
) -> None:
    expected: dict[str, str] = {}
    index = searchkit.open_index(tmp_path_factory.mktemp("writer") / "index", create=True)
    with index:
        writer = index.writer()
        writer.__enter__()
        for number, (action, name) in enumerate(actions):
            text = f"Bản số {number % 4}"
            if action == "add":
                writer.add(NewDocument(name, text))
                expected[name] = text
            elif action == "bytes":
                writer.add_bytes(name, text.encode())
                expected[name] = text
            elif action == "remove" and name in expected:
                assert writer.remove(name) == 1
                del expected[name]
            elif action == "commit":
                writer.__exit__(None, None, None)
                writer = index.writer()
                writer.__enter__()
        writer.__exit__(None, None, None)
        assert {d.id: index.document(d.id).text for d in index.documents()} == expected
        assert index.stats().documents == len(expected)
