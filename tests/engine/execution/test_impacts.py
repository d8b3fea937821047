"""The first look at a conjunction must never rule out one of its best documents."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from searchkit.engine.execution import executor
from searchkit.engine.execution.bm25 import BM25, Weights
from searchkit.engine.execution.impacts import WeightedTerm, required, sums
from searchkit.engine.execution.scoring import rescore
from searchkit.engine.execution.segment import segments
from searchkit.query_tree import And, Term
from tests.engine.corpora import Document, bulk_index

COUNT = 3000


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Any:
    dice = random.Random(3)
    corpus: list[Document] = []
    for number in range(COUNT):
        words = ["đất"] * dice.choice([1, 2, 3, 300]) + ["nhà"] * dice.randint(1, 4)
        words += ["hiếm"] * (number % 100 == 0)
        corpus.append((words, "luật"))
    return bulk_index(tmp_path_factory.mktemp("impacts"), [corpus]).reader()


@pytest.mark.parametrize("weights", [[1.0, 1.0], [7.5, 0.01], [0.01, 7.5]], ids=str)
def test_sums_are_off_by_less_than_they_say(reader: Any, weights: list[float]) -> None:
    segment = segments(reader)[0]
    terms = [WeightedTerm("text", w, x) for w, x in zip(["đất", "nhà"], weights, strict=True)]
    found = required(segment, terms, Weights(reader, BM25(1.2, 0.75)))
    assert found is not None
    documents = np.arange(COUNT)
    coarse, slack = sums(segment, found, documents)
    exact = rescore(segment, found, documents)
    order = np.argsort(exact)
    overtaken = np.maximum.accumulate(coarse[order]) - coarse[order]
    assert 0 < overtaken.max() < slack < 0.05 * exact.max()


@pytest.mark.parametrize("words", [["đất"], ["hiếm", "đất"], ["nhà", "hiếm"]], ids=" ".join)
def test_strengths_are_the_same_from_lists_and_columns(reader: Any, words: list[str]) -> None:
    segment = segments(reader)[0]
    terms = [WeightedTerm("text", word, 1.0) for word in words]
    found = required(segment, terms, Weights(reader, BM25(1.2, 0.75)))
    assert found is not None
    for term in found:
        quantised = term.quantised
        for documents in (np.arange(COUNT), np.array([0, 1, 100, COUNT - 1])):
            expected = np.zeros(COUNT, np.uint8)
            expected[quantised.documents] = quantised.impacts
            assert (quantised.in_documents(segment, documents) == expected[documents]).all()
            without_column = quantised._replace(column=None)
            assert (without_column.in_documents(segment, documents) == expected[documents]).all()


def test_an_absent_term_requires_nothing(reader: Any) -> None:
    segment = segments(reader)[0]
    weights = Weights(reader, BM25(1.2, 0.75))
    assert required(segment, [WeightedTerm("text", "vắng", 1.0)], weights) is None


def test_conjunctions_of_many_equal_documents_come_in_their_order(reader: Any) -> None:
    query = And((Term("kind", "luật"), Term("text", "hiếm")))
    found = executor.search(reader, query, 500, similarity=BM25(1.2, 0.0))
    assert found.total == COUNT // 100
    assert found.docnums.tolist() == list(range(0, COUNT, 100))
