"""scipy's loops and their numpy stand-ins must agree to the last bit."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.engine.storage import kernels

needs_scipy = pytest.mark.skipif(kernels.sparsetools() is None, reason="scipy is not installed")


def without_scipy(function: Any, *arguments: Any) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "sparsetools", lambda: None)
        return function(*arguments)


@needs_scipy
@pytest.mark.parametrize("kind", [np.uint16, np.float64])
def test_the_scatter_adds_agree(kind: Any) -> None:
    dice = np.random.default_rng(1)
    indices = dice.integers(0, 500, 900).astype(np.int32)
    values = (dice.random(900) * 50).astype(kind)
    ours, theirs = np.zeros(500, kind), np.zeros(500, kind)
    for _ in range(kernels._UNLOADED + 1):  # the first additions do not load scipy
        ours[:] = 0
        kernels.scatter_add(ours, indices, values)
    without_scipy(kernels.scatter_add, theirs, indices, values)
    assert ours.tolist() == theirs.tolist()


@needs_scipy
@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(0, 6), max_size=9), min_size=1, max_size=20))
def test_the_counting_sorts_agree(documents: list[list[int]]) -> None:
    keys = np.array([key for document in documents for key in document], np.int32)
    lengths = np.array([len(document) for document in documents])
    values = np.arange(len(keys), dtype=np.uint16)
    ours = kernels.counting_sort(keys, lengths, 7, values)
    theirs = without_scipy(kernels.counting_sort, keys, lengths, 7, values)
    for a, b in zip(ours, theirs, strict=True):
        assert a.tolist() == b.tolist()
        assert a.dtype == b.dtype


def test_without_scipy_there_is_a_fallback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "modules", {})
    assert kernels.sparsetools.__wrapped__() is None
