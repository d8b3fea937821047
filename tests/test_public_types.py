"""Every type of searchkit's own in a public signature has a public name."""

from __future__ import annotations

import ast
import inspect
import sys
import typing
from typing import TYPE_CHECKING, Any

import pytest

import searchkit

if TYPE_CHECKING:
    from collections.abc import Iterator

# What people do not call: an Index is made by open_index, and a run sums its counts up.
INNER = {"Index.__init__", "Writer.__init__", "IndexReport.include"}
NAMES = [name for name in searchkit.__all__ if name not in ("ArrayCodec", "__version__")]
"""All but the codec, whose methods Whoosh alone calls."""


def names_of(module: str) -> dict[str, Any]:
    """Return the names that a module's annotations may use, those for type checkers too."""
    found = dict(vars(sys.modules[module]))
    for node in ast.parse(inspect.getsource(sys.modules[module])).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            exec(compile(ast.Module(node.body, []), module, "exec"), found)
    return found


def members(kind: type) -> dict[str, Any]:
    """Return what a class has of its own, and from classes of searchkit above it."""
    above = [one for one in kind.__mro__ if one.__module__.startswith("searchkit")]
    return {name: value for one in reversed(above) for name, value in vars(one).items()}


def signatures(name: str) -> Iterator[Any]:
    """Yield what of a public name has annotations: itself, and the methods that people call."""
    value = getattr(searchkit, name)
    yield value
    for method, function in members(value).items() if inspect.isclass(value) else ():
        called = not method.startswith("_") or method == "__init__"
        if called and f"{name}.{method}" not in INNER:
            yield getattr(function, "fget", function)


def own_classes(annotation: object) -> Iterator[type]:
    if isinstance(annotation, type) and annotation.__module__.startswith("searchkit"):
        yield annotation
    for part in typing.get_args(annotation):
        yield from own_classes(part)


@pytest.mark.parametrize("name", NAMES)
def test_types_of_public_signatures_are_public(name: str) -> None:
    for member in filter(lambda each: hasattr(each, "__annotations__"), signatures(name)):
        hints = typing.get_type_hints(member, names_of(member.__module__))
        for found in {one for hint in hints.values() for one in own_classes(hint)}:
            assert getattr(searchkit, found.__name__, None) is found, f"{name}: {found}"
