"""Two rankings are compared as the paired randomisation test has it, and by the same questions."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.evaluation.comparing import compare

VALUES = st.lists(
    st.tuples(st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.sampled_from([0.0, 0.25, 0.5, 1.0])),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(VALUES)
def test_chance_is_the_share_of_all_signs_that_differ_as_much(
    pairs: list[tuple[float, float]],
) -> None:
    own = {str(number): mine for number, (mine, _) in enumerate(pairs)}
    other = {str(number): theirs for number, (_, theirs) in enumerate(pairs)}
    found = compare(own, other)
    differences = [mine - theirs for mine, theirs in pairs]
    signed = [
        abs(sum(sign * difference for sign, difference in zip(signs, differences, strict=True)))
        for signs in product((-1, 1), repeat=len(pairs))
    ]
    exact = sum(value >= abs(sum(differences)) - 1e-12 for value in signed) / len(signed)
    assert found.chance == pytest.approx(exact, abs=0.03)
    assert found.difference == pytest.approx(sum(differences) / len(pairs))
    assert found.other == pytest.approx(sum(theirs for _, theirs in pairs) / len(pairs))
    assert found.better == sum(difference > 0 for difference in differences)
    assert found.worse == sum(difference < 0 for difference in differences)
    assert compare(own, other) == found


def test_a_question_that_one_ranking_lacks_counts_as_nothing() -> None:
    found = compare({"a": 1.0}, {"b": 0.5})
    assert (found.better, found.worse, found.difference) == (1, 1, 0.25)
    assert compare({}, {}).chance == 1.0
