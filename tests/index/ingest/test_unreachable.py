"""Folders that may not be listed are reported, and what was indexed from them stays."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

import searchkit
from searchkit.documents.discovery.sources import content_hash
from searchkit.index.ingest import tasks
from tests.support import DOCUMENTS, PLAN, counts, found, make_index, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the documents that refuses to be listed, as one without permission does."""
    folder = tmp_path / "documents/du-lich"
    listing = os.scandir

    def refuse(path: Any) -> Any:
        if os.fspath(path) == str(folder):
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    return folder


def test_the_report_names_the_folder_and_says_what_to_do(tmp_path: Path, closed: Path) -> None:
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        report = index.add([write(tmp_path / "documents", DOCUMENTS)])
        assert counts(report) == (2, 0, 0, 0, 1)
        (failure,) = report.failures
        assert failure.path == str(closed)
        assert failure.reason == "cannot be reached: permission denied"
        assert "permissions" in failure.advice
        assert index.failures() == report.failures


def test_documents_below_stay_until_it_can_be_listed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    folder = request.getfixturevalue("closed")
    report = index.add([tmp_path / "documents"])
    assert counts(report) == (0, 0, 0, 2, 1)
    assert found(index, '"thác nước"')
    monkeypatch.undo()
    (folder / "ghi-chep.txt").unlink()
    assert counts(index.add([tmp_path / "documents"])) == (0, 0, 1, 2, 0)
    assert not found(index, '"thác nước"')
    assert not index.failures()
    index.close()


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "documents", {"a.txt": PLAN})
    os.utime(folder / "a.txt", (1, 1))
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        whole = content_hash

        def hash_then_write(source: Any) -> str:
            digest = whole(source)
            (folder / "a.txt").write_text(PLAN.replace("đầu mối", "biên chế"), "utf-8")
            return digest

        with monkeypatch.context() as patch:
            patch.setattr(tasks, "content_hash", hash_then_write)
            index.add([folder])
        # Whoever was writing puts the first text back; its hash is the one that was taken.
        write(folder, {"a.txt": PLAN})
        assert counts(index.add([folder])) == (0, 1, 0, 0, 0)
        assert found(index, '"đầu mối trung gian"')
        index.close()


def test_what_came_from_a_folder_that_is_suddenly_empty_stays(tmp_path: Path) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    folder = tmp_path / "documents"
    folder.rename(tmp_path / "away")
    folder.mkdir()
    report = index.add([folder])
    assert counts(report) == (0, 0, 0, 0, 1)
    assert "stays" in report.failures[0].reason
    assert "--prune" in report.failures[0].advice
    assert index.stats().documents == 3
    assert counts(index.add([folder], prune=True))[2] == 3
    assert not index.failures()


@pytest.mark.parametrize("empty", [True, False])
def test_a_rebuild_carries_over_what_cannot_be_reached(tmp_path: Path, empty: bool) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    index.add([write(tmp_path / "more", {"moi.txt": "Lịch tiếp công dân tháng này."})])
    before = index.search("tinh gọn bộ máy")
    (tmp_path / "documents").rename(tmp_path / "away")
    if empty:
        (tmp_path / "documents").mkdir()
    report = searchkit.rebuild_index(tmp_path / "index")
    assert counts(report) == (1, 0, 0, 3, 1)
    assert str(tmp_path / "documents") == report.failures[0].path
    after = index.search("tinh gọn bộ máy")
    assert [(hit.id, hit.text) for hit in after] == [(hit.id, hit.text) for hit in before]
    shutil.rmtree(tmp_path / "documents", ignore_errors=True)
    (tmp_path / "away").rename(tmp_path / "documents")
    assert counts(index.add([tmp_path / "documents"])) == (0, 0, 0, 3, 0)
    index.close()


def test_a_rebuild_that_may_prune_leaves_them_out(tmp_path: Path) -> None:
    index = make_index(tmp_path, DOCUMENTS)
    index.add([write(tmp_path / "more", {"moi.txt": "Lịch tiếp công dân tháng này."})])
    (tmp_path / "documents").rename(tmp_path / "away")
    searchkit.rebuild_index(tmp_path / "index", prune=True)
    assert index.stats().documents == 1
    index.close()
