"""Our ``NamedTuple`` makes classes that nobody can tell from those of the standard library."""

from __future__ import annotations

import copy
import inspect
import pickle
import sys
import typing
from typing import Any

import pytest

import searchkit._named_tuple


def kinds(base: Any) -> list[Any]:
    """Return classes of each kind that searchkit has, made by either."""

    class Plain(base):  # type: ignore[misc]
        """Has fields with and without a default."""

        a: int
        b: str = "b"
        c: tuple[str, ...] = ()

        @property
        def twice(self) -> int:
            return 2 * self.a

        @classmethod
        def of(cls, a: int) -> Any:
            return cls(a, "of")

    class Bare(base):  # type: ignore[misc]
        x: int
        """The place."""

    for kind in (Plain, Bare):
        vars(sys.modules[__name__])[kind.__name__] = kind  # where pickle looks for it
        kind.__qualname__ = kind.__name__
    return [Plain, Bare]


OURS = kinds(searchkit._named_tuple.NamedTuple)
PAIRS = [*zip(OURS, kinds(typing.NamedTuple), strict=True)]


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_a_class_says_the_same_of_itself(ours: Any, theirs: Any) -> None:
    for name in (
        "__name__",
        "__doc__",
        "__module__",
        "_fields",
        "_field_defaults",
        "__match_args__",
    ):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert ours.__mro__[1:] == theirs.__mro__[1:] == (tuple, object)
    assert set(vars(ours)) >= set(vars(theirs)) - {"__orig_bases__"}
    mine, others = (inspect.signature(kind).parameters for kind in (ours, theirs))
    assert [(p.name, p.kind, p.default) for p in mine.values()] == [
        (p.name, p.kind, p.default) for p in others.values()
    ]
    assert typing.get_type_hints(ours) == typing.get_type_hints(theirs)


def test_its_tuples_do_the_same() -> None:
    ours, theirs = PAIRS[0]
    mine, other = ours(3, c=("x",)), theirs(3, c=("x",))
    assert repr(mine) == repr(other)
    assert mine == other == (3, "b", ("x",))
    assert hash(mine) == hash(other)
    assert mine.twice == other.twice == 6
    assert ours.of(1) == theirs.of(1)
    assert mine._replace(a=4) == other._replace(a=4)
    assert mine._asdict() == other._asdict()
    assert copy.deepcopy(mine) == mine
    assert ours._make([1, "m", ()]) == theirs._make([1, "m", ()])
    for kind in (ours, theirs):
        with pytest.raises(TypeError, match="Expected 3 arguments, got 4"):
            kind._make([1, 2, 3, 4])
    for one in (mine, other):
        with pytest.raises((TypeError, ValueError), match="unexpected field names"):
            one._replace(z=1)
        with pytest.raises(AttributeError):
            one.a = 1
    for wrong in ({}, {"a": 1, "z": 2}):
        for kind in (ours, theirs):
            with pytest.raises(TypeError):
                kind(**wrong)


def test_its_tuples_are_pickled() -> None:
    for kind in OURS:
        vars(sys.modules[__name__])[kind.__name__] = kind
        again = pickle.loads(pickle.dumps(kind(5)))
        assert (type(again), again) == (kind, kind(5))


def test_another_base_is_refused() -> None:
    with pytest.raises(TypeError):

        class Mixed(searchkit._named_tuple.NamedTuple, list):  # type: ignore[misc,type-arg]
            a: int
