"""An index follows its folders: what is new, changed, gone, as it was, or cannot be read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit.backends.folder import ROOTS_FILE
from searchkit.index.ingest import updater
from tests.support import (
    DECISION,
    DOCUMENTS,
    NOTE,
    PLAN,
    ROOT,
    command,
    counts,
    found,
    make_index,
    verify,
    write,
    write_corpus,
)

if TYPE_CHECKING:
    from searchkit import Index


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "documents", DOCUMENTS)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return make_index(tmp_path, DOCUMENTS)


def age(path: Path) -> None:
    """Let a file look as if it had been written a minute ago, so that its time proves something."""
    moment = time.time() - 60
    os.utime(path, (moment, moment))


def test_a_folder_is_added_once(index: Index, folder: Path) -> None:
    again = index.add([folder])
    assert counts(again) == (0, 0, 0, 3, 0)
    assert again.passages == 0
    assert index.stats().documents == 3


def test_a_report_says_what_was_written(tmp_path: Path, folder: Path) -> None:
    report = searchkit.open_index(tmp_path / "other", create=True).add([folder])
    assert counts(report) == (3, 0, 0, 0, 0)
    assert report.passages == 7
    assert report.text_bytes > 500
    assert report.seconds > 0
    assert report.megabytes_per_second > 0


def test_a_changed_file_is_replaced(index: Index, folder: Path) -> None:
    write(folder, {"ke-hoach.txt": PLAN.replace("đầu mối trung gian", "biên chế sự nghiệp")})
    assert counts(index.add([folder])) == (0, 1, 0, 2, 0)
    assert found(index, '"biên chế sự nghiệp"')
    assert not found(index, '"đầu mối trung gian"')
    assert index.stats().documents == 3


@pytest.mark.parametrize("old", [False, True], ids=["just-written", "settled"])
def test_a_change_that_keeps_the_size_is_seen(tmp_path: Path, *, old: bool) -> None:
    folder = write(tmp_path / "documents", DOCUMENTS)
    if old:
        age(folder / "ke-hoach.txt")
    index = make_index(tmp_path, {} if old else DOCUMENTS)
    write(folder, {"ke-hoach.txt": PLAN.replace("30 tháng 6", "15 tháng 9")})
    assert counts(index.add([folder])) == (0, 1, 0, 2, 0)
    assert found(index, '"15 tháng 9"')


def test_a_file_that_was_only_touched_is_unchanged(index: Index, folder: Path) -> None:
    age(folder / "ke-hoach.txt")
    assert counts(index.add([folder])) == (0, 0, 0, 3, 0)


def test_a_vanished_file_is_removed(index: Index, folder: Path) -> None:
    (folder / "ke-hoach.txt").unlink()
    assert counts(index.add([folder])) == (0, 0, 1, 2, 0)
    assert not found(index, '"tinh gọn bộ máy"')


def test_a_vanished_file_is_kept_on_demand(index: Index, folder: Path) -> None:
    (folder / "ke-hoach.txt").unlink()
    assert counts(index.add([folder], keep_missing=True)) == (0, 0, 0, 2, 0)
    assert found(index, "tinh gọn bộ máy")


def test_only_what_lay_under_the_given_folder_is_removed(index: Index, folder: Path) -> None:
    (folder / "ke-hoach.txt").unlink()
    assert counts(index.add([folder / "du-lich"])) == (0, 0, 0, 1, 0)
    assert found(index, "tinh gọn bộ máy")


def test_a_renamed_file_is_found_under_its_new_name(index: Index, folder: Path) -> None:
    (folder / "ke-hoach.txt").rename(folder / "ke-hoach-2025.txt")
    report = index.add([folder])
    assert (*counts(report), report.moved) == (0, 0, 0, 2, 0, 1)
    hits = index.search("tinh gọn bộ máy")
    assert {hit.path for hit in hits} == {str(folder / "ke-hoach-2025.txt")}
    assert {hit.document_id for hit in hits} == {"ke-hoach.txt"}, "its id stays"


def test_a_file_that_turns_bad_keeps_its_earlier_text(index: Index, folder: Path) -> None:
    (folder / "ke-hoach.txt").write_bytes(b"")
    report = index.add([folder])
    assert counts(report) == (0, 0, 0, 2, 1)
    assert report.failures[0].path.endswith("ke-hoach.txt")
    assert "empty" in report.failures[0].reason
    assert found(index, "tinh gọn bộ máy")


def test_a_file_that_was_bad_is_added_when_it_is_mended(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", {"cong-van.txt": "", "ghi-chep.txt": NOTE})
    index = searchkit.open_index(tmp_path / "index", create=True)
    assert counts(index.add([folder])) == (1, 0, 0, 0, 1)
    assert counts(index.add([folder])) == (0, 0, 0, 1, 1), "a bad file is reported every time"
    write(folder, {"cong-van.txt": DECISION})
    assert counts(index.add([folder])) == (1, 0, 0, 1, 0)
    assert index.stats().failed == 0


def test_bad_files_do_not_stop_the_others(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", DOCUMENTS | {"trong.txt": ""})
    (folder / "anh.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "cut.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 200)
    report = searchkit.open_index(tmp_path / "index", create=True).add([folder])
    assert counts(report) == (3, 0, 0, 0, 3)
    assert {failure.path.rsplit("/", 1)[1] for failure in report.failures} == {
        "anh.txt",
        "cut.docx",
        "trong.txt",
    }
    assert all(failure.reason for failure in report.failures)


def test_a_missing_path_leaves_the_index_as_it_was(index: Index, folder: Path) -> None:
    with pytest.raises(searchkit.UsageError, match="nowhere: no such file or folder"):
        index.add([folder, folder / "nowhere"])
    assert index.stats().documents == 3


def test_a_single_file_can_be_added(tmp_path: Path, folder: Path) -> None:
    index = searchkit.open_index(tmp_path / "other", create=True)
    assert counts(index.add(folder / "ke-hoach.txt")) == (1, 0, 0, 0, 0)
    assert {hit.document_id for hit in index.search("tinh gọn bộ máy")} == {"ke-hoach.txt"}


def test_files_beyond_one_task_are_all_indexed(tmp_path: Path) -> None:
    documents = {f"{n:03}.txt": f"Thông báo số {n} về lịch trực cơ quan.\n" for n in range(80)}
    index = make_index(tmp_path, documents)
    assert index.stats().documents == 80
    assert index.search("lịch trực cơ quan", limit=100).total == 80


def test_several_processes_index_the_same_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updater, "SMALL_RUN", 0)
    documents = {f"{n:03}.txt": f"Mục {n}. {PLAN}" for n in range(80)}
    folder = write(tmp_path / "documents", documents)
    one = searchkit.open_index(tmp_path / "one", create=True)
    two = searchkit.open_index(tmp_path / "two", create=True)
    assert counts(one.add([folder], jobs=1)) == counts(two.add([folder], jobs=2))
    query = "tinh gọn bộ máy mục 77"
    assert one.search(query).to_dict()["hits"] == two.search(query).to_dict()["hits"]


def test_a_memory_limit_does_not_change_the_result(tmp_path: Path, folder: Path) -> None:
    tight = searchkit.open_index(tmp_path / "tight", create=True)
    tight.add([folder], memory=1)
    index = searchkit.open_index(tmp_path / "wide", create=True)
    index.add([folder])
    query = "tinh gon bo may"
    assert [(hit.id, hit.score) for hit in tight.search(query)] == [
        (hit.id, hit.score) for hit in index.search(query)
    ]


@dataclass
class Steps:
    """Records the progress of a run, and interrupts it after some steps, as Ctrl-C does."""

    until: int = 1 << 30
    files: int = 0
    size: int = 0
    done: int = 0
    steps: int = 0

    def start(self, files: int, size: int) -> None:
        self.files, self.size = files, size

    def advance(self, files: int, size: int) -> None:
        self.done += size
        self.steps += 1
        if self.steps >= self.until:
            raise KeyboardInterrupt


@dataclass
class Rival(Steps):
    """Adds the same folder when a run has looked at it, as another process may."""

    index: Path | None = None
    folder: Path | None = None

    def start(self, files: int, size: int) -> None:
        assert self.index is not None
        assert self.folder is not None
        with pytest.raises(searchkit.IndexLockedError):
            searchkit.open_index(self.index).add([self.folder], wait=0)


def test_what_a_run_has_looked_at_is_changed_by_nobody_else(tmp_path: Path, folder: Path) -> None:
    index = searchkit.open_index(tmp_path / "index", create=True)
    rival = Rival(index=tmp_path / "index", folder=folder)
    assert counts(index.add([folder], jobs=1, progress=rival)) == (3, 0, 0, 0, 0)
    assert index.stats().documents == 3


def test_progress_reaches_its_end(tmp_path: Path, folder: Path) -> None:
    steps = Steps()
    searchkit.open_index(tmp_path / "other", create=True).add([folder], progress=steps)
    assert steps.files == 3
    assert steps.done == steps.size == sum(len(text.encode()) for text in DOCUMENTS.values())


def test_an_interrupted_run_keeps_what_was_done_and_goes_on(tmp_path: Path) -> None:
    documents = {f"{n:03}.txt": f"Thông báo số {n} về lịch trực cơ quan.\n" for n in range(80)}
    folder = write(tmp_path / "documents", documents)
    index = searchkit.open_index(tmp_path / "index", create=True)
    first = index.add([folder], jobs=1, progress=Steps(until=1))
    assert first.interrupted
    assert 0 < first.added < 80
    assert index.stats().documents == first.added
    second = index.add([folder], jobs=1)
    assert counts(second) == (80 - first.added, 0, 0, first.added, 0)
    assert index.stats().documents == 80


def start_indexing(tmp_path: Path) -> tuple[Path, Path, subprocess.Popen[str]]:
    """Start indexing a corpus that takes some seconds, and wait until it is well under way."""
    records = (
        {"id": str(n), "title": f"Kế hoạch {n}", "text": f"Mục {n}. " + PLAN * 6}
        for n in range(700)
    )
    corpus = write_corpus(tmp_path / "corpus.jsonl", records)
    folder = tmp_path / "index"
    process = subprocess.Popen(
        command("index", corpus, "--index", folder, "--jobs", "1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (folder / ROOTS_FILE).exists():
        assert process.poll() is None
        time.sleep(0.01)
    time.sleep(0.3)
    assert process.poll() is None, "the run ended too early to be stopped half-way"
    return corpus, folder, process


def test_a_killed_run_leaves_a_sound_index_that_the_next_run_completes(tmp_path: Path) -> None:
    corpus, folder, process = start_indexing(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    index = searchkit.open_index(folder)
    index.search("tinh gọn bộ máy")
    report = index.add([corpus], jobs=1)
    assert report.added + report.unchanged == 700
    assert report.failed == 0
    assert index.stats().documents == 700
    assert {hit.document_id for hit in index.search('"kế hoạch 345"')} == {"345"}


KILLED = """
import os, sys
import searchkit
from searchkit.index.ingest import updater
from searchkit.engine.writer.index_writer import IndexWriter

