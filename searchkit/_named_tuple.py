"""``NamedTuple`` of ``typing``, made in a fifth of its time: a search makes seventy.

That one turns each annotation into an object that it checks, and writes and compiles ``__new__``.
Here annotations stay what they are, all classes share their methods, and ``__new__`` is compiled
when it is first asked for.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter

    class _Maker(type):
        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            if len(bases) > 1:
                raise TypeError("a named tuple has no other base")  # no message
            fields = body.setdefault("__annotations__", {})
            names = tuple(fields)
            defaults = {field: body[field] for field in fields if field in body}
            getters = {
                field: _tuplegetter(place, f"Alias for field number {place}")
                for place, field in enumerate(names)
            }
            whole = {
                "__doc__": f"{name}({', '.join(names)}{',' * (len(names) == 1)})",
                "__new__": _New(fields, tuple(defaults.values())),
                **_SHARED,
                **body,
                **getters,
                "__slots__": (),
                "__match_args__": names,
                "_fields": names,
                "_field_defaults": defaults,
            }
            return type(name, (tuple,), whole)

    class NamedTuple(metaclass=_Maker):
        """The base that stands behind the name of a class of fields."""


class _New:
    """Stands for ``__new__`` of a class until it is first asked for: a search asks for half."""

    def __init__(self, fields: dict[str, Any], defaults: tuple[Any, ...]) -> None:
        self._fields, self._defaults = fields, defaults

    def __set_name__(self, owner: Any, name: str) -> None:
        self._owner = owner

    def __get__(self, instance: object, owner: type | None = None) -> Callable[..., Any]:
        values = "".join(f"{name}, " for name in self._fields)
        known = {"_new": tuple.__new__, "__builtins__": {}}
        made: Any = eval(f"lambda _cls, {values}: _new(_cls, ({values}))", known)  # no message
        made.__defaults__ = self._defaults
        made.__annotations__ = self._fields
        made.__name__, made.__module__ = "__new__", self._owner.__module__
        made.__qualname__ = f"{self._owner.__qualname__}.__new__"
        self._owner.__new__ = staticmethod(made)
        return made  # type: ignore[no-any-return]


def _make(cls: Any, values: Iterable[Any]) -> Any:
    made = tuple.__new__(cls, values)
    if len(made) != len(cls._fields):
        said = f"Expected {len(cls._fields)} arguments, got {len(made)}"  # no message
        raise TypeError(said)
    return made


def _replace(self: Any, /, **changes: Any) -> Any:
    made = self._make(map(changes.pop, self._fields, self))
    if changes:
        kind = TypeError if sys.version_info >= (3, 13) else ValueError
        raise kind(f"Got unexpected field names: {[*changes]!r}")  # no message
    return made


def _repr(self: Any) -> str:
    said = ", ".join([f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)])
    return f"{type(self).__name__}({said})"


def _asdict(self: Any) -> dict[str, Any]:
    return dict(zip(self._fields, self, strict=True))


def _values(self: Any) -> tuple[Any, ...]:
    """Return what is pickled."""
    return tuple(self)


_SHARED = {
    "_make": classmethod(_make),
    "_replace": _replace,
    "__replace__": _replace,
    "__repr__": _repr,
    "_asdict": _asdict,
    "__getnewargs__": _values,
}
