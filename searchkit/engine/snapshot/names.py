"""The names of an index's files, which begin as Whoosh has them begin, and where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.errors import IndexMissingError

if TYPE_CHECKING:
    from pathlib import Path

INDEX_NAME = "MAIN"
"""The name that Whoosh gives an index unless told otherwise; it begins its files' names."""

SEGMENT_FILES = f"{INDEX_NAME}_*.sk?"
"""The pattern of the names of segment files."""

_BEFORE, _BEHIND = f"_{INDEX_NAME}_", ".toc"


def table_name(generation: int) -> str:
    """Return the name of a table of contents."""
    return f"{_BEFORE}{generation}{_BEHIND}"


def generation_of(name: str) -> int:
    """Return the generation of a table of contents by its name, -1 for another file."""
    number = name[len(_BEFORE) : -len(_BEHIND)]
    is_one = number.isascii() and number.isdecimal() and name == f"{_BEFORE}{number}{_BEHIND}"
    return int(number) if is_one else -1


def deleted(folder: str | Path) -> IndexMissingError:
    """Return the error for an index that is no longer where it was when it was opened."""
    return IndexMissingError(
        f"the index in {folder} has been deleted; "
        f"make it again with `searchkit index PATH --index {folder}`"
    )
