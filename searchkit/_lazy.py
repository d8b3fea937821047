"""Public names that are loaded on first use, so that importing a package costs next to nothing."""

from __future__ import annotations

import importlib
import sys

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazy_attributes(package: str, module_of: Mapping[str, str]) -> Callable[[str], object]:
    """Return the ``__getattr__`` of a package; ``module_of``: each name's module within it."""

    def load(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(importlib.import_module(f"{package}.{module_of[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return load
