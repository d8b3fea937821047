"""``dataclass`` of the standard library, made in a tenth of its time: a search makes seventy.

That one writes and compiles seven methods for each class. Here each is compiled when it is first
asked for, as what ``dataclasses`` itself asks of a class (``fields``, ``replace``, ``asdict``).
Classes that are not frozen with slots, and what is rare in fields, are left to the standard
library.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import dataclass as dataclass  # for its types
    from dataclasses import field as field
    from dataclasses import replace as replace
    from typing import Any
else:

    def replace(changed: object, /, **changes: Any) -> Any:
        """Return an object like ``changed`` but for some fields, as ``dataclasses.replace``."""
        if hasattr(changed, "__replace__"):
            return changed.__replace__(**changes)
        import dataclasses

        return dataclasses.replace(changed, **changes)

    def dataclass(
        *, frozen: bool = False, slots: bool = False, weakref_slot: bool = False
    ) -> Callable[[type], type]:
        """Return what makes a class one of fields, as ``dataclasses.dataclass`` does."""

        def made(cls: type) -> type:
            fields = _fields(cls) if frozen and slots else None
            if fields is not None:
                return _frozen(cls, fields, ("__weakref__",) if weakref_slot else ())
            import dataclasses

            for name, value in [*vars(cls).items()]:
                if isinstance(value, _Said):
                    setattr(cls, name, value.standard())
            make = dataclasses.dataclass(frozen=frozen, slots=slots, weakref_slot=weakref_slot)
            return make(cls)

        return made


class _Said:
    """What is said of a field beside its annotation, as by ``dataclasses.field``."""

    __slots__ = ("said",)

    def __init__(self, **said: Any) -> None:
        self.said = said

    def standard(self) -> Any:
        """Return it as ``dataclasses`` knows it."""
        import dataclasses

        return dataclasses.field(**self.said)


if not TYPE_CHECKING:
    field = _Said


class _Nothing:
    """Stands for the default of a field that has none."""


class _Factory:
    """Stands for the value of a field that is made anew for each object."""

    def __repr__(self) -> str:
        return "<factory>"


_NEW = _Factory()


class _Field:
    """A field of a class; ``default`` and ``factory`` are ``_Nothing`` where it has none."""

    __slots__ = ("annotation", "compare", "default", "factory", "given", "hash", "init")

    def __init__(self, annotation: object, given: Any) -> None:
        said = given.said if isinstance(given, _Said) else {"default": given}
        self.annotation = annotation
        self.given = given
        self.default: Any = said.get("default", _Nothing)
        self.factory: Any = said.get("default_factory", _Nothing)
        self.init: bool = said.get("init", True)
        self.compare: bool = said.get("compare", True)
        self.hash: bool = self.compare if said.get("hash") is None else said["hash"]


def _fields(cls: type) -> dict[str, _Field] | None:
    """Return the fields of a class, those of its bases first; None where anything is rare."""
    found: dict[str, _Field] = {}
    for base in cls.__mro__[:0:-1]:
        own = vars(base)
        if "_fields" not in own and "__dataclass_fields__" in own:
            return None
        found |= own.get("_fields", {})
    for name, annotation in cls.__annotations__.items():
        given = vars(cls).get(name, _Nothing)
        if "KW_ONLY" in str(annotation) or "Var[" in str(annotation):
            return None
        if isinstance(given, _Said) and "kw_only" in given.said:
            return None
        if type(given).__module__ == "dataclasses":
            return None
        found[name] = _Field(annotation, given)
        if not found[name].init and found[name].factory is _Nothing:
            return None
        if found[name].default.__class__.__hash__ is None:
            return None  # the standard library says what is wrong with it
    return found


def _frozen(cls: type, fields: dict[str, _Field], more: tuple[str, ...]) -> type:
    """Return a class anew, with slots and methods for its fields; ``more``: further slots."""
    left_out = {*fields, "__dict__", "__weakref__"}
    if "__eq__" in vars(cls) and vars(cls)["__hash__"] is None:
        left_out.add("__hash__")  # Python has put it there, for the sake of the other
    inherited = {name for base in cls.__mro__[1:] for name in vars(base).get("_fields", ())}
    body = {
        "__init__": _Init(fields),
        "__match_args__": tuple(name for name, field in fields.items() if field.init),
        "__setattr__": _refuse_to_assign,
        "__delattr__": _refuse_to_delete,
        "__getstate__": _values,
        "__setstate__": _take_values,
        "__replace__": _replaced,
        "_fields": fields,
        **{name: value for name, value in vars(cls).items() if name not in left_out},
        "__slots__": (*(name for name in fields if name not in inherited), *more),
    }
    for name in ("__eq__", "__hash__", "__repr__"):
        body.setdefault(name, _made_on_first_call(name, fields))
    for name in ("__dataclass_fields__", "__dataclass_params__"):
        body[name] = _OfTwin(name)
    made = type(cls)(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    return made


def _compiled(name: str, parameters: str, body: str, known: dict[str, Any]) -> Any:
    """Return a function, of whose source only the names of fields differ."""
    exec(f"def {name}({parameters}):\n{body}", known)
    return known[name]


class _Init:
    """Stands for ``__init__`` of a class until it is first asked for: a search asks for half."""

    def __init__(self, fields: dict[str, _Field]) -> None:
        self._fields = fields

    def __set_name__(self, owner: Any, name: str) -> None:
        self._owner = owner

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        made: Any = _init(self._owner, self._fields)
        self._owner.__init__ = made
        return made.__get__(instance, owner)


def _init(cls: type, fields: dict[str, _Field]) -> Callable[..., None]:
    known: dict[str, Any] = {"_new": _NEW}
    parameters, lines = "self", " pass\n"
    for name, field in fields.items():
        value = name
        parameters += f", {name}" if field.init else ""
        if not field.init:
            known[f"_new_{name}"] = field.factory
            value = f"_new_{name}()"
        elif field.factory is not _Nothing:
            known[f"_new_{name}"] = field.factory
            parameters += "=_new"
            value = f"_new_{name}() if {name} is _new else {name}"  # no message
        elif field.default is not _Nothing:
            known[f"_default_{name}"] = field.default
            parameters += f"=_default_{name}"
        known[f"_set_{name}"] = getattr(cls, name).__set__  # no look-up by name, as setattr has
        lines += f" _set_{name}(self, {value})\n"
    if hasattr(cls, "__post_init__"):
        lines += " self.__post_init__()\n"
    made: Callable[..., None] = _compiled("__init__", parameters, lines, known)
    made.__annotations__ = {n: field.annotation for n, field in fields.items() if field.init}
    made.__annotations__["return"] = None
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return made


def _made_on_first_call(name: str, fields: dict[str, _Field]) -> Callable[..., Any]:
    def make_and_call(self: object, *others: object) -> Any:
        owner: Any = next(cls for cls in type(self).__mro__ if vars(cls).get("_fields") is fields)
        method = _METHODS[name](owner)
        setattr(owner, name, method)
        return method(self, *others)

    return make_and_call


def _eq(owner: Any) -> Callable[..., Any]:
    compared = [name for name, field in owner._fields.items() if field.compare]
    mine, theirs = ("".join(f"{of}.{name}," for name in compared) for of in ("self", "other"))
    body = f" if other.__class__ is self.__class__:\n  return ({mine}) == ({theirs})\n"
    body += " return NotImplemented\n"
    made: Callable[..., Any] = _compiled("__eq__", "self, other", body, {})  # no message
    return made


def _hash(owner: Any) -> Callable[..., int]:
    mine = "".join(f"self.{name}," for name, field in owner._fields.items() if field.hash)
    made: Callable[..., int] = _compiled("__hash__", "self", f" return hash(({mine}))", {})
    return made


def _repr(owner: Any) -> Callable[..., str]:
    made: Callable[..., str] = _twin(owner, _WHOLE).__repr__
    return made


_METHODS: dict[str, Callable[[Any], Callable[..., Any]]] = {
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
}


def _refuse_to_assign(_self: object, name: str, _value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")  # no message


def _refuse_to_delete(_self: object, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")  # no message


def _values(self: Any) -> list[Any]:
    """Return what is pickled."""
    return [getattr(self, name) for name in self._fields]


def _take_values(self: Any, values: list[Any]) -> None:
    for name, value in zip(self._fields, values, strict=True):
        object.__setattr__(self, name, value)


def _replaced(self: Any, /, **changes: Any) -> Any:
    given = {name: getattr(self, name) for name, field in self._fields.items() if field.init}
    return type(self)(**given | changes)


class _OfTwin:
    """What ``dataclasses`` keeps of a class, made when it is first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: Any) -> Any:
        options = _BARE if self._name == "__dataclass_fields__" else _WHOLE
        if options is _WHOLE and "__weakref__" in owner.__slots__:
            options = {**_WHOLE, "weakref_slot": True}
        found = getattr(_twin(owner, options), self._name)
        setattr(owner, self._name, found)
        return found


_WHOLE = {"frozen": True, "slots": True}
_BARE = {"init": False, "repr": False, "eq": False, "match_args": False}
"""What a twin has for its fields alone, of which methods would only take time."""


def _twin(owner: Any, options: Mapping[str, bool]) -> Any:
    """Return a class of the same fields, as the standard library makes it."""
    import dataclasses

    body: dict[str, Any] = {
        name: told.given.standard() if isinstance(told.given, _Said) else told.given
        for name, told in owner._fields.items()
        if told.given is not _Nothing
    }
    body["__annotations__"] = {name: field.annotation for name, field in owner._fields.items()}
    body["__module__"] = owner.__module__
    body["__doc__"] = ""  # or one would be written, of the signature
    return dataclasses.dataclass(**options)(type(owner.__name__, (), body))
