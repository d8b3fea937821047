"""What cannot be reached stays in the index and is told, unless the index is to be pruned."""

from __future__ import annotations

import gzip
import json
import shutil
from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit.index.ingest.records import corpora
from tests.index.ingest.test_moves import done, ids
from tests.support import DOCUMENTS, NOTE, PLAN, found, make_index, write

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return make_index(tmp_path, DOCUMENTS)


@pytest.fixture(params=["gone", "empty"])
def folder(tmp_path: Path, index: Index, request: pytest.FixtureRequest) -> Path:
    """A folder that was indexed, and is not there any more, or there is nothing in it."""
    folder = tmp_path / "documents"
    shutil.rmtree(folder)
    if request.param == "empty":
        folder.mkdir()
    return folder


def test_what_was_indexed_from_it_stays_and_is_told(index: Index, folder: Path) -> None:
    for _ in range(2):
        report = index.add([folder])
        assert done(report) == {"kept": 3, "failed": 1}
        assert report.failures[0].path == str(folder)
        assert "3 documents that were indexed from it stay" in report.failures[0].reason
        assert "--prune" in report.failures[0].advice
        assert index.failures() == report.failures
    assert found(index, "tinh gọn bộ máy")
    write(folder, DOCUMENTS)
    assert done(index.add([folder])) == {"unchanged": 3}
    assert not index.failures()


def test_pruning_drops_it(index: Index, folder: Path) -> None:
    index.add([folder])
    assert done(index.add([folder], prune=True)) == {"removed": 3}
    assert not index.failures()
    assert index.stats().files == 0


def test_a_rebuild_takes_it_over(tmp_path: Path, index: Index, folder: Path) -> None:
    before = index.search("tinh gọn bộ máy").to_dict()["hits"]
    other = write(tmp_path / "other", {"moi.txt": NOTE.replace("thu", "xuân")})
    index.add([other])
    for _ in range(2):
        report = searchkit.rebuild_index(tmp_path / "index")
        assert done(report) == {"added": 1, "kept": 3, "failed": 1}
    after = index.search("tinh gọn bộ máy").to_dict()["hits"]
    assert [hit | {"score": 0} for hit in after] == [hit | {"score": 0} for hit in before]
    pruned = searchkit.rebuild_index(tmp_path / "index", prune=True)
    assert done(pruned) == {"added": 1, "removed": 3}
    assert set(ids(index)) == {"moi.txt"}


def test_a_rebuild_does_not_lose_what_a_damaged_index_alone_has(
    tmp_path: Path, index: Index, folder: Path
) -> None:
    index.close()
    for file in (tmp_path / "index").glob("MAIN_*.*"):
        file.unlink()
    with pytest.raises(searchkit.UsageError, match=r"documents would be lost.*--prune"):
        searchkit.rebuild_index(tmp_path / "index")


def test_a_path_of_which_nothing_is_known_is_wrong_usage(tmp_path: Path, index: Index) -> None:
    with pytest.raises(searchkit.UsageError, match="nowhere: no such file or folder"):
        index.add([tmp_path / "nowhere"])
    with pytest.raises(searchkit.UsageError, match="not both"):
        index.add([tmp_path / "documents"], prune=True, keep_missing=True)


def test_a_rebuild_keeps_the_text_of_a_file_that_has_turned_bad(
    tmp_path: Path, index: Index
) -> None:
    (tmp_path / "documents" / "ke-hoach.txt").write_bytes(b"")
    report = searchkit.rebuild_index(tmp_path / "index")
    assert done(report) == {"added": 2, "failed": 1}
    assert found(index, "tinh gọn bộ máy")
    write(tmp_path / "documents", {"ke-hoach.txt": PLAN.replace("đầu mối", "biên chế")})
    assert done(index.add([tmp_path / "documents"])) == {"changed": 1, "unchanged": 2}


@pytest.mark.parametrize("damage", ["cut", "closed"])
def test_a_rebuild_keeps_the_records_that_a_damaged_corpus_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    lines = [
        json.dumps({"id": str(n), "title": f"Mục {n}", "text": f"{PLAN} {n}"}) for n in range(400)
    ]
    corpus = tmp_path / "luat.jsonl.gz"
    corpus.write_bytes(gzip.compress("\n".join(lines).encode()))
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        index.add(corpus)
        if damage == "cut":
            corpus.write_bytes(corpus.read_bytes()[:-2000])
        else:
            monkeypatch.setattr(corpora, "content_hash", refuse)
        report = searchkit.rebuild_index(tmp_path / "index")
        assert report.failed == 1
        assert set(ids(index)) == set(map(str, range(400)))
        assert index.stats().files == 1
        monkeypatch.undo()
        corpus.write_bytes(gzip.compress("\n".join(lines[:300]).encode()))
        assert done(index.add(corpus)) == {"unchanged": 300, "removed": 100}


def refuse(source: object) -> str:
    raise PermissionError(13, "Permission denied")


def test_a_copy_that_stays_takes_over_what_its_original_held(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a", {"x.txt": PLAN, "y.txt": NOTE}), tmp_path / "b"
    write(two, {"x.txt": PLAN})
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        index.add([one, two])
        (one / "x.txt").unlink()
        index.add([one])
        assert found(index, "tinh gọn bộ máy")
        assert ids(index)["x.txt"] == str(two / "x.txt")
        assert done(index.add([one, two])) == {"unchanged": 2}
