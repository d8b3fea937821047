"""A damaged index is made anew from its stored texts, though their files be gone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import searchkit
from tests.support import DOCUMENTS, counts, found, make_index, write_corpus

if TYPE_CHECKING:
    from pathlib import Path

RECORDS = [{"id": f"r{n}", "title": f"Điều {n}", "text": f"Quy chế số {n}."} for n in range(3)]


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """An index whose postings are damaged, and whose files are gone."""
    index = make_index(tmp_path, DOCUMENTS)
    index.add([write_corpus(tmp_path / "kho.jsonl", RECORDS)], jobs=1)
    index.close()
    shutil.rmtree(tmp_path / "documents")
    for path in (tmp_path / "index").glob("*.ski"):
        data = bytearray(path.read_bytes())
        data[100:200] = bytes(100)
        path.write_bytes(data)
    return tmp_path / "index"


def test_all_that_is_stored_is_kept(damaged: Path) -> None:
    report = searchkit.repair_index(damaged)
    assert counts(report) == (6, 0, 0, 0, 0)
    with searchkit.open_index(damaged) as index:
        index.check()
        assert found(index, '"tinh gọn bộ máy"')
        assert found(index, '"quy chế số 2"')
        assert index.document("quyet-dinh.txt").metadata["number"] == "345/QĐ-UBND"
        assert counts(index.add([damaged.parent / "kho.jsonl"])) == (0, 0, 0, 3, 0)


@pytest.mark.parametrize("table", [True, False])
def test_without_a_table_of_contents_each_document_is_kept_once(damaged: Path, table: bool) -> None:
    (toc,) = damaged.glob("_MAIN_*.toc")
    toc.write_bytes(b"") if table else toc.unlink()
    (damaged / "roots.json").write_text("{", "utf-8")
    report = searchkit.repair_index(damaged)
    assert report.added == 6
    assert len(report.failures) == 1, "the list of roots is lost"
    with searchkit.open_index(damaged) as index:
        assert index.stats().documents == 6


def test_that_programs_have_added_documents_is_known_though_the_list_of_folders_is_damaged(
    damaged: Path,
) -> None:
    shutil.rmtree(damaged)
    with searchkit.open_index(damaged, create=True) as index:
        index.add_documents([{"id": "vb-1", "text": "Giao ban tuần."}])
        index.add_bytes("tai-len/tin.txt", "Tin tuần.".encode())
    (damaged / "roots.json").write_text("{", "utf-8")
    assert searchkit.repair_index(damaged).added == 2
    for path in damaged.glob("*.sk?"):
        path.write_bytes(b"")
    with pytest.raises(searchkit.UsageError, match="documents that programs added"):
        searchkit.rebuild_index(damaged, [damaged.parent / "kho.jsonl"])


def test_what_is_lost_is_said_and_comes_back_with_its_file(damaged: Path) -> None:
    for path in damaged.glob("*.skd"):
        data = bytearray(path.read_bytes())
        data[8:40] = bytes(32)
        path.write_bytes(data)
    report = searchkit.repair_index(damaged)
    assert report.failures
    assert report.added < 6
    with searchkit.open_index(damaged) as index:
        index.check()
        index.add([damaged.parent / "kho.jsonl"])
        assert found(index, '"quy chế số 2"')
