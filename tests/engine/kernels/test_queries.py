"""The kernels of queries: no argument is trusted, and what a term holds outlives its arrays."""

from __future__ import annotations

import gc
from typing import Any

import numpy as np
import pytest

from searchkit.engine import kernels

pytestmark = pytest.mark.skipif(kernels.native is None, reason="no kernels are compiled here")

COUNT = 100
DOCUMENTS = np.array([2, 50, 99], np.int32)
FREQUENCIES = np.array([1, 3, 1], np.uint8)
NORMS = np.zeros(COUNT, np.uint8)
LENGTHS = np.ones(256)
ERRORS = (ValueError, TypeError, OverflowError)


def native() -> Any:
    assert kernels.native is not None
    return kernels.native


def term(documents: Any = DOCUMENTS, frequencies: Any = FREQUENCIES, **changed: Any) -> Any:
    given = {
        "count": COUNT,
        "documents": documents,
        "frequencies": frequencies,
        "norms": NORMS,
        "lengths": LENGTHS,
        "numerator": 2.2,
        "impacts": np.zeros(len(frequencies), np.uint8),
        "bits": None,
    }
    return native().make_term(*(given | changed).values())


def positions(documents: Any = DOCUMENTS, **changed: Any) -> Any:
    given = {
        "count": COUNT,
        "documents": documents,
        "frequencies": FREQUENCIES,
        "places": np.array([0, 3, 4, 5, 9], np.uint16),
        "starts": np.empty(len(documents) + 1, np.int32),
        "ranks": np.empty(2, np.uint32),
        "bitmaps": None,
    }
    return native().make_positions(*(given | changed).values())


def ranked(name: str, **changed: Any) -> Any:
    given = {
        "count": COUNT,
        "terms": lambda: [term()],
        "roles": b"\0" if name == "rank_any" else b"\1",
        "weights": np.ones(1),
        "positions": None,
        "mask": None,
        "offset": 0,
        "documents": np.empty(5, np.int64),
        "scores": np.empty(5),
    }
    if name == "rank_any":
        given.pop("positions")
    values = (value() if callable(value) else value for value in (given | changed).values())
    return getattr(native(), name)(*values)


@pytest.mark.parametrize(
    "changed",
    [
        {"count": 99},
        {"count": 0},
        {"documents": np.array([2, 50, 100], np.int32)},
        {"documents": np.array([-1, 50, 99], np.int32)},
        {"documents": np.array([50, 2, 99], np.int32)},
        {"documents": np.array([2, 2, 99], np.int32)},
        {"documents": np.zeros(0, np.int32), "frequencies": np.zeros(0, np.uint8)},
        {"documents": DOCUMENTS.astype(np.int64)},
        {"frequencies": FREQUENCIES[:2]},
        {"frequencies": FREQUENCIES.astype(np.int8)},
        {"norms": NORMS[:-1]},
        {"lengths": LENGTHS[:255]},
        {"numerator": 0.0},
        {"numerator": float("nan")},
        {"impacts": np.zeros(2, np.uint8)},
        {"bits": np.zeros(1, np.uint64)},
        {"frequencies": np.array([1, 0, 1], np.uint8)},
    ],
)
def test_a_term_is_checked(changed: dict[str, Any]) -> None:
    with pytest.raises(ERRORS):
        term(**changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"count": 99},
        {"frequencies": np.zeros(COUNT, np.uint8)},
        {"frequencies": NORMS + np.uint16(1)},
        {"impacts": np.zeros(99, np.uint8)},
        {"bits": None},
    ],
)
def test_a_column_is_checked(changed: dict[str, Any]) -> None:
    given = {"frequencies": NORMS + np.uint8(1), "impacts": np.zeros(COUNT, np.uint8)}
    given["bits"] = np.zeros(2, np.uint64)
    with pytest.raises(ERRORS):
        term(documents=None, **(given | changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"count": 65},
        {"documents": np.array([2, 50, 100], np.int32)},
        {"documents": DOCUMENTS[::-1].copy()},
        {"documents": np.zeros(0, np.int32), "frequencies": np.zeros(0, np.uint8)},
        {"frequencies": FREQUENCIES[:2]},
        {"frequencies": np.array([1, 0, 1], np.uint8)},
        {"frequencies": FREQUENCIES.astype(np.uint16)},
        {"norms": NORMS[:-1]},
        {"lengths": LENGTHS[:255]},
        {"numerator": 0.0},
        {"bits": np.zeros(1, np.uint64)},
        {"ranks": np.zeros(2, np.uint32)},
    ],
)
def test_a_set_is_checked(changed: dict[str, Any]) -> None:
    given = {
        "count": COUNT,
        "documents": DOCUMENTS,
        "frequencies": FREQUENCIES,
        "norms": NORMS,
        "lengths": LENGTHS,
        "numerator": 2.2,
        "bits": np.zeros(2, np.uint64),
        "ranks": np.zeros(1, np.uint32),
    }
    assert native().make_set(*given.values()) is not None
    with pytest.raises(ERRORS):
        native().make_set(*(given | changed).values())


@pytest.mark.parametrize(
    "changed",
    [
        {"count": 99},
        {"documents": DOCUMENTS[::-1].copy()},
        {"frequencies": FREQUENCIES[:2]},
        {"places": np.array([0, 3, 4, 5], np.uint16)},
        {"places": np.array([0, 3, 4, 5, 9, 10], np.uint16)},
        {"starts": np.empty(3, np.int32)},
        {"ranks": np.empty(1, np.uint32)},
        {"bitmaps": np.zeros(99, np.uint16)},
    ],
)
def test_positions_are_checked(changed: dict[str, Any]) -> None:
    with pytest.raises(ERRORS):
        positions(**changed)


