"""Boosted regression trees as numbers in a small file, evaluated in numpy for all rows at once.

A tree of at most seven leaves has at most six splits, so the answers to all of its splits are a
number below 64, and the tree is a table from that number to a value (after Lucchese et al. 2015,
QuickScorer: A Fast Algorithm to Rank Documents with Additive Ensembles of Regression Trees).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit._dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchkit.backends.base import Floats

MOST_SPLITS = 6


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """An ensemble; its value for a row is the sum of its trees' values.

    ``columns``, ``thresholds`` and ``missing_left``, shape (trees * MOST_SPLITS,): a split asks
    whether a column is at most a threshold, and answers for itself where the value is missing.
    ``values``, shape (trees, 2 ** MOST_SPLITS): a tree's value by its answers, the first split's
    in the lowest bit. ``features`` are the names of the columns.
    """

    features: tuple[str, ...]
    columns: Any
    thresholds: Floats
    missing_left: Any
    values: Floats

    def predict(self, rows: Floats) -> Floats:
        """Return the value of each row; ``rows``, shape (rows, features), NaN where missing."""
        matrix = rows.T
        missing = np.isnan(matrix)
        lowest, highest = (np.where(missing, end, matrix) for end in (-np.inf, np.inf))
        both = np.concatenate([highest, lowest])
        answers = both[self.columns + self.missing_left * len(self.features)]
        answers = answers <= self.thresholds[:, None]
        trees = len(self.values)
        bits = answers.reshape(trees, MOST_SPLITS, len(rows)) << np.arange(MOST_SPLITS)[:, None]
        codes = bits.sum(axis=1)
        total: Floats = np.take_along_axis(self.values, codes, axis=1).sum(axis=0)
        return total


def read_trees(text: str) -> BoostedTrees:
    """Return the ensemble that a file describes; raises ValueError for another kind of file.

    The file is JSON: ``features``, their names; ``trees``, each a list of splits ``[column,
    threshold, 1 if missing values go left else 0, left, right]`` and of leaf values. A child is
    the number of a split, or of leaf n as -1 - n. What else it holds is for people.
    """
    try:
        content = json.loads(text)
        features = tuple(content["features"])
        trees = [(tree["splits"], tree["leaves"]) for tree in content["trees"]]
        return _make(features, trees)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"not a file of trees: {error!r}") from error


def _make(features: tuple[str, ...], trees: Sequence[Any]) -> BoostedTrees:
    shape = (len(trees), MOST_SPLITS)
    columns, left = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    thresholds = np.zeros(shape)
    values = np.zeros((len(trees), 1 << MOST_SPLITS))
    for number, (splits, leaves) in enumerate(trees):
        for place, (column, threshold, missing_left, *_) in enumerate(splits):
            columns[number, place] = column
            thresholds[number, place] = threshold
            left[number, place] = missing_left
        values[number] = [_leaf(splits, leaves, answers) for answers in range(1 << MOST_SPLITS)]
    return BoostedTrees(features, columns.ravel(), thresholds.ravel(), left.ravel(), values)


def _leaf(splits: Sequence[Any], leaves: Sequence[float], answers: int) -> float:
    """Return the value of the leaf to which a tree's answers lead."""
    place = 0 if splits else -1
    while place >= 0:
        left, right = splits[place][3:]
        place = left if answers >> place & 1 else right
    return leaves[-1 - place]


def trees_of(dump: Mapping[str, Any]) -> list[dict[str, list[Any]]]:
    """Return the trees of ``lightgbm.Booster.dump_model()`` in the form of ``read_trees``."""
    return [_tree(tree["tree_structure"]) for tree in dump["tree_info"]]


def _tree(structure: Mapping[str, Any]) -> dict[str, list[Any]]:
    splits: list[Any] = []
    leaves: list[float] = []

    def visit(node: Mapping[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return -len(leaves)
        place = len(splits)
        splits.append(None)
        threshold = node["threshold"]
        # Without missing values in training LightGBM takes one for 0.
        left = node["default_left"] if node["missing_type"] == "NaN" else threshold >= 0
        children = visit(node["left_child"]), visit(node["right_child"])
        splits[place] = [node["split_feature"], threshold, int(left), *children]
        return place

    visit(structure)
    return {"splits": splits, "leaves": leaves}
