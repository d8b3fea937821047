"""What the index holds, and how documents are called, after updates have left gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import searchkit
from searchkit.backends.base import BM25
from searchkit.index.catalogue import Catalogue
from tests.support import DOCUMENTS, PLAN, local_index, make_index, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """An index of several segments, with deleted documents among its segments."""
    index = make_index(tmp_path, DOCUMENTS)
    write(tmp_path / "documents", {"ke-hoach.txt": PLAN + "\nĐiều 3. Hiệu lực\nTừ ngày ký.\n"})
    (tmp_path / "documents" / "trong.txt").touch()
    index.add([tmp_path / "documents"])
    return Catalogue(local_index(tmp_path / "index").state(BM25(0.7, 0.75)))


def test_each_document_is_there_once(catalogue: Catalogue) -> None:
    documents = sorted(document.id for document in catalogue.documents())
    assert documents == sorted(DOCUMENTS)


def test_texts_are_unpacked_for_single_documents_only(catalogue: Catalogue) -> None:
    for first, listed in zip(catalogue.boundaries.tolist(), catalogue.documents(), strict=True):
        whole = catalogue.document(first)
        assert listed.text == ""
        assert whole.text_bytes == listed.text_bytes == len(whole.text.encode())
        assert (whole.key, whole.title) == (listed.key, listed.title)


def test_every_passage_knows_its_document(catalogue: Catalogue) -> None:
    for first in catalogue.boundaries.tolist():
        document = catalogue.document(first)
        passages = np.arange(first, first + document.passages)
        assert set(catalogue.owner(passages).tolist()) == {first}
        for place, number in enumerate(passages.tolist(), start=1):
            passage = catalogue.passage(number)
            assert passage.number == place
            assert document.text[passage.start : passage.end].strip()


def test_failed_files_are_remembered(catalogue: Catalogue) -> None:
    states = {state.path.rsplit("/", 1)[1]: state for state in catalogue.sources()}
    assert set(states) == {"ke-hoach.txt", "quyet-dinh.txt", "ghi-chep.txt", "trong.txt"}
    assert states["trong.txt"].failures[0].reason == "is empty"
    assert states["trong.txt"].documents == 0


def test_an_empty_index_holds_nothing(tmp_path: Path) -> None:
    index = searchkit.open_index(tmp_path / "index", create=True)
    stats = index.stats()
    assert (stats.documents, stats.passages, stats.files, stats.segments) == (0, 0, 0, 0)
    assert index.search("bộ máy").total == 0
    with pytest.raises(searchkit.UsageError, match="no document is called"):
        index.document("ke-hoach.txt")
