"""Files with the same content are stored once and shown with all their paths."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import searchkit
from tests.support import DECISION, NOTE, PLAN, counts, found, write

if TYPE_CHECKING:
    from collections.abc import Iterator

TWICE = {"a.txt": PLAN, "b/ban-sao.txt": PLAN, "c.txt": DECISION}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "documents", TWICE)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[searchkit.Index]:
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        yield index


def test_stored_once_and_shown_with_both_paths(index: searchkit.Index, folder: Path) -> None:
    report = index.add([folder])
    assert counts(report) == (2, 0, 0, 0, 0)
    assert report.duplicates == 1
    assert index.stats().documents == 2
    hit = index.search("tinh gọn bộ máy")[0]
    assert hit.path == str(folder / "a.txt")
    assert hit.also == (str(folder / "b/ban-sao.txt"),)
    assert hit.to_dict()["also"] == [str(folder / "b/ban-sao.txt")]
    assert index.document("ban-sao.txt").path == str(folder / "a.txt")
    assert index.document("a.txt").also == hit.also
    assert not index.search("hộ nghèo")[0].also


@pytest.mark.parametrize("old", [False, True], ids=["just-written", "settled"])
def test_nothing_is_written_again(index: searchkit.Index, folder: Path, *, old: bool) -> None:
    for path in folder.rglob("*.txt"):
        if old:
            os.utime(path, (time.time() - 60,) * 2)
    index.add([folder])
    again = index.add([folder])
    assert counts(again) == (0, 0, 0, 2, 0)
    assert again.duplicates == 1
    assert again.passages == 0
    assert index.document("a.txt").also == (str(folder / "b/ban-sao.txt"),)


def test_the_other_takes_over_when_the_first_vanishes(index: searchkit.Index, folder: Path) -> None:
    index.add([folder])
    (folder / "a.txt").unlink()
    assert counts(index.add([folder])) == (1, 0, 1, 1, 0)
    hit = index.search("tinh gọn bộ máy")[0]
    assert hit.path == str(folder / "b/ban-sao.txt")
    assert hit.also == ()
    assert index.stats().documents == 2


def test_the_other_takes_over_when_the_first_changes(index: searchkit.Index, folder: Path) -> None:
    index.add([folder])
    write(folder, {"a.txt": NOTE})
    index.add([folder])
    assert index.search('"tinh gọn"')[0].path == str(folder / "b/ban-sao.txt")
    assert index.search('"thác nước"')[0].path == str(folder / "a.txt")


def test_a_copy_that_changes_is_a_document_of_its_own(index: searchkit.Index, folder: Path) -> None:
    index.add([folder])
    write(folder, {"b/ban-sao.txt": NOTE})
    assert counts(index.add([folder])) == (1, 0, 0, 2, 0)
    assert index.document("a.txt").also == ()
    assert found(index, '"thác nước"') == ["b/ban-sao.txt#1"]


def test_a_copy_in_another_folder_is_one_too(index: searchkit.Index, folder: Path) -> None:
    index.add([folder])
    other = write(folder.parent / "other", {"d.txt": PLAN})
    assert index.add([other]).duplicates == 1
    assert index.document("a.txt").also == (str(folder / "b/ban-sao.txt"), str(other / "d.txt"))


def test_a_copy_that_vanishes_is_named_no_more(index: searchkit.Index, folder: Path) -> None:
    index.add([folder])
    (folder / "b/ban-sao.txt").unlink()
    assert counts(index.add([folder])) == (0, 0, 0, 2, 0)
    assert index.document("a.txt").also == ()


def test_copies_of_a_bad_file_are_all_reported(index: searchkit.Index, tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (folder / name).write_bytes(b"%PDF-1.7 nothing")
    for report in (index.add([folder]), index.add([folder])):
        assert [Path(failure.path).name for failure in report.failures] == ["a.pdf", "b.pdf"]
    assert len(index.failures()) == 2


def test_equal_sizes_are_not_equal_contents(index: searchkit.Index, tmp_path: Path) -> None:
    folder = write(tmp_path / "sizes", {"a.txt": "Học phí năm nay", "b.txt": "Học phí năm mai"})
    report = index.add([folder])
    assert (report.added, report.duplicates) == (2, 0)


def test_corpora_are_never_copies(index: searchkit.Index, tmp_path: Path) -> None:
    line = '{"id": "x1", "text": "Công dân được cấp thẻ căn cước."}\n'
    report = index.add([write(tmp_path / "corpora", {"a.jsonl": line, "b.jsonl": line})])
    assert (report.added, report.duplicates) == (2, 0)


def test_links_to_one_file_are_copies(index: searchkit.Index, folder: Path) -> None:
    os.link(folder / "c.txt", folder / "d.txt")
    report = index.add([folder])
    assert (report.added, report.duplicates) == (2, 2)
