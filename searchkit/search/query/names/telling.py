"""Which other names were looked for, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST = 6
"""Names that a note lists."""


def notes_on_names(looked_for: Iterable[tuple[str, str | None, str | None]]) -> tuple[str, ...]:
    """Say which names were looked for as well, and in documents of which time.

    Each is a name, the first day of its time, and the first day after it.
    """
    by_time: dict[tuple[str | None, str | None], dict[str, None]] = {}
    for name, since, until in looked_for:
        by_time.setdefault((since, until), {})[name] = None
    return tuple(_note(list(names), *time) for time, names in by_time.items())


def _note(names: list[str], since: str | None, until: str | None) -> str:
    listed = "; ".join(names[:_MOST]) + (" …" if len(names) > _MOST else "")
    first, end = _shown(since or ""), _shown(until or "")
    if first and end:
        return f"also searched: {listed} (from {first}, before {end})"
    if first:
        return f"also searched: {listed} (from {first})"
    return f"also searched: {listed} (before {end})"


def _shown(day: str) -> str:
    """Return a day as people in Vietnam write it: 1/7/2025."""
    return "/".join(part.lstrip("0") for part in reversed(day.split("-")))
