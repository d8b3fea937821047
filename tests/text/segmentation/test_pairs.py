"""Pairs of tokens are numbered as they come, in either way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.text.segmentation.pairs import numbered_pairs

pytestmark = pytest.mark.usefixtures("both_ways")

GREATEST = (1 << 31) - 1
TOKENS = st.lists(st.integers(0, 4) | st.sampled_from([GREATEST, GREATEST - 1]), max_size=40)


@given(TOKENS, st.integers(1, 3))
def test_a_pair_is_in_one_text(tokens: list[int], distance: int) -> None:
    known: dict[tuple[int, int], int] = {}
    expected = [
        known.setdefault((window[0], window[-1]), len(known))
        for start in range(len(tokens) - distance)
        if all(window := tokens[start : start + distance + 1])
    ]
    numbers, firsts, seconds = numbered_pairs(np.array(tokens, np.int32), distance)
    assert numbers.tolist() == expected
    assert list(zip(firsts.tolist(), seconds.tolist(), strict=True)) == list(known)