@pytest.mark.parametrize("name", ["rank_any", "rank_all", "rank_coded"])
@pytest.mark.parametrize(
    "changed",
    [
        {"count": 50},
        {"terms": lambda: (term(),)},
        {"terms": lambda: [positions()]},
        {"terms": [None]},
        {"terms": []},
        {"roles": b""},
        {"roles": b"\3"},
        {"roles": b"\4"},
        {"weights": np.ones(2)},
        {"mask": np.ones(99, bool)},
        {"mask": np.ones(COUNT, np.uint8)},
        {"offset": -1},
        {"scores": np.empty(4)},
    ],
)
def test_a_query_is_checked(name: str, changed: dict[str, Any]) -> None:
    with pytest.raises(ERRORS):
        ranked(name, **changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"positions": []},
        {"positions": lambda: [term()]},
        {"positions": lambda: [positions()], "roles": b"\2"},
        {"positions": lambda: [positions(count=200)]},
    ],
)
def test_a_phrase_is_checked(changed: dict[str, Any]) -> None:
    with pytest.raises(ERRORS):
        ranked("rank_all", **changed)


def counted(terms: list[Any], roles: bytes, mask: Any = None) -> int:
    found: int = native().match_any(COUNT, terms, roles, np.ones(len(terms)), mask)
    return found


def test_what_matches_is_counted() -> None:
    held = np.zeros(COUNT, np.uint8)
    native().spread(DOCUMENTS, FREQUENCIES, held)
    bits = np.zeros(2, np.uint64)
    column, other = term(None, held, impacts=None, bits=bits), term(np.array([1, 2, 3], np.int32))
    mask = np.arange(COUNT) > 2
    assert counted([term()], b"\1") == 3
    assert counted([term()], b"\1", mask) == 2
    assert counted([column, other], b"\0\0") == 5
    assert counted([column, other], b"\1\2") == 1
    assert counted([column, other], b"\1\3") == 2
    assert counted([other, column], b"\0\1", mask) == 2
    assert counted([], b"") == 0


@pytest.mark.parametrize(
    "changed", [{"positions": lambda: [positions()]}, {"positions": []}, {"roles": b"\0"}]
)
def test_a_query_of_terms_that_lie_in_a_file_is_checked(changed: dict[str, Any]) -> None:
    assert ranked("rank_coded") == 3  # others are no error
    with pytest.raises(ERRORS):
        ranked("rank_coded", **changed)


def test_a_term_without_impacts_cannot_be_ranked_by_them() -> None:
    assert ranked("rank_all", terms=[term(impacts=None)]) == 3
    with pytest.raises(ValueError, match="parts"):
        ranked("rank_any", terms=[term(impacts=None)])


@pytest.mark.parametrize("weight", [0.0, -1.0, float("inf"), float("nan")])
def test_a_weight_must_be_one_that_a_score_can_be_bounded_by(weight: float) -> None:
    with pytest.raises(ValueError, match="weights"):
        ranked("rank_any", weights=np.array([weight]))


def test_room_for_none_counts_alone() -> None:
    nothing = {"documents": np.empty(0, np.int64), "scores": np.empty(0)}
    assert ranked("rank_all", **nothing) == 3


def test_lists_are_united() -> None:
    found = np.empty(COUNT, np.int32)
    lists = [DOCUMENTS, np.array([0, 50], np.int32), np.zeros(0, np.int32)]
    assert found[: native().unite(found, lists)].tolist() == [0, 2, 50, 99]
    column = np.zeros(COUNT, np.uint8)
    native().spread(DOCUMENTS, FREQUENCIES, column)
    assert column[DOCUMENTS].tolist() == FREQUENCIES.tolist()
    assert found[: native().unite(found, [lists[1], column])].tolist() == [0, 2, 50, 99]
    assert native().unite(found, []) == 0


@pytest.mark.parametrize(
    "lists",
    [
        [np.array([100], np.int32)],
        [np.array([-1], np.int32)],
        [DOCUMENTS.astype(np.int64)],
        [NORMS[:-1]],
        (DOCUMENTS,),
        [None],
    ],
)
def test_lists_are_checked(lists: Any) -> None:
    with pytest.raises(ERRORS):
        native().unite(np.empty(COUNT, np.int32), lists)


@pytest.mark.parametrize(
    ("documents", "frequencies"),
    [(DOCUMENTS + np.int32(1), FREQUENCIES), (-DOCUMENTS, FREQUENCIES), (DOCUMENTS, NORMS[:2])],
)
def test_a_column_holds_no_more_than_its_segment(documents: Any, frequencies: Any) -> None:
    with pytest.raises(ValueError, match="document"):
        native().spread(documents, frequencies, np.zeros(COUNT, np.uint8))


def test_a_term_keeps_its_arrays() -> None:
    own = term(DOCUMENTS.copy(), FREQUENCIES.copy())
    gc.collect()
    documents, scores = np.empty(5, np.int64), np.empty(5)
    assert ranked("rank_all", terms=[own], documents=documents, scores=scores) == 3
    assert documents[:3].tolist() == [50, 2, 99]
    assert scores[:3].tolist() == [3 * 2.2 / 4, 1.1, 1.1]


@pytest.mark.parametrize("frequency", [1, 255, 256, 70_000])
def test_frequencies_of_every_width(frequency: int) -> None:
    frequencies = np.array([1, frequency, 1])
    own = term(frequencies=frequencies.astype(np.min_scalar_type(frequency)), lengths=None)
    documents, scores = np.empty(5, np.int64), np.empty(5)
    assert ranked("rank_any", terms=[own], documents=documents, scores=scores) == 3
    assert sorted(scores[:3].tolist()) == sorted([1.0, 1.0, float(frequency)])
