"""Tests of the distinct ones of many numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.text.segmentation.distinct import distinct

pytestmark = pytest.mark.usefixtures("both_ways")


@pytest.mark.parametrize("greatest", [3, 1 << 20, (1 << 63) - 1])
@given(data=st.data())
def test_it_is_what_numpy_finds(greatest: int, data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.integers(0, greatest), max_size=40))
    keys = np.array(numbers, np.int64)
    found, which = distinct(keys)
    expected, places = np.unique(keys, return_inverse=True)
    assert found.tolist() == expected.tolist()
    assert which.tolist() == places.tolist()
