"""An index is built anew beside the old one, which answers until the new one is complete."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit.backends.local import SCRATCH, LocalIndex
from searchkit.index.ingest.options import UpdateOptions
from searchkit.index.ingest.renewal.rebuild import rebuild
from searchkit.index.schema import FIELDS
from tests.support import DOCUMENTS, PLAN, counts, found, make_index, verify, write

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index
    from searchkit.backends.base import Backend


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return make_index(tmp_path, DOCUMENTS)


class Watcher:
    """Searches the old index while the new one is being built, and may stop the run."""

    def __init__(self, index: Index, *, stop: bool = False) -> None:
        self._index = index
        self._stop = stop
        self.seen: list[list[str]] = []

    def start(self, files: int, size: int) -> None:
        self.seen.append(found(self._index, "tinh gọn bộ máy"))

    def advance(self, files: int, size: int) -> None:
        self.seen.append(found(self._index, "tinh gọn bộ máy"))
        if self._stop:
            raise KeyboardInterrupt


def test_the_old_index_answers_until_the_new_one_is_complete(index: Index, tmp_path: Path) -> None:
    before = found(index, "tinh gọn bộ máy")
    (tmp_path / "documents" / "ke-hoach.txt").unlink()
    watcher = Watcher(index)
    report = searchkit.rebuild_index(tmp_path / "index", progress=watcher)
    assert counts(report) == (2, 0, 1, 0, 0)
    assert len(watcher.seen) >= 2
    assert all(seen == before for seen in watcher.seen)
    assert not found(index, '"tinh gọn bộ máy"'), "an open index sees the new one"


def test_a_rebuild_that_is_interrupted_changes_nothing(index: Index, tmp_path: Path) -> None:
    before = found(index, "tinh gọn bộ máy")
    (tmp_path / "documents" / "ke-hoach.txt").unlink()
    report = searchkit.rebuild_index(tmp_path / "index", progress=Watcher(index, stop=True))
    assert report.interrupted
    assert found(index, "tinh gọn bộ máy") == before
    assert not (tmp_path / "index" / SCRATCH).exists()


def test_nothing_of_the_old_index_is_left(index: Index, tmp_path: Path) -> None:
    old = {path.name for path in (tmp_path / "index").glob("MAIN_*.*")}
    searchkit.rebuild_index(tmp_path / "index")
    new = {path.name for path in (tmp_path / "index").glob("MAIN_*.*")}
    assert old
    assert new
    assert not old & new
    assert len(list((tmp_path / "index").glob("*.toc"))) == 1


def test_a_rebuild_from_other_paths_keeps_the_rest_unless_it_is_pruned(
    index: Index, tmp_path: Path
) -> None:
    other = write(tmp_path / "other", {"moi.txt": "Thông báo lịch tiếp công dân."})
    assert searchkit.rebuild_index(tmp_path / "index", [other]).kept == 3
    assert index.stats().documents == 4
    searchkit.rebuild_index(tmp_path / "index", [other], prune=True)
    assert index.stats().documents == 1
    assert counts(searchkit.rebuild_index(tmp_path / "index")) == (1, 0, 0, 0, 0)


def test_an_index_can_be_made_by_a_rebuild(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", DOCUMENTS)
    searchkit.rebuild_index(tmp_path / "index", [folder])
    assert searchkit.open_index(tmp_path / "index").stats().documents == 3


def test_a_rebuilt_index_goes_on_with_updates(index: Index, tmp_path: Path) -> None:
    searchkit.rebuild_index(tmp_path / "index")
    folder = write(
        tmp_path / "documents", {"ke-hoach.txt": PLAN.replace("30 tháng 6", "1 tháng 7")}
    )
    assert counts(index.add([folder])) == (0, 1, 0, 2, 0)
    assert found(index, '"1 tháng 7"')


def test_a_rebuild_of_nothing_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(searchkit.UsageError, match="nothing is known to index"):
        searchkit.rebuild_index(tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_a_missing_source_leaves_the_old_index(index: Index, tmp_path: Path) -> None:
    with pytest.raises(searchkit.UsageError, match="no such file or folder"):
        searchkit.rebuild_index(tmp_path / "index", [tmp_path / "nowhere"])
    assert index.stats().documents == 3
    assert not (tmp_path / "index" / SCRATCH).exists()


def test_a_folder_of_documents_is_not_made_an_index(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", DOCUMENTS)
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(searchkit.UsageError, match="holds files and is no index"):
        searchkit.rebuild_index(folder, [folder])
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_file_is_not_made_an_index(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", DOCUMENTS)
    with pytest.raises(searchkit.UsageError, match="is a file"):
        searchkit.rebuild_index(folder / "ke-hoach.txt", [folder])


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_damaged_segments_are_said_and_rebuilt(tmp_path: Path, damage: str) -> None:
    make_index(tmp_path, DOCUMENTS).close()
    for file in (tmp_path / "index").glob("MAIN_*.*"):
        if damage == "cut":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        else:
            file.unlink()
    with pytest.raises(searchkit.IndexDamagedError, match="searchkit rebuild"):
        found(searchkit.open_index(tmp_path / "index"), "tinh gọn bộ máy")
    with pytest.raises(searchkit.IndexDamagedError, match="searchkit rebuild"):
        searchkit.open_index(tmp_path / "index").add([tmp_path / "documents"])
    searchkit.rebuild_index(tmp_path / "index")
    assert found(searchkit.open_index(tmp_path / "index"), "tinh gọn bộ máy")


def test_an_index_without_its_table_of_contents_is_rebuilt(tmp_path: Path) -> None:
    make_index(tmp_path, DOCUMENTS).close()
    for toc in (tmp_path / "index").glob("*.toc"):
        toc.unlink()
    for create in (False, True):
        with pytest.raises(searchkit.IndexDamagedError, match="searchkit rebuild --index"):
            searchkit.open_index(tmp_path / "index", create=create)
    searchkit.rebuild_index(tmp_path / "index")
    assert found(searchkit.open_index(tmp_path / "index"), "tinh gọn bộ máy")


def test_a_rebuild_that_was_killed_before_there_was_an_index_can_be_repeated(
    tmp_path: Path,
) -> None:
    folder = write(tmp_path / "documents", DOCUMENTS)
    scratch = tmp_path / "index" / SCRATCH
    scratch.mkdir(parents=True)
    (tmp_path / "index" / "MAIN_WRITELOCK").touch()
    searchkit.rebuild_index(tmp_path / "index", [folder])
    assert searchkit.open_index(tmp_path / "index").stats().documents == 3


class InterruptedWhileSwapping(LocalIndex):
    """A folder whose user presses Ctrl-C when the new index begins to take the old one's place."""

    def adopt(self, scratch: Backend) -> None:
        signal.raise_signal(signal.SIGINT)
        super().adopt(scratch)


