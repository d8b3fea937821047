"""How telling a phrase is: the log-likelihood ratio of its counts in two sets of texts.

Dunning, T.: Accurate Methods for the Statistics of Surprise and Coincidence. Computational
Linguistics 19(1), 1993, pp. 61-74. It holds for rare events too, where a chi-squared test does not.
"""

from __future__ import annotations

from math import log

SIGNIFICANT = 10.83
"""The 99.9th percentile of chi-squared with one degree of freedom, which the ratio follows."""


def log_likelihood(held: int, of: int, held_other: int, of_other: int) -> float:
    """Return G² of a phrase that ``held`` of ``of`` texts have, and so many of the others.

    It is 0 or more where the first set has it at least as often, and 0 or less where it has it less
    often. Sets without texts say nothing.
    """
    if not of or not of_other:
        return 0.0
    both = held + held_other
    share = both / (of + of_other)
    ratio = 2 * (
        _surprise(held, of * share)
        + _surprise(of - held, of * (1 - share))
        + _surprise(held_other, of_other * share)
        + _surprise(of_other - held_other, of_other * (1 - share))
    )
    ratio = max(ratio, 0.0)  # what rounding makes of 0
    return ratio if held * of_other >= held_other * of else -ratio


def _surprise(seen: int, expected: float) -> float:
    return seen * log(seen / expected) if seen else 0.0
