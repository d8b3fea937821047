"""What is made on first use: public names of packages, attributes, patterns; compiled modules."""

from __future__ import annotations

import importlib
import os
import sys
from functools import partial

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from functools import cached_property as cached_property  # noqa: TID251 -- for its types
    from types import ModuleType
    from typing import Any
else:

    class cached_property:  # noqa: N801 -- called as that of functools, which it replaces
        """An attribute that is worked out when it is first read, and kept.

        Unlike that of ``functools`` it holds no lock, as Python 3.11 does: a process that is forked
        while another thread holds it would wait for ever. Two threads may work it out at once.
        """

        def __init__(self, function: Callable[[Any], Any]) -> None:
            self._function = function
            self.__doc__ = function.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        def __get__(self, instance: object, owner: type | None = None) -> Any:
            if instance is None:
                return self
            return instance.__dict__.setdefault(self._name, self._function(instance))


def lazy_attributes(package: str, module_of: Mapping[str, str]) -> Callable[[str], object]:
    """Return the ``__getattr__`` of a package; ``module_of``: each name's module within it."""

    def load(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(importlib.import_module(f"{package}.{module_of[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return load


DIGITS = "0123456789"
_IGNORECASE = 2  # of re
_SHORT = 256
_WITHOUT_MATCH: dict[str, Callable[..., Any]] = {
    "search": lambda _: None,
    "match": lambda _: None,
    "fullmatch": lambda _: None,
    "finditer": lambda _: iter(()),
    "findall": lambda _: [],
    "sub": lambda text: text,
    "split": lambda text: [text],
}

if TYPE_CHECKING:
    import re

    def lazy_pattern(pattern: str, flags: int = 0, *, needs: Iterable[str] = ()) -> re.Pattern[str]:
        """Return a regular expression."""
else:

    class lazy_pattern:  # noqa: N801 -- called as the function of ``re``, which it replaces
        """A regular expression that is compiled when it is first used: a search loads 160, uses 60.

        ``needs`` are texts of which every match holds one, in small letters where the case is
        ignored: it is not compiled for a short text that holds none. It is a regular expression by
        its methods and attributes alone, not by its type.
        """

        def __init__(self, pattern: str, flags: int = 0, *, needs: Iterable[str] = ()) -> None:
            self.pattern = pattern
            self._flags = flags
            self._needs = needs

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            if self._needs and name in _WITHOUT_MATCH:
                return partial(self._matched, name)
            return self._compiled(name)

        def _matched(self, name: str, *given: Any, **named: Any) -> Any:
            text = given[name == "sub"]
            if len(text) <= _SHORT:
                seen = text.lower() if self._flags & _IGNORECASE else text
                if not any(one in seen for one in self._needs):
                    return _WITHOUT_MATCH[name](text)
            return self._compiled(name)(*given, **named)

        def _compiled(self, name: str) -> Any:
            import re

            found = getattr(re.compile(self.pattern, self._flags), name)
            setattr(self, name, found)
            return found


def compiled(package: str, interface: int) -> ModuleType | None:
    """Return the compiled module ``_native`` of a package, if it is there and may be used.

    None where none was built (scripts/compile_kernels.py needs a C compiler; people who install a
    wheel for their system do not), where it is one of another interface, left from before a change,
    or where the environment variable ``SEARCHKIT_KERNELS`` is ``numpy``.
    """
    if os.environ.get("SEARCHKIT_KERNELS") == "numpy":
        return None
    try:
        module = importlib.import_module(f"{package}._native")
    except ImportError:
        return None
    return module if interface == module.INTERFACE else None