@pytest.mark.skipif(sys.platform == "win32", reason="there, raise_signal ends the process")
def test_an_interrupt_while_indexes_are_swapped_waits_for_the_end(
    tmp_path: Path, index: Index
) -> None:
    (tmp_path / "documents" / "ke-hoach.txt").unlink()
    with pytest.raises(KeyboardInterrupt):
        rebuild(InterruptedWhileSwapping(tmp_path / "index", FIELDS), None, UpdateOptions())
    assert verify(tmp_path / "index")
    assert index.stats().documents == 2


@pytest.mark.parametrize(
    "damage", [b"", b"{", b'{"roots": [], "crc32": 1}', b"\xff\xfe", b"\0" * 90]
)
def test_folders_that_are_named_replace_a_damaged_list_of_them(
    index: Index, tmp_path: Path, damage: bytes
) -> None:
    index.add_documents([searchkit.NewDocument("kh-moi", PLAN)])
    before = found(index, "tinh gọn bộ máy")
    (tmp_path / "index" / "roots.json").write_bytes(damage)
    with pytest.raises(searchkit.IndexDamagedError, match=r"roots\.json.*rebuild PATH"):
        searchkit.rebuild_index(tmp_path / "index")
    for _ in range(2):  # what programs have added is known of again
        searchkit.rebuild_index(tmp_path / "index", [tmp_path / "documents"])
        assert found(index, "tinh gọn bộ máy") == before
    verify(tmp_path / "index")


def test_a_folder_that_has_moved_is_rebuilt_where_it_is(index: Index, tmp_path: Path) -> None:
    before = {document.id for document in index.documents()}
    (tmp_path / "documents").rename(tmp_path / "moved")
    report = searchkit.rebuild_index(tmp_path / "index", [tmp_path / "moved"], jobs=1)
    assert (report.added, report.unchanged) == (len(before), 0)
    assert {document.id for document in index.documents()} == before


def test_what_a_killed_rebuild_has_left_goes_with_the_next_one(
    index: Index, tmp_path: Path
) -> None:
    for name in ("_MAIN_7.toc.1700000000.5", "MAIN_abcdefghijklmnop.ski"):
        (tmp_path / "index" / name).write_bytes(b"half of it")
    searchkit.rebuild_index(tmp_path / "index")
    verify(tmp_path / "index")
    left = [path.name for path in (tmp_path / "index").iterdir()]
    assert not [name for name in left if ".toc." in name or "abcdefgh" in name]
    assert found(index, "tinh gọn bộ máy")
