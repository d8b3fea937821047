"""Sets of numbers are those of numpy, without what it loads for them."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchkit.search.number_sets import are_among, distinct

NUMBERS = st.lists(st.integers(-5, 5) | st.integers(-(1 << 62), 1 << 62), max_size=12)


@given(NUMBERS, NUMBERS)
def test_sets_are_those_of_numpy(some: list[int], others: list[int]) -> None:
    numbers, known = np.array(some, np.int64), np.array(others, np.int64)
    np.testing.assert_array_equal(distinct(numbers), np.unique(numbers))
    np.testing.assert_array_equal(are_among(numbers, known), np.isin(numbers, known))


def test_no_masked_arrays_are_loaded_for_them() -> None:
    program = (
        "import sys; import numpy as np; "
        "from searchkit.search.number_sets import are_among, distinct; "
        "many = np.arange(0, 1 << 40, 1 << 30); are_among(distinct(many), many); "
        "assert 'numpy.ma' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
