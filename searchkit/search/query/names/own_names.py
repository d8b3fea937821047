"""Names that have changed, in a file of a user's own, checked line by line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.errors import NamesError, UsageError, reason_of
from searchkit.text.legal.names.gazetteer import Gazetteer
from searchkit.text.legal.names.table import (
    CHANGES,
    COLUMNS,
    LEVELS,
    NOTHING,
    REPEATED,
    change_of,
)

if TYPE_CHECKING:
    from searchkit.text.legal.names.table import NameChange


def load_names(file: str | Path | None) -> Gazetteer:
    """Return the names of searchkit, and those of a file beside them.

    Raises UsageError when the file cannot be read, and NamesError, which lists all that is wrong
    with it by line.
    """
    if file is None:
        return Gazetteer()
    try:
        text = Path(file).read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"the file of names {file} cannot be read: byte {error.start + 1} is not UTF-8; "
            "save it as UTF-8"
        ) from error
    except OSError as error:
        reason = reason_of(error)
        raise UsageError(f"the file of names {file} cannot be read: {reason}") from error
    return Gazetteer(read_changes(text, str(file)))


def read_changes(text: str, file: str) -> list[NameChange]:
    """Return the rows of a table; raises NamesError, which lists all that is wrong by line."""
    mistakes: list[tuple[int | None, str]] = []
    found: list[NameChange] = []
    above = [""] * len(COLUMNS)
    header = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = True
            if tuple(cells) not in (COLUMNS, COLUMNS[:-1]):
                said = f"the first row names the columns, with tabs between: {' '.join(COLUMNS)}"
                raise NamesError(file, [(number, said)])
            continue
        cells += [""] * (len(COLUMNS) - len(cells))
        for place in REPEATED:
            cells[place] = cells[place] or above[place]
        wrong = _wrong(cells, above)
        if wrong:
            mistakes.append((number, wrong))
            continue
        above = cells
        found.append(change_of(cells))
    if mistakes:
        raise NamesError(file, mistakes)
    return found


def _wrong(cells: list[str], above: list[str]) -> str:
    """Return what is wrong with a row, empty if nothing; what the row above had is right."""
    old, of, new, within, level, day, act, change, _ = cells
    if not old or not new:
        return "a row has an old and a new name"
    if level != above[4] and level not in LEVELS:
        return f'there is no level "{level}": it is one of {", ".join(LEVELS)}'
    if not of or not within:
        return 'say where the names lie, as "huyện Đồng Văn, tỉnh Hà Giang", or "-"'
    if level in ("district", "commune") and NOTHING in (of, within):
        return f'a {level} lies somewhere: write "tỉnh Hà Giang" into the columns of and in'
    if day != above[5] and not _is_day(day):
        return f'"{day}" is no day: write 2025-07-01'
    if not act:
        return 'name the act that says so, or "-"'
    if change != above[7] and not (change and set(change.split()) <= set(CHANGES)):
        return f'"{change}" is no change: it is one or more of {", ".join(CHANGES)}'
    return ""


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
