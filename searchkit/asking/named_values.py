"""Fields and their values as they are written in an option or an address: ``ho-so=HS-17``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable


def named_values(option: str, given: Iterable[str]) -> dict[str, list[str]]:
    """Return the values by the names of their fields, as `Filters` take them.

    Of a field that is named again any value may be met. ``option`` is what the values were given
    to. Raises UsageError for what has no name or no ``=``.
    """
    found: dict[str, list[str]] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise UsageError(f'{option} "{pair}" has no "=": write NAME=VALUE, as in trang=12')
        found.setdefault(name.strip(), []).append(value)
    return found
