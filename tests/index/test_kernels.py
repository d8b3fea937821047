"""scipy's loops and their numpy stand-ins must agree to the last bit."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.index import kernels

needs_scipy = pytest.mark.skipif(kernels.sparsetools() is None, reason="scipy is not installed")


def without_scipy(function: Any, *arguments: Any) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "sparsetools", lambda: None)
        return function(*arguments)


@needs_scipy
def test_the_scatter_adds_agree() -> None:
    dice = np.random.default_rng(1)
    indices = [np.sort(dice.choice(500, 100, replace=False)).astype(np.int32) for _ in range(9)]
    values = [dice.random(100) for _ in range(9)]
    weights = dice.random(9).tolist()
    ours, theirs = np.zeros(500), np.zeros(500)
    kernels.scatter_add(ours, indices, values, weights)
    without_scipy(kernels.scatter_add, theirs, indices, values, weights)
    assert ours.tolist() == theirs.tolist()


@needs_scipy
@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(0, 6), max_size=9), min_size=1, max_size=20))
def test_the_counting_sorts_agree(documents: list[list[int]]) -> None:
    keys = np.array([key for document in documents for key in document], np.int32)
    lengths = np.array([len(document) for document in documents])
    ours = kernels.counting_sort(keys, lengths, 7)
    theirs = without_scipy(kernels.counting_sort, keys, lengths, 7)
    for a, b in zip(ours, theirs, strict=True):
        assert a.tolist() == b.tolist()


def test_without_scipy_there_is_a_fallback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "modules", {})
    assert kernels.sparsetools.__wrapped__() is None
