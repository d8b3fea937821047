from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from searchkit.engine.execution.top_k import TopDocs, best, candidates, merged

if TYPE_CHECKING:
    from searchkit.engine.storage.arrays import AnyInts

sums = arrays(np.uint16, st.integers(0, 3000), elements=st.integers(0, 9))


@settings(max_examples=120, deadline=None)
@given(sums, st.integers(1, 12), st.sampled_from([0.0, 1.5, 40.0]))
def test_candidates_hold_all_that_are_near_the_best(values: AnyInts, k: int, slack: float) -> None:
    found = candidates(values, k, slack)
    kth = np.sort(values)[-k] if len(values) >= k else 0
    needed = np.flatnonzero((values >= kth - slack) & (values > 0))
    assert set(needed.tolist()) <= set(found.tolist())
    assert found.tolist() == sorted(set(found.tolist()))
    assert (values[found] > 0).all()


def test_candidates_of_many_sums_are_few() -> None:
    values = np.random.default_rng(3).permutation(60_000).astype(np.uint16)
    assert 10 <= len(candidates(values, 10, 5.0)) < 60


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
