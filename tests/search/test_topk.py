from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from searchkit.search.topk import TopDocs, best, best_of_dense, merged

scores = arrays(np.float64, st.integers(0, 3000), elements=st.sampled_from([0.0, 0.5, 1.0, 7.25]))


def expected(values: list[tuple[float, int]], k: int) -> list[tuple[float, int]]:
    return sorted((-score, document) for score, document in values)[:k]


@settings(max_examples=80, deadline=None)
@given(scores, st.integers(1, 12))
def test_the_best_of_dense_scores_with_ties_by_document(sums: np.ndarray, k: int) -> None:
    documents, values = best_of_dense(sums, k)
    positive = [(float(s), d) for d, s in enumerate(sums) if s > 0]
    assert list(zip((-values).tolist(), documents.tolist(), strict=True)) == expected(positive, k)


def test_the_best_of_many_distinct_scores() -> None:
    sums = np.random.default_rng(3).permutation(100_000).astype(float)
    documents, values = best_of_dense(sums, 5)
    assert values.tolist() == [99_999, 99_998, 99_997, 99_996, 99_995]
    assert sums[documents].tolist() == values.tolist()


@pytest.mark.parametrize("k", [1, 3, 10])
def test_the_best_of_given_documents(k: int) -> None:
    documents = np.array([2, 5, 8, 11])
    found, values = best(documents, np.array([1.0, 3.0, 1.0, 3.0]), k)
    assert found.tolist() == [5, 11, 2, 8][:k]
    assert values.tolist() == [3.0, 3.0, 1.0, 1.0][:k]


def test_segments_are_merged_with_ties_by_document() -> None:
    first = TopDocs(np.array([4, 1]), np.array([2.0, 1.0]), 7)
    second = TopDocs(np.array([10, 11]), np.array([2.0, 1.5]), 5)
    docnums, values, total = merged([first, second], 3)
    assert docnums.tolist() == [4, 10, 11]
    assert values.tolist() == [2.0, 2.0, 1.5]
    assert total == 12


def test_no_segments_no_documents() -> None:
    assert merged([], 3).docnums.tolist() == []
