"""Boosted trees give what walking down every tree gives, and what LightGBM gave."""

from __future__ import annotations

import json
import math
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.search.ranking.boosted_trees import (
    pack_trees,
    read_trees,
    trees_of,
    unpack_trees,
)
from searchkit.search.ranking.features.definitions import FEATURES
from searchkit.search.ranking.second_stage import load_model
from searchkit.text.tables import read_bytes, read_data

PREDICTIONS = Path(__file__).parent / "lightgbm_predictions.json"
NAMES = ["one", "two", "three"]
values = st.integers(-3, 3).map(float) | st.just(math.nan)


@st.composite
def trees(draw: st.DrawFn) -> dict[str, list[Any]]:
    """A tree of one to seven leaves, grown by splitting one leaf after the other."""
    splits: list[list[Any]] = []
    leaves = [draw(st.integers(-9, 9).map(float))]
    ends: list[tuple[int, int]] = []  # the split and the side at which each leaf hangs
    for number in range(draw(st.integers(0, 6))):
        column, threshold = draw(st.integers(0, 2)), draw(st.integers(-2, 2)) + 0.5
        leaf = draw(st.integers(0, len(leaves) - 1))
        leaves.append(draw(st.integers(-9, 9).map(float)))
        if number:
            parent, side = ends[leaf]
            splits[parent][side] = number
        splits.append([column, threshold, draw(st.integers(0, 1)), -1 - leaf, -len(leaves)])
        ends[leaf : leaf + 1] = [(number, 3)]
        ends.append((number, 4))
    return {"splits": splits, "leaves": leaves}


def walk(tree: dict[str, list[Any]], row: list[float]) -> float:
    place = 0 if tree["splits"] else -1
    while place >= 0:
        column, threshold, missing_left, left, right = tree["splits"][place]
        value = row[column]
        goes_left = bool(missing_left) if math.isnan(value) else value <= threshold
        place = left if goes_left else right
    return float(tree["leaves"][-1 - place])


@given(
    forest=st.lists(trees(), min_size=1, max_size=4),
    rows=st.lists(st.lists(values, min_size=3, max_size=3), min_size=1, max_size=5),
)
def test_all_trees_at_once_are_each_tree_walked_down(
    forest: list[dict[str, list[Any]]], rows: list[list[float]]
) -> None:
    found = read_trees(json.dumps({"features": NAMES, "trees": forest})).predict(np.array(rows))
    assert found.tolist() == [sum(walk(tree, row) for tree in forest) for row in rows]


def test_a_missing_value_goes_where_lightgbm_sends_it() -> None:
    leaves = {"left_child": {"leaf_value": 1.0}, "right_child": {"leaf_value": 2.0}}
    told = {"split_feature": 0, "threshold": 0.5, "default_left": False, "missing_type": "NaN"}
    untold = told | {"missing_type": "None"}
    dump = {"tree_info": [{"tree_structure": split | leaves} for split in (told, untold)]}
    first, second = (
        read_trees(json.dumps({"features": ["one"], "trees": [tree]})) for tree in trees_of(dump)
    )
    missing = np.array([[np.nan]])
    assert first.predict(missing).tolist() == [2.0]
    assert second.predict(missing).tolist() == [1.0]  # as 0


@pytest.mark.parametrize(
    "text", ["{}", "[]", '{"features": ["one"], "trees": [{"splits": [[1]]}]}']
)
def test_another_file_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="not a file of trees"):
        read_trees(text)


def test_the_model_predicts_what_lightgbm_predicted() -> None:
    stored = json.loads(PREDICTIONS.read_text("utf-8"))
    assert stored["features"] == list(FEATURES)
    rows = np.array(stored["rows"], np.float64)  # null is NaN
    assert len(rows) >= 30
    assert np.isnan(rows).any()
    model = load_model("ranker.json")
    assert model is not None
    assert model.predict(rows) == pytest.approx(stored["predictions"], abs=1e-6)


def test_the_packed_model_is_that_of_the_file() -> None:
    text, packed = read_data("ranker.json"), read_bytes("ranker.trees")
    assert packed == pack_trees(text), "make it anew: see scripts/train_ranker.py"
    found, known = unpack_trees(packed, zlib.crc32(text.encode())), read_trees(text)
    assert found is not None
    assert found.features == known.features
    for name in ("columns", "thresholds", "missing_left", "values"):
        assert np.array_equal(getattr(found, name), getattr(known, name))
    assert unpack_trees(packed, zlib.crc32(text.encode()) ^ 1) is None
