"""The best labelling of a two-label chain (Viterbi), for many sequences at once in numpy.

With two labels all that a step has to know of the past is one number: how much better the best
path that ends in label 0 is than the best one that ends in label 1. The step function of that
number is flat outside a narrow interval, so a few rounds of fixed-point iteration over the whole
array settle nearly every position; what is left is finished one step after the other, which keeps
the time linear on any input.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDS = 24


def best_labels(
    scores: NDArray[np.float64], first: NDArray[np.bool_], transitions: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return the best label of each position, shape (n,), True for label 1.

    ``scores``, shape (n,): the score of label 0 minus that of label 1. ``first``, shape (n,): where
    a sequence begins; position 0 always does. ``transitions``, shape (2, 2): from label, to label.
    A tie is decided for label 0, as CRFsuite does it.
    """
    if not len(scores):
        return np.zeros(0, bool)
    lead = _leads(scores, first, transitions)
    (stay0, go1), (go0, stay1) = transitions
    before0 = lead + stay0 < go0  # the best label here, if the next is 0
    before1 = lead + go1 < stay1  # …, if the next is 1
    last = np.append(first[1:], True)
    before0[last] = before1[last] = lead[last] < 0
    return _trace_back(before0, before1)


def _leads(
    scores: NDArray[np.float64], first: NDArray[np.bool_], transitions: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the best path's score ending in label 0 minus that ending in label 1."""
    (stay0, go1), (go0, stay1) = transitions.tolist()

    def step(before: NDArray[np.float64], gains: NDArray[np.float64]) -> NDArray[np.float64]:
        after: NDArray[np.float64]
        after = np.maximum(before + stay0, go0) - np.maximum(before + go1, stay1) + gains
        return after

    # The first round, at every position, needs no look-ups.
    lead = np.where(first, scores, scores + (stay0 - go1))
    value = np.where(first[1:], scores[1:], step(lead[:-1], scores[1:]))
    moved = np.flatnonzero(value != lead[1:]) + 1
    lead[1:] = value
    for _ in range(_ROUNDS):
        active = _following(moved, first)
        if not len(active):
            return lead
        value = step(lead[active - 1], scores[active])
        changed = value != lead[active]
        moved = active[changed]
        lead[moved] = value[changed]
    _finish(lead, scores, first, _following(moved, first), transitions)
    return lead


def _following(moved: NDArray[np.intp], first: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the positions behind those that moved, in the same sequence."""
    after = moved[moved < len(first) - 1] + 1
    return after[~first[after]]


def _finish(
    lead: NDArray[np.float64],
    scores: NDArray[np.float64],
    first: NDArray[np.bool_],
    active: NDArray[np.intp],
    transitions: NDArray[np.float64],
) -> None:
    """Settle, in place, from each active position on to where nothing changes any more."""
    (stay0, go1), (go0, stay1) = transitions.tolist()
    values, gains, begins = lead.tolist(), scores.tolist(), first.tolist()
    for position in active.tolist():
        while position < len(values) and not begins[position]:
            before = values[position - 1]
            value = max(before + stay0, go0) - max(before + go1, stay1) + gains[position]
            if value == values[position]:
                break
            values[position] = value
            position += 1
    lead[:] = values


def _trace_back(before0: NDArray[np.bool_], before1: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Follow the choices from each position whose label does not depend on the next one."""
    depends = before0 != before1
    flips = np.cumsum(depends & before0)  # label 1 before 0 and 0 before 1
    positions = np.where(depends, len(depends), np.arange(len(depends)))
    settled = np.minimum.accumulate(positions[::-1])[::-1]
    odd = (flips[settled] - flips) & 1
    # A position that depends counts its own flip, which the running sum has already taken in.
    odd ^= depends & before0
    labels: NDArray[np.bool_] = before1[settled] ^ odd.astype(bool)
    return labels
