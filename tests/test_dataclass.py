"""Our ``dataclass`` makes classes that nobody can tell from those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import itertools
import pickle
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from searchkit._dataclass import dataclass, field, replace

if TYPE_CHECKING:
    from collections.abc import Callable

    Maker = Callable[..., Callable[[type], type]]


def kinds(maker: Maker, field: Callable[..., Any]) -> list[Any]:
    """Return classes of each kind that searchkit has, made by either."""

    @maker(frozen=True, slots=True)
    class Empty:
        """Nothing."""

    @maker(frozen=True, slots=True)
    class Plain:
        """Has fields with and without a default."""

        a: int
        b: str = "b"
        c: tuple[str, ...] = ()

        @property
        def twice(self) -> int:
            return 2 * self.a

    @maker(frozen=True, slots=True)
    class Told:
        """Says more of its fields, and looks at them when it is made."""

        a: int
        hidden: str = field(default="x", repr=False)
        aside: int = field(default=0, compare=False)
        unhashed: dict[str, int] = field(default_factory=dict, hash=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "aside", self.a + 1)

    @maker(frozen=True, slots=True)
    class Derived(Plain):
        """Adds a field to those of its base."""

        d: float = 0.5

    @maker(frozen=True, slots=True)
    class Own:
        """Brings methods of its own."""

        a: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and self.a % 10 == other.a % 10

        def __hash__(self) -> int:
            return self.a % 10

        def __repr__(self) -> str:
            return f"<{self.a}>"

    @maker(frozen=True, slots=True, weakref_slot=True)
    class Watched:
        """Can be referred to weakly."""

        a: int

    @maker(frozen=True, slots=True)
    class Keeping:
        """Keeps what nobody gives it."""

        a: int
        kept: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    @maker(slots=True)
    class Changing:
        """Can be changed."""

        a: int
        b: list[int] = field(default_factory=list)

    return [Empty, Plain, Told, Derived, Own, Watched, Keeping, Changing]


PAIRS = [
    pytest.param(ours, theirs, id=ours.__name__)
    for ours, theirs in zip(
        kinds(dataclass, field), kinds(dataclasses.dataclass, dataclasses.field), strict=True
    )
]
SAID_OF_FIELDS = (
    "name", "type", "default", "default_factory", "init", "repr", "compare", "hash",
)  # fmt: skip
ARGUMENTS: list[tuple[Any, ...]] = [(), (1,), (2,), (11,), (1, "c"), (1, "b", ("d",))]


def objects(cls: Any) -> list[Any]:
    """Return an object for each of the arguments that a class takes."""
    most = len(cls.__match_args__)
    least = 0 if cls.__name__ == "Empty" else 1
    return [cls(*own) for own in ARGUMENTS if least <= len(own) <= most]


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_classes_look_alike(ours: Any, theirs: Any) -> None:
    assert str(inspect.signature(ours)) == str(inspect.signature(theirs))
    for name in ("__slots__", "__match_args__", "__qualname__", "__module__", "__doc__"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert (ours.__hash__ is None) == (theirs.__hash__ is None)
    described = [
        [
            (
                one.name,
                one.type,
                one.default,
                one.default_factory,
                one.repr,
                one.compare,
                one.hash,
                one.init,
            )
            for one in dataclasses.fields(cls)
        ]
        for cls in (ours, theirs)
    ]
    assert described[0] == described[1]
    assert repr(ours.__dataclass_params__) == repr(theirs.__dataclass_params__)
    assert dataclasses.is_dataclass(ours)


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_objects_behave_alike(ours: Any, theirs: Any) -> None:
    told = [objects(cls) for cls in (ours, theirs)]
    assert [*map(repr, told[0])] == [*map(repr, told[1])]
    assert [*map(dataclasses.asdict, told[0])] == [*map(dataclasses.asdict, told[1])]
    same = [[a == b for a, b in itertools.product(own, own)] for own in told]
    assert same[0] == same[1]
    assert all(a != b for a in told[0] for b in [None, 1, *told[1]])
    if ours.__hash__ is not None:
        hashes = [[hash(a) == hash(b) for a, b in itertools.product(own, own)] for own in told]
        assert hashes[0] == hashes[1]
    for one in told[0]:
        assert copy.copy(one) == one
        assert copy.deepcopy(one) == one
        if ours.__match_args__:
            assert dataclasses.replace(one, a=7) == dataclasses.replace(one, a=7)
            assert dataclasses.replace(one, a=7).a == replace(one, a=7).a == 7
            if sys.version_info >= (3, 13):
                assert copy.replace(one, a=7).a == 7


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_wrong_arguments_are_refused_alike(ours: Any, theirs: Any) -> None:
    for arguments, named in [((), {"other": 1}), ((1, 2, 3, 4, 5), {}), ((1,), {"a": 1})]:
        said = []
        for cls in (ours, theirs):
            with pytest.raises(TypeError) as error:
                cls(*arguments, **named)
            said.append(str(error.value))
        assert said[0] == said[1]


@pytest.mark.parametrize("cls", kinds(dataclass, field)[1:5])
def test_frozen_objects_cannot_be_changed(cls: Any) -> None:
    one = cls(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'a'"):
        one.a = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'a'"):
        del one.a
    with pytest.raises(AttributeError):
        one.other = 2
    assert one.a == 1


@dataclass(frozen=True, slots=True)
class Sent:
    """What processes send one another."""

    a: int
    b: tuple[str, ...] = ()


def test_objects_are_pickled() -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(Sent(1, ("x",)), protocol)) == Sent(1, ("x",))


def test_a_pattern_takes_an_object_apart() -> None:
    match Sent(1, ("x",)):
        case Sent(a, (b,)):
            assert (a, b) == (1, "x")
        case _:
            pytest.fail("nothing matches")


@pytest.mark.parametrize("maker", [dataclass, dataclasses.dataclass])
def test_a_default_that_can_be_changed_is_refused(maker: Maker) -> None:
    class Wrong:
        a: list[int] = []  # noqa: RUF012 -- it is what is refused

    with pytest.raises(ValueError, match="mutable default"):
        maker(frozen=True, slots=True)(Wrong)


def test_fields_that_are_only_named_stay_so() -> None:
    @dataclass(frozen=True, slots=True)
    class Named:
        a: int
        _: dataclasses.KW_ONLY
        b: int = 0

    assert Named(1, b=2).b == 2
    with pytest.raises(TypeError):
        Named(1, 2)  # type: ignore[call-arg]


def test_many_threads_may_compare_first() -> None:
    cls = kinds(dataclass, field)[1]
    barrier, found = threading.Barrier(8), []

    def compare() -> None:
        barrier.wait()
        found.append((cls(1) == cls(1), hash(cls(1)) == hash(cls(1)), repr(cls(1)) != ""))

    threads = [threading.Thread(target=compare) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [(True, True, True)] * 8
