"""Tokens are sorted in runs while an index is written; how large they are shows nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit import open_index
from searchkit.engine.writer import segment_writer

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TEXTS = ["Tinh gọn bộ máy của tỉnh.", "Một", "Bộ máy tinh gọn, hiệu lực.", "Hai"]


def test_the_size_of_runs_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for run in (1, 7, segment_writer._RUN):
        monkeypatch.setattr(segment_writer, "_RUN", run)
        with open_index(tmp_path / str(run), create=True) as index:
            index.add_documents({"id": str(n), "text": text} for n, text in enumerate(TEXTS))
            hits = index.search("bộ máy").hits
            found.append([(hit.document_id, hit.score) for hit in hits])
    assert len(found[0]) == 2
    assert found[0] == found[1] == found[2]
