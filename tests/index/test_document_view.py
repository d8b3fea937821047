"""A document is found by whatever part of its name a person types, and shown whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit
from tests.support import DOCUMENTS, PLAN, make_index

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

TEXTS = DOCUMENTS | {"luu/ke-hoach.txt": PLAN.replace("12/KH-BNV", "13/KH-BNV"), "sao/a.txt": PLAN}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return make_index(tmp_path_factory.mktemp("view"), TEXTS)


@pytest.mark.parametrize("name", ["du-lich/ghi-chep.txt", "./du-lich/ghi-chep.txt", "ghi-chep.txt"])
def test_a_document_is_called_by_its_id_or_the_end_of_its_path(index: Index, name: str) -> None:
    assert index.document(name).id == "du-lich/ghi-chep.txt"


def test_a_document_is_called_by_its_whole_path(index: Index) -> None:
    path = index.document("quyet-dinh.txt").path
    assert index.document(path).id == "quyet-dinh.txt"


def test_an_id_comes_before_the_end_of_a_path(index: Index) -> None:
    assert "12/KH-BNV" in index.document("ke-hoach.txt").text
    assert "13/KH-BNV" in index.document("luu/ke-hoach.txt").text


def test_a_copy_shows_the_document_that_it_copies(index: Index) -> None:
    document = index.document("sao/a.txt")
    assert document.id == "ke-hoach.txt"
    assert [path.rsplit("/", 2)[1:] for path in document.also] == [["sao", "a.txt"]]


def test_passages_are_parts_of_the_text(index: Index) -> None:
    document = index.document("ke-hoach.txt")
    texts = [document.passage_text(n) for n in range(1, len(document.passages) + 1)]
    assert any("giảm đầu mối trung gian" in text for text in texts)
    assert all(text and text in document.text for text in texts)
    for number in (0, -1, len(texts) + 1):
        with pytest.raises(searchkit.UsageError, match=f"has {len(texts)} passages"):
            document.passage_text(number)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("KH 12", "ke-hoach.txt"),
        ("kế hoạch 13", "luu/ke-hoach.txt"),
        ("12/KH", "ke-hoach.txt"),
        ("quyết định số 345", "quyet-dinh.txt"),
    ],
)
def test_a_number_may_be_given_in_part(index: Index, name: str, path: str) -> None:
    assert index.document(name).id == path


@pytest.mark.parametrize("name", ["khong-co.txt", "oach.txt", "QĐ 12", "KH 12 về biên chế"])
def test_what_no_document_is_called_is_said(index: Index, name: str) -> None:
    with pytest.raises(searchkit.UsageError, match="no document is called"):
        index.document(name)


def test_names_of_several_documents_are_listed(tmp_path: Path) -> None:
    index = make_index(tmp_path, {"a/lich.txt": "Lịch họp tuần.", "b/lich.txt": "Lịch trực tuần."})
    with pytest.raises(searchkit.UsageError, match=r"2 documents .*a/lich\.txt, .*b/lich\.txt"):
        index.document("lich.txt")