checkpoint = IndexWriter.checkpoint

def checkpoint_and_die(writer):
    if sys.argv[3] == "after":
        checkpoint(writer)
    os._exit(9)

IndexWriter.checkpoint = checkpoint_and_die
updater.COMMIT_SECONDS = 0.0
searchkit.open_index(sys.argv[1], create=True).add([sys.argv[2]], jobs=1)
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_first_run_that_is_killed_knows_what_to_rebuild(
    tmp_path: Path, folder: Path, moment: str
) -> None:
    index = tmp_path / "index"
    words = [sys.executable, "-c", KILLED, str(index), str(folder), moment]
    assert subprocess.run(words, check=False, cwd=ROOT).returncode == 9
    verify(index)
    assert counts(searchkit.rebuild_index(index)) == (3, 0, 0, 0, 0)


def test_a_damaged_list_of_roots_is_said_before_any_work(index: Index, folder: Path) -> None:
    (folder.parent / "index" / ROOTS_FILE).write_text("{", "utf-8")
    write(folder, {"moi.txt": NOTE})
    with pytest.raises(searchkit.IndexDamagedError, match=r"searchkit rebuild PATH\.\.\."):
        index.add([folder])
    assert index.stats().documents == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk is always full here")
@pytest.mark.parametrize("name", ["roots.tmp", "language.tmp"])
def test_a_full_disk_is_named_with_the_way_out(
    tmp_path: Path, folder: Path, index: Index, name: str
) -> None:
    (tmp_path / "index" / name).symlink_to("/dev/full")
    more = write(tmp_path / "more", {"moi.txt": "Lịch tiếp công dân tháng này."})
    with pytest.raises(searchkit.DiskFullError, match=r"/index.*free some space"):
        index.add([more])
    assert not (tmp_path / "index" / name).is_symlink()
    assert index.stats().documents == 3
    assert counts(index.add([more])) == (1, 0, 0, 0, 0), "once there is room"


@pytest.mark.parametrize("options", [{"jobs": 0}, {"jobs": -1}, {"memory": 0}, {"memory": -1}])
def test_jobs_and_memory_are_at_least_one(
    index: Index, folder: Path, options: dict[str, int]
) -> None:
    with pytest.raises(searchkit.UsageError, match="at least 1"):
        index.add([folder], jobs=options.get("jobs"), memory=options.get("memory", 1 << 20))


def test_ctrl_c_keeps_what_was_done(tmp_path: Path) -> None:
    corpus, folder, process = start_indexing(tmp_path)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert "run the same command again" in err
    assert "Traceback" not in err
    kept = searchkit.open_index(folder).stats().documents
    assert f"{kept:,} added" in out
    report = searchkit.open_index(folder).add([corpus], jobs=1)
    assert counts(report) == (700 - kept, 0, 0, kept, 0)
