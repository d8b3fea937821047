"""Tables of names that have changed: those in ``searchkit/data/names`` and those of users.

A row says which old name became which new one, on which day and by which act. A cell is empty where
it says what the cell above it says, ``-`` where it says nothing.
"""

from __future__ import annotations

from typing import NamedTuple

COLUMNS = ("old", "of", "new", "in", "level", "day", "act", "change", "also")
"""``of`` and ``in`` are where an old and a new name lie; ``also`` may be missing."""

LEVELS = ("province", "district", "commune", "body")
CHANGES = ("merged", "divided", "renamed", "kept")

NOTHING = "-"
REPEATED = (1, 3, 4, 5, 6, 7)
"""The columns in which an empty cell says what stands above it: all but the names."""


class NameChange(NamedTuple):
    """An old name, its new one, and since when (the first day of the new one, ISO 8601).

    ``of`` and ``within`` are where the old and the new place lie, the nearest first: ``huyện Đồng
    Văn, tỉnh Hà Giang``; empty for provinces and bodies. ``also`` are other spellings of the old
    name.
    """

    old: str
    of: str
    new: str
    within: str
    level: str
    day: str
    act: str
    change: str
    also: tuple[str, ...] = ()


def filled_rows(text: str) -> list[list[str]]:
    """Return the cells of a table that is known to be right, all of them filled in.

    ``also`` may be missing.
    """
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    above = rows.pop(0)
    for row in rows:
        for place in REPEATED:
            if not row[place]:
                row[place] = above[place]
        above = row
    return rows


def change_of(cells: list[str]) -> NameChange:
    """Return what the cells of a row say."""
    old, of, new, within, level, day, act, change, *more = cells
    also = more[0] if more else ""
    return NameChange(
        old,
        "" if of == NOTHING else of,
        new,
        "" if within == NOTHING else within,
        level,
        day,
        act,
        change,
        tuple(own.strip() for own in also.split(";")) if also else (),
    )
