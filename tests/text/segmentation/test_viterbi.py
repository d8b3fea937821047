from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.segmentation.viterbi import best_labels

NUMBERS = st.integers(-8, 8).map(float) | st.floats(-3, 3)
TRANSITIONS = st.lists(NUMBERS, min_size=4, max_size=4).map(lambda w: np.array(w).reshape(2, 2))


def value(labels: tuple[int, ...], scores: list[float], transitions: np.ndarray) -> float:
    gain = sum(score * (label == 0) for score, label in zip(scores, labels, strict=True))
    return gain + float(sum(transitions[pair] for pair in pairwise(labels)))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(NUMBERS, min_size=1, max_size=6), min_size=1, max_size=4), TRANSITIONS)
def test_no_labelling_is_better(sequences: list[list[float]], transitions: np.ndarray) -> None:
    scores = np.array([score for sequence in sequences for score in sequence])
    first = np.array([place == 0 for sequence in sequences for place in range(len(sequence))])
    labels = best_labels(scores, first, transitions).astype(int).tolist()
    for sequence in sequences:
        found, labels = tuple(labels[: len(sequence)]), labels[len(sequence) :]
        best = max(value(x, sequence, transitions) for x in product((0, 1), repeat=len(sequence)))
        assert value(found, sequence, transitions) == pytest.approx(best, abs=1e-9)


def one_step_after_the_other(
    scores: np.ndarray, first: np.ndarray, transitions: np.ndarray
) -> list[bool]:
    """The textbook's Viterbi with both labels' scores and back pointers."""
    labels: list[bool] = []
    starts = [*np.flatnonzero(first).tolist(), len(scores)]
    for start, end in pairwise(starts):
        best, back = [scores[start], 0.0], []
        for score in scores[start + 1 : end]:
            ways = [[best[a] + transitions[a, b] for a in (0, 1)] for b in (0, 1)]
            back.append([int(way[1] > way[0]) for way in ways])
            best = [max(ways[0]) + score, max(ways[1])]
        path = [int(best[1] > best[0])]
        for pointers in reversed(back):
            path.append(pointers[path[-1]])
        labels += [bool(label) for label in reversed(path)]
    return labels


@pytest.mark.parametrize(
    "transitions",
    [
        pytest.param([[0.0, 2.5], [2.5, 0.0]], id="labels alternate"),
        pytest.param([[2.5, 0.0], [0.0, 2.5]], id="labels repeat"),
        pytest.param([[-0.997, 1.919], [-2.970, -0.437]], id="as in pyvi"),
    ],
)
def test_long_dependencies_are_followed_to_their_end(transitions: list[list[float]]) -> None:
    """Scores so small that each label hangs on one far away: more than the rounds can settle."""
    generator = np.random.default_rng(7)
    scores = np.round(generator.normal(0, 0.01, 4000), 4)
    scores[generator.integers(0, 4000, 8)] = 3.0
    first = np.zeros(4000, bool)
    first[[0, 5, 6, 2500]] = True
    found = best_labels(scores, first, np.array(transitions)).tolist()
    assert found == one_step_after_the_other(scores, first, np.array(transitions))


def test_nothing_has_no_labels() -> None:
    assert best_labels(np.zeros(0), np.zeros(0, bool), np.zeros((2, 2))).tolist() == []
