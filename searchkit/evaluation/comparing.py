"""Whether one ranking is better than another, or only luckier with these questions.

The test is the paired randomisation test (Smucker, Allan and Carterette 2007, A comparison of
statistical significance tests for information retrieval evaluation): if both rankings were equally
good, which of the two gave a question its value would be chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

_SEED = 20_070
_TRIALS = 10_000
_TOGETHER = 500
"""Trials that are drawn at once, so that thousands of questions take little memory."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean of another ranking, by how much this one is better, and how likely by chance.

    ``chance`` is the two-sided p-value of the paired randomisation test, 0 to 1; ``better`` and
    ``worse`` count the questions.
    """

    other: float
    difference: float
    chance: float
    better: int
    worse: int


def compare(own: Mapping[str, float], other: Mapping[str, float]) -> Comparison:
    """Compare the values of a measure by question; a question that one lacks counts as 0 there."""
    questions = sorted({*own, *other})
    mine = np.array([own.get(question, 0.0) for question in questions])
    theirs = np.array([other.get(question, 0.0) for question in questions])
    differences = mine - theirs
    if not len(questions):
        return Comparison(0.0, 0.0, 1.0, 0, 0)
    return Comparison(
        float(theirs.mean()),
        float(differences.mean()),
        _chance(differences),
        int((differences > 0).sum()),
        int((differences < 0).sum()),
    )


def _chance(differences: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Return how often signs at random make as great a sum of the differences."""
    generator = np.random.default_rng(_SEED)
    changing = differences[differences != 0]
    least = abs(changing.sum()) * (1 - 1e-12)
    reached = 0
    for _ in range(0, _TRIALS, _TOGETHER):
        signs = generator.integers(0, 2, (_TOGETHER, len(changing))) * 2 - 1
        reached += int((np.abs(signs @ changing) >= least).sum())
    return (reached + 1) / (_TRIALS + 1)
