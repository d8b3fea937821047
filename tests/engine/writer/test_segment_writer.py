"""A segment is the same whether its fields are encoded one by one or several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from searchkit.engine.storage.section_file import SectionFile
from searchkit.engine.writer import segment_writer
from tests.engine.corpora import Document, bulk_index

if TYPE_CHECKING:
    from pathlib import Path

CORPUS: list[Document] = [
    ([f"từ{number}", "giấy", f"phép{number % 7}"], f"loại {number % 3}") for number in range(300)
]


def sections(folder: Path) -> dict[str, bytes]:
    (path,) = folder.glob("*.ski")
    file = SectionFile(path)
    return {name: file.section(name)[0 : 1 << 30].tobytes() for name in file}


def test_threads_write_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[dict[str, bytes]] = []
    for few in (0, 1 << 30):
        monkeypatch.setattr(segment_writer, "_FEW", few)
        folder = tmp_path / str(few)
        folder.mkdir()
        bulk_index(folder, [CORPUS])
        found.append(sections(folder))
    assert len(found[0]) > 10
    assert found[0] == found[1]


def test_an_error_in_a_thread_reaches_who_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(segment_writer, "_FEW", 0)
    monkeypatch.setattr(segment_writer._FieldBuffer, "finish", refuse)
    with pytest.raises(MemoryError):
        bulk_index(tmp_path, [CORPUS])
