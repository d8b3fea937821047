"""What ``stats`` says can be counted by hand in a few documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import DECISION, DOCUMENTS, make_index, write

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

TEXTS = DOCUMENTS | {
    "quyet-dinh-2.txt": DECISION.replace("345/QĐ", "346/QĐ").replace("2024", "2023"),
    "trong.txt": "",
}


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = make_index(tmp_path, DOCUMENTS)
    index.add([write(tmp_path / "documents", TEXTS)])
    return index


def test_documents_and_files_are_counted(index: Index) -> None:
    stats = index.stats()
    assert (stats.documents, stats.files, stats.failed, stats.numbered) == (4, 5, 1, 3)
    assert stats.passages == sum(
        len(index.document(name).passages)
        for name in ("ke-hoach.txt", "quyet-dinh.txt", "quyet-dinh-2.txt", "du-lich/ghi-chep.txt")
    )
    texts = [index.document(name).text for name in TEXTS if name != "trong.txt"]
    assert stats.text_bytes == sum(len(text.encode()) for text in texts)
    assert stats.segments >= 1


def test_bytes_are_those_of_the_folder(index: Index, tmp_path: Path) -> None:
    files = [path for path in (tmp_path / "index").iterdir() if path.is_file()]
    assert index.stats().index_bytes == sum(path.stat().st_size for path in files)
    assert 0 < sum(index.check().values()) <= index.stats().index_bytes


def test_values_of_the_letterhead_are_counted_most_frequent_first(index: Index) -> None:
    stats = index.stats()
    assert list(stats.types.items()) == [("Quyết định", 2), ("Kế hoạch", 1)]
    assert list(stats.years.items()) == [("2023", 1), ("2024", 1), ("2025", 1)]
    assert list(stats.places.items()) == [("Bắc Kạn", 2), ("Hà Nội", 1)]


def test_terms_of_each_stream_are_counted(tmp_path: Path) -> None:
    index = make_index(tmp_path, {"a.txt": "cấp giấy, cấp phép", "b.txt": "cap giay"})
    terms = index.stats().terms
    assert terms["text"] == len({"cấp", "giấy", "phép", "cap", "giay"})
    assert terms["folded"] == len({"cap", "giay", "phep"})
