"""The documents of a run of terms must be the union of the terms' documents."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from whoosh import index

from searchkit.engine.execution.multi_term import documents_of_run
from searchkit.engine.execution.segment import segments
from searchkit.engine.storage.cache import HOT
from searchkit.engine.writer.batch import DocumentBatch
from searchkit.engine.writer.index_writer import IndexWriter
from searchkit.token_stream import Stream
from tests.engine.corpora import schema

DOCUMENTS, TERMS = 3000, 500


@pytest.fixture(scope="module")
def segment(both_ways: None, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A segment in which some terms are in most documents, and some in one."""
    dice = np.random.default_rng(9)
    share = 1 / np.arange(1, TERMS + 1) ** 1.5
    lengths = dice.integers(0, 9, DOCUMENTS).astype(np.int32)
    ranks = dice.choice(TERMS, lengths.sum(), p=share / share.sum())
    tokens = dice.permutation(TERMS).astype(np.int32)[ranks]
    stream = Stream([f"t{term:03}" for term in range(TERMS)], tokens, lengths)
    ix = index.create_in(str(tmp_path_factory.mktemp("runs")), schema())
    with IndexWriter(ix) as writer:
        writer.add(DocumentBatch({"text": stream}, {}, [{}] * DOCUMENTS))
    return segments(ix.reader())[0]


@pytest.mark.parametrize("seed", range(8))
def test_a_run_is_the_union_of_its_terms(segment: Any, seed: int) -> None:
    count = len(segment.field("text").dictionary)
    for first, last in np.sort(np.random.default_rng(seed).integers(0, count, (10, 2))).tolist():
        expected = [
            segment.term_at("text", number).all_documents() for number in range(first, last + 1)
        ]
        found = documents_of_run(segment, "text", first, last + 1)
        assert found.tolist() == np.unique(np.concatenate(expected)).tolist()


def test_the_whole_vocabulary_finds_each_document_that_has_a_term(segment: Any) -> None:
    field = segment.field("text")
    found = documents_of_run(segment, "text", 0, len(field.dictionary))
    assert found.tolist() == segment.lengths("text").nonzero()[0].tolist()
    assert len(found) < DOCUMENTS


def test_terms_that_lie_in_the_file_are_found_as_those_that_are_kept(segment: Any) -> None:
    count = len(segment.field("text").dictionary)
    HOT.clear()
    first = documents_of_run(segment, "text", 130, 300)
    again = documents_of_run(segment, "text", 130, 300)
    between = documents_of_run(segment, "text", 3, count)  # some blocks are kept, others are not
    parts = [segment.term_at("text", number).all_documents() for number in range(3, count)]
    assert first.tolist() == again.tolist()
    assert first.tolist() == np.unique(np.concatenate(parts[127:297])).tolist()
    assert between.tolist() == np.unique(np.concatenate(parts)).tolist()


def test_an_empty_run_holds_nothing(segment: Any) -> None:
    assert documents_of_run(segment, "text", 7, 7).tolist() == []
    with pytest.raises(KeyError):
        documents_of_run(segment, "folded", 0, 1)
