"""A Whoosh index of ours on the disk: its name, its files, and a reader of what is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.errors import IndexDamagedError, IndexMissingError

if TYPE_CHECKING:
    from pathlib import Path

    from whoosh.index import FileIndex
    from whoosh.reading import IndexReader

INDEX_NAME = "MAIN"
"""The name that Whoosh gives an index unless told otherwise; it begins its files' names."""

SEGMENT_FILES = f"{INDEX_NAME}_*.sk?"
"""The pattern of the names of segment files."""


def deleted(folder: str | Path) -> IndexMissingError:
    """Return the error for an index that is no longer where it was when it was opened."""
    return IndexMissingError(
        f"the index in {folder} has been deleted; "
        f"make it again with `searchkit index PATH --index {folder}`"
    )


def open_reader(index: FileIndex) -> IndexReader:
    """Return a reader of what is committed now.

    Raises IndexDamagedError for a missing file, IndexMissingError when the index was deleted.
    """
    from whoosh.index import EmptyIndexError

    try:
        return index.reader()
    except EmptyIndexError as error:
        raise deleted(index.storage.folder) from error
    except FileNotFoundError as error:
        folder = index.storage.folder
        raise IndexDamagedError(
            f"{error.filename}: this file of the index is missing; "
            f"run `searchkit rebuild --index {folder}`"
        ) from error
