"""A report names the documents that it counts, the first hundred of each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import searchkit
from searchkit.index.ingest.report import NAMED, Counts
from tests.support import DOCUMENTS, NOTE, write, write_corpus

if TYPE_CHECKING:
    from pathlib import Path


def test_a_run_names_what_it_counts(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", DOCUMENTS)
    records = [{"id": str(n), "text": f"Tin số {n}."} for n in range(3)]
    write_corpus(folder / "tin.jsonl", records)
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        added = index.add([folder], jobs=1).names["added"]
        assert sorted(added) == ["0", "1", "2", *sorted(DOCUMENTS)]
        write(folder, {"ke-hoach.txt": NOTE + "Mới."})
        (folder / "quyet-dinh.txt").unlink()
        (folder / "du-lich/ghi-chep.txt").rename(folder / "ghi.txt")
        write_corpus(folder / "tin.jsonl", [records[0], {"id": "1", "text": "Tin khác."}])
        report = index.add([folder], jobs=1)
        assert {what: sorted(names) for what, names in report.names.items()} == {
            "changed": ["1", "ke-hoach.txt"],
            "moved": ["du-lich/ghi-chep.txt"],
            "removed": ["2", "quyet-dinh.txt"],
        }
        assert index.add([folder], jobs=1).names == {}
        (folder / "tin.jsonl").unlink()
        assert index.add([folder], jobs=1).names == {"removed": ["tin.jsonl"]}
    assert set(searchkit.rebuild_index(tmp_path / "index").names) == {"added"}


def test_names_are_bounded() -> None:
    one, other = Counts(), Counts()
    for n in range(2 * NAMED):
        one.note("added", str(n))
        other.note("removed", str(n), 2)
    one.include(other)
    one.include(other)
    assert (one.added, one.removed) == (2 * NAMED, 8 * NAMED)
    assert {what: len(names) for what, names in one.names.items()} == {
        "added": NAMED,
        "removed": NAMED,
    }
