"""The compiled module for texts is what its interface says, and trusts no argument."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from searchkit.text import kernels
from searchkit.text.kernels.interface import Native

pytestmark = pytest.mark.skipif(kernels.native is None, reason="no kernels are compiled here")


def ints(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int32)


def longs(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int64)


def room(size: int, kind: Any = np.int32) -> np.ndarray:
    return np.zeros(size, kind)


def test_it_offers_what_its_interface_says() -> None:
    described = {name for name in vars(Native) if not name.startswith("_")}
    offered = {name for name in dir(kernels.native) if not name.startswith("_")}
    assert described <= offered
    assert offered - described == {"INTERFACE"}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("make_pieces", (1,)),
        ("make_pieces", (-1, 1)),
        ("list_pieces", (object(), 1)),
        ("number_pieces", (object(), b"", longs(), 1, room(1))),
        ("number_pairs", (ints(1, 2), 1, 3, room(1), room(2), room(2))),
        ("number_pairs", (ints(1, 2), 1, 3, room(2), room(1), room(2))),
        ("number_pairs", (ints(1, 2), 1, 3, room(2), room(2), room(1))),
        ("number_pairs", (ints(1, 2), 0, 3, room(2), room(2), room(2))),
        ("number_pairs", (longs(1, 2), 1, 3, room(2), room(2), room(2))),
        ("number_keys", (longs(1, 2), 3, room(1), room(2, np.int64))),
        ("number_keys", (longs(1, 2), 3, room(2), room(1, np.int64))),
        ("take_spans", (ints(1), longs(0, 1), ints(1), room(1))),
        ("take_spans", (ints(1), longs(0, 1), ints(-1), room(1))),
        ("take_spans", (ints(1), longs(0, 2), ints(0), room(2))),
        ("take_spans", (ints(1), longs(1, 0), ints(0), room(2))),
        ("take_spans", (ints(1), longs(-1, 1), ints(0), room(2))),
    ],
)
def test_no_argument_is_trusted(name: str, arguments: tuple[Any, ...]) -> None:
    with pytest.raises((ValueError, TypeError, OverflowError, BufferError)):
        getattr(kernels.native, name)(*arguments)


@pytest.mark.parametrize(
    ("data", "ends", "places"),
    [
        pytest.param(b"a b", longs(4), 4, id="a text ends behind the data"),
        pytest.param(b"a b", longs(2, 1), 8, id="a text ends before it begins"),
        pytest.param(b"a b", longs(3), 2, id="too little room"),
    ],
)
def test_texts_and_numbers_must_fit(data: bytes, ends: np.ndarray, places: int) -> None:
    assert kernels.native is not None
    pieces = kernels.native.make_pieces(1, 2)
    with pytest.raises(ValueError, match=r"follow|room"):
        kernels.native.number_pieces(pieces, data, ends, 1, room(places))
    assert kernels.native.number_pieces(pieces, b"a", longs(1), 1, room(2)) == 2


def test_spans_that_find_no_room_are_counted() -> None:
    assert kernels.native is not None
    into = room(2)
    assert kernels.native.take_spans(ints(5, 6, 7), longs(0, 1, 3), ints(0, 1, 0), into) == 4
    assert kernels.native.take_spans(ints(5, 6, 7), longs(0, 1, 3), ints(1, 0, 1), room(5)) == 5


def test_a_table_grows_with_what_comes() -> None:
    assert kernels.native is not None
    keys = np.random.default_rng(5).integers(0, (1 << 63) - 1, 40_000)
    keys = np.concatenate([keys, keys[::-1]])
    into, distinct = room(len(keys)), room(len(keys), np.int64)
    _, different = kernels.native.number_keys(keys, 12345, into, distinct)
    assert different == len(np.unique(keys))
    assert (distinct[into] == keys).all()


def words_of(**others: Any) -> list[Any]:
    """Arguments of ``find_words`` for two tokens of three known ones, some of them others."""
    fitting: dict[str, Any] = {
        "numbers": ints(1, 2),
        "current": room(3, float),
        "previous": room(3, float),
        "following": room(3, float),
        "syllables": ints(0, 1, 2),
        "closed": room(3, bool),
        "capital": room(3, bool),
        "base": 3,
        "pairs": room(2, np.uint8),
        "beginnings": room(2, np.uint8),
        "triples": longs(),
        "quadruples": longs(),
        "around": room(4, float),
        "transitions": room(4, float),
        "room": room(4, float),
        "joined": room(2, bool),
        "entries": room(2, np.uint8),
    }
    return [*(fitting | others).values()]


@pytest.mark.parametrize(
    "other",
    [
        {"numbers": ints(1, 3)},
        {"numbers": ints(-1, 1)},
        {"current": room(2, float)},
        {"previous": room(2, float)},
        {"following": room(2, float)},
        {"syllables": ints(0, 1, 3)},
        {"syllables": ints(0, 1, -1)},
        {"closed": room(2, bool)},
        {"capital": room(2, bool)},
        {"base": 0},
        {"base": 1 << 16},
        {"around": room(3, float)},
        {"transitions": room(3, float)},
        {"room": room(3, float)},
        {"joined": room(1, bool)},
        {"entries": room(3, np.uint8)},
    ],
    ids=lambda other: "-".join(other),
)
def test_what_describes_words_must_fit(other: dict[str, Any]) -> None:
    assert kernels.native is not None
    kernels.native.find_words(*words_of())
    with pytest.raises(ValueError, match=r"fit|range"):
        kernels.native.find_words(*words_of(**other))
