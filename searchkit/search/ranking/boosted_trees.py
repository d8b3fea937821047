"""Boosted regression trees as numbers in a small file, evaluated in numpy for all rows at once.

A tree of at most seven leaves has at most six splits, so the answers to all of its splits are a
number below 64, and the tree is a table from that number to a value (after Lucchese et al. 2015,
QuickScorer: A Fast Algorithm to Rank Documents with Additive Ensembles of Regression Trees).
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit._dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchkit.backends.base import Floats, Longs

MOST_SPLITS = 6
_PIECE = 120  # trees
_KINDS = ("u1", "<f8", "u1", "u1", "<f8")
_WIDTHS = (MOST_SPLITS, MOST_SPLITS, MOST_SPLITS, 1 << MOST_SPLITS, MOST_SPLITS + 1)
"""Of packed trees: columns, thresholds, missing_left, which leaf answers lead to, leaves."""

_BITS = (1 << np.arange(MOST_SPLITS)).astype(np.uint8)


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
        asked = self.columns + self.missing_left * len(self.features)
        trees, kinds = self.values.shape
        codes = np.repeat(np.arange(trees)[:, None] * kinds, len(rows), axis=1)
        for first in range(0, trees, _PIECE):  # what is small stays in memory that is warm
            splits = slice(first * MOST_SPLITS, (first + _PIECE) * MOST_SPLITS)
            answers = both[asked[splits]] <= self.thresholds[splits, None]
            bits = answers.reshape(-1, MOST_SPLITS, len(rows)).view(np.uint8)
            codes[first : first + _PIECE] += np.einsum("tsr,s->tr", bits, _BITS)
        total: Floats = self.values.take(codes).sum(axis=0)
        return total


def read_trees(text: str) -> BoostedTrees:
    """Return the ensemble that a file describes; raises ValueError for another kind of file.

    The file is JSON: ``features``, their names; ``trees``, each a list of splits ``[column,
    threshold, 1 if missing values go left else 0, left, right]`` and of leaf values. A child is
    the number of a split, or of leaf n as -1 - n. What else it holds is for people.
    """
    return _made(*_read(text))


def _read(text: str) -> tuple[tuple[str, ...], list[Any]]:
    try:
        content = json.loads(text)
        features = tuple(content["features"])
        trees = [(tree["splits"], tree["leaves"]) for tree in content["trees"]]
        return features, _arrays(trees)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"not a file of trees: {error!r}") from error


def pack_trees(text: str) -> bytes:
    """Return what ``read_trees`` reads of a file for ``unpack_trees``, ten times as fast."""
    features, arrays = _read(text)
    head = {"made_of": zlib.crc32(text.encode()), "features": features, "trees": len(arrays[-1])}
    narrow = [array.astype(kind) for array, kind in zip(arrays, _KINDS, strict=True)]
    return json.dumps(head).encode() + b"\n" + b"".join(array.tobytes() for array in narrow)


def unpack_trees(packed: bytes, made_of: int) -> BoostedTrees | None:
    """Return packed trees; None unless they were made of the text with that CRC-32."""
    head, _, data = packed.partition(b"\n")
    said = json.loads(head)
    if said["made_of"] != made_of:
        return None
    arrays, at = [], 0
    for kind, width in zip(_KINDS, _WIDTHS, strict=True):
        arrays.append(np.frombuffer(data, kind, said["trees"] * width, at).reshape(-1, width))
        at += arrays[-1].nbytes
    return _made(tuple(said["features"]), arrays)


def _made(features: tuple[str, ...], arrays: Sequence[Any]) -> BoostedTrees:
    columns, thresholds, missing_left, numbers, leaves = arrays
    return BoostedTrees(
        features,
        columns.astype(np.int64).ravel(),
        thresholds.ravel(),
        missing_left.astype(np.int64).ravel(),
        leaves[np.arange(len(leaves))[:, None], numbers],
    )


def _arrays(trees: Sequence[Any]) -> list[Any]:
    """Return what makes an ensemble: arrays of ``_KINDS`` and ``_WIDTHS``, a row for each tree."""
    shape = (len(trees), MOST_SPLITS)
    splits = np.zeros((*shape, 5))
    leaves = np.zeros((len(trees), MOST_SPLITS + 1))
    for number, (own_splits, own_leaves) in enumerate(trees):
        leaves[number, : len(own_leaves)] = own_leaves
        if own_splits:
            splits[number, : len(own_splits)] = own_splits
        else:
            splits[number, 0, 3:] = -1
    children = splits[..., 3:].astype(np.int64)
    return [splits[..., 0], splits[..., 1], splits[..., 2], _leaf_numbers(children), leaves]


def _leaf_numbers(children: Longs) -> Longs:
    """Return which leaf of a tree answers lead to, shape (trees, 2 ** MOST_SPLITS).

    ``children``, shape (trees, MOST_SPLITS, 2), of each split the one for yes and the one for no.
    All trees are gone down at once.
    """
    trees = np.arange(len(children))[:, None]
    answers = np.arange(1 << MOST_SPLITS)
    places = np.zeros((len(trees), len(answers)), np.int64)
    for _ in range(MOST_SPLITS):
        splits = np.maximum(places, 0)
        further = children[trees, splits, 1 - (answers >> splits & 1)]
        places = np.where(places >= 0, further, places)
    numbers: Longs = -1 - places
    return numbers


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
