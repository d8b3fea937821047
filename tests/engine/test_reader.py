from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from searchkit.engine import reader as lookup
from searchkit.engine.writer.index_writer import IndexWriter
from tests.engine.corpora import Document, bulk_index

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS: list[Document] = [
    (["cấp", "giấy", "phép", "giấy"], "luật"),
    (["nhà"], "luật"),
    (["giấy", "bỏ"], "luật"),
    (["khác"], "nghị định"),
    (["khác"], "nghị định"),
    (["giấy", "nhà", "nhà"], "nghị định"),
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Two segments, of which document 2 is deleted."""
    ix = bulk_index(tmp_path_factory.mktemp("lookup"), [CORPUS[:5], CORPUS[5:]])
    with IndexWriter(ix, memory=0) as writer:
        writer.delete("text", ["bỏ"])
    with ix.reader() as reader:
        yield reader


def test_postings_are_global_and_without_deleted_documents(reader: Any) -> None:
    found = lookup.postings(reader, "text", "giấy")
    assert found.docnums.tolist() == [0, 5]
    assert found.frequencies.tolist() == [2, 1]
    assert found.lengths.tolist() == [4, 3]


@pytest.mark.parametrize(("field", "term"), [("text", "vắng"), ("vắng", "giấy")])
def test_an_unknown_term_has_no_postings(reader: Any, field: str, term: str) -> None:
    assert lookup.postings(reader, field, term).docnums.tolist() == []
    assert lookup.term_frequencies(reader, field, term, np.array([0])).tolist() == [0]


def test_keywords_have_no_length(reader: Any) -> None:
    assert lookup.postings(reader, "kind", "luật").lengths.tolist() == [0, 0]


def test_frequencies_of_documents_in_any_order(reader: Any) -> None:
    wanted = np.array([5, 1, 0])
    assert lookup.term_frequencies(reader, "text", "nhà", wanted).tolist() == [2, 1, 0]


def test_positions_count_from_the_document(reader: Any) -> None:
    found = lookup.positions(reader, "text", "giấy", [5, 0, 1])
    assert [places.tolist() for places in found] == [[0], [1, 3], []]
    assert [p.tolist() for p in lookup.positions(reader, "text", "nhà", [5])] == [[1, 2]]


def test_the_terms_are_sorted_and_counted_over_segments(reader: Any) -> None:
    terms, frequencies = lookup.term_counts(reader, "text")
    assert terms == sorted(terms)
    counted = dict(zip(terms, frequencies.tolist(), strict=True))
    assert counted == {"bỏ": 1, "cấp": 1, "giấy": 4, "khác": 2, "nhà": 3, "phép": 1}


def test_terms_expand_prefixes(reader: Any) -> None:
    assert lookup.term_counts(reader, "text", "gi").terms == ["giấy"]
    assert lookup.term_counts(reader, "text", "x").terms == []
