"""Trees that LightGBM grows from examples, in searchkit's form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.search.ranking.boosted_trees import read_trees, trees_of
from searchkit.search.ranking.features.definitions import FEATURES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from ranker.examples import Example
    from searchkit.search.ranking.boosted_trees import BoostedTrees

SEEDS = (1, 2)
ROUNDS = 180
PARAMETERS = {
    "objective": "lambdarank",
    "learning_rate": 0.1,
    "num_leaves": 7,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 10,
    "lambdarank_truncation_level": 15,
    "max_bin": 63,
    "verbose": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
}
_HARD, _EASY = 25, 20
"""Wrong candidates of a question that are learned from: the first ones, and some of the others."""

_SAMPLE = 60


@dataclass(frozen=True)
class Trained:
    """Trees in searchkit's form, and what LightGBM itself predicts for a sample of rows."""

    trees: list[dict[str, Any]]
    rows: NDArray[np.float32]
    predictions: NDArray[np.float64]

    def model(self) -> BoostedTrees:
        """Return the trees as searchkit reads them."""
        return read_trees(json.dumps({"features": list(FEATURES), "trees": self.trees}))


def train(examples: Iterable[Example]) -> Trained:
    """Train one model for each seed; the trees are those of all.

    Raises ArithmeticError where searchkit's prediction differs from LightGBM's by more than 1e-6.
    """
    import lightgbm

    rows, labels, groups, weights = _training_rows(examples)
    sample = rows[:: len(rows) // _SAMPLE]
    predictions = np.zeros(len(sample))
    trees = []
    dataset = lightgbm.Dataset(
        rows, labels, group=groups, weight=weights, feature_name=list(FEATURES), params=PARAMETERS
    )
    for seed in SEEDS:
        booster = lightgbm.train(PARAMETERS | {"seed": seed}, dataset, num_boost_round=ROUNDS)
        trees += trees_of(booster.dump_model())
        predictions += booster.predict(sample)
    trained = Trained(trees, sample, predictions)
    difference = np.abs(trained.model().predict(sample) - predictions).max()
    if difference > 1e-6:
        raise ArithmeticError(f"searchkit's prediction differs from LightGBM's by {difference}")
    return trained


def _training_rows(examples: Iterable[Example]) -> tuple[Any, Any, list[int], Any]:
    chance = np.random.default_rng(3)
    rows, labels, groups, weights = [], [], [], []
    for example in examples:
        own = example.labels
        if example.features is None or not own.any():
            continue
        wrong = np.flatnonzero(own == 0)
        easy = wrong[_HARD:]
        easy = chance.choice(easy, min(_EASY, len(easy)), replace=False)
        chosen = np.sort(np.concatenate([np.flatnonzero(own), wrong[:_HARD], easy]))
        rows.append(example.features[chosen])
        labels.append(own[chosen])
        groups.append(len(chosen))
        weights.append(np.full(len(chosen), example.set.weight))
    return np.concatenate(rows), np.concatenate(labels), groups, np.concatenate(weights)
