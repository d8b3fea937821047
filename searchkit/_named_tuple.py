"""``NamedTuple`` of ``typing``, made in half its time: a search makes seventy.

That one turns each annotation into an object that it checks. Here annotations stay what they are.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple

    class _Maker(type):
        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            if len(bases) > 1:
                raise TypeError("a named tuple has no other base")  # no message
            fields = body.get("__annotations__", {})
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            for key, value in body.items():
                if key not in fields and key != "__annotations__":
                    setattr(made, key, value)
            made.__annotations__ = made.__new__.__annotations__ = fields
            return made

    class NamedTuple(metaclass=_Maker):
        """The base that stands behind the name of a class of fields."""
