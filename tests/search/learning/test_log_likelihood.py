"""The statistic is Dunning's."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.search.learning.log_likelihood import log_likelihood

COUNTS = st.integers(0, 500)


def by_the_paper(k1: int, n1: int, k2: int, n2: int) -> float:
    """Return -2 log lambda as section 5 of the paper writes it, with binomial likelihoods."""

    def likelihood(p: float, k: int, n: int) -> float:
        return (k * log(p) if k else 0.0) + ((n - k) * log(1 - p) if n - k else 0.0)

    p1, p2, p = k1 / n1, k2 / n2, (k1 + k2) / (n1 + n2)
    apart = likelihood(p1, k1, n1) + likelihood(p2, k2, n2)
    return 2 * (apart - likelihood(p, k1, n1) - likelihood(p, k2, n2))


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_it_is_that_of_the_paper(k1: int, more1: int, k2: int, more2: int) -> None:
    n1, n2 = k1 + more1, k2 + more2
    found = log_likelihood(k1, n1, k2, n2)
    if not n1 or not n2:
        assert found == 0
    else:
        assert abs(found) == pytest.approx(max(by_the_paper(k1, n1, k2, n2), 0), abs=1e-6)
        assert found >= 0 if k1 * n2 >= k2 * n1 else found <= 0


def test_what_is_as_frequent_everywhere_says_nothing() -> None:
    assert log_likelihood(10, 100, 100, 1000) == pytest.approx(0)
    assert log_likelihood(10, 10, 0, 1000) > 100
    assert log_likelihood(0, 10, 900, 1000) < -10
