"""Documents of a kind that is not read: in the report and the failures, without being opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import searchkit
from tests.support import DOCUMENTS, NOTE, counts, write

if TYPE_CHECKING:
    from pathlib import Path


def test_they_are_listed_with_what_to_do(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", {**DOCUMENTS, "bai.pptx": "x", "phim.mp4": "x"})
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        for expected in ((3, 0, 0, 0, 1), (0, 0, 0, 3, 1)):
            report = index.add([folder])
            assert counts(report) == expected
            (failure,) = report.failures
            assert failure.path == str(folder / "bai.pptx")
            assert "PowerPoint" in failure.reason
            assert ".pdf" in failure.advice
            assert index.failures() == report.failures


def test_they_are_forgotten_with_their_files(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", {"a.txt": NOTE, "bai.pptx": "x"})
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        index.add([folder])
        (folder / "bai.pptx").unlink()
        assert counts(index.add([folder])) == (0, 0, 0, 1, 0)
        assert index.failures() == []


def test_what_was_read_when_it_was_named_stays(tmp_path: Path) -> None:
    folder = write(tmp_path / "documents", {"a.txt": NOTE, "bai.pps": "Bài giảng tập huấn."})
    with searchkit.open_index(tmp_path / "index", create=True) as index:
        index.add([folder / "bai.pps"])
        index.add([folder])
        assert [hit.document_id for hit in index.search("tập huấn")] == ["bai.pps"]
