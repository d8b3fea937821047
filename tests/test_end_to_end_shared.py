"""Real texts, end to end: indexed, and found however the query is spelt."""

from __future__ import annotations

import lzma
from itertools import islice
from typing import TYPE_CHECKING

import pytest

import searchkit

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

SPELLINGS = {
    "tinh gọn bộ máy": ["tinh gon bo may", "tinh gọn bo may", "TINH GỌN BỘ MÁY"],
    "cơ quan hành chính nhà nước": ["co quan hanh chinh nha nuoc", "cơ quan hanh chinh nhà nuoc"],
    "thời hạn giải quyết": ["thoi han giai quyet", "thoi hạn giải quyet"],
}
ARTICLES = 1000


@pytest.fixture(scope="module")
def index(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The shared seed text and the first articles of a codified body of law."""
    folder = tmp_path_factory.mktemp("shared")
    articles = folder / "phapdien.jsonl"
    with lzma.open(
        shared / "data" / "phapdien" / "corpus.jsonl.xz", "rt", encoding="utf-8"
    ) as file:
        articles.write_text("".join(islice(file, ARTICLES)), "utf-8")
    index = searchkit.open_index(folder / "index", create=True)
    report = index.add([shared / "seed", articles], jobs=1)
    assert not report.failures
    assert report.added >= ARTICLES + 1
    return index


@pytest.mark.parametrize("query", SPELLINGS)
def test_every_spelling_finds_the_same_passages(index: Index, query: str) -> None:
    written = index.search(query, limit=2000, per_document=100, every_copy=True)
    assert written.total == len(written) > 0
    for spelling in SPELLINGS[query]:
        other = index.search(spelling, limit=2000, per_document=100, every_copy=True)
        assert other.total == written.total
        assert {hit.id for hit in other} == {hit.id for hit in written}


def test_the_seed_text_is_first_on_its_own_subject(index: Index, shared: Path) -> None:
    for query in ("hội nghị tinh gọn bộ máy huyện Ba Bể", "hoi nghi tinh gon bo may huyen ba be"):
        assert str((shared / "seed").resolve()) in index.search(query)[0].path
    assert str((shared / "seed").resolve()) in index.search(topic="tinh-gon-bo-may")[0].path


@pytest.mark.parametrize("query", SPELLINGS)
def test_hits_are_in_their_place(index: Index, query: str) -> None:
    for hit in index.search(query, limit=20):
        assert index.document(f"{hit.path}#{hit.document_id}" if hit.path.endswith(".jsonl")
                              else hit.path).text[hit.start : hit.end] == hit.text  # fmt: skip


def test_a_second_run_finds_nothing_to_do(index: Index, shared: Path) -> None:
    again = index.add([shared / "seed"])
    assert (again.added, again.changed, again.removed, again.failed) == (0, 0, 0, 0)
    assert again.unchanged >= 1
