"""The folder of an index: made, opened, recognised, and never mistaken for another folder."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchkit.engine.storage.durable_files import replacing
from searchkit.engine.whoosh.opening import INDEX_NAME, SEGMENT_FILES
from searchkit.errors import IndexDamagedError, IndexMissingError, UsageError
from searchkit.index.schema import make_schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whoosh.index import FileIndex

ROOTS_FILE = "roots.json"
"""The folders and files that were indexed. It is kept beside the index proper, so that a rebuild
knows them even when nothing else can be read."""


_IN_NOBODYS_WAY = (".*", SEGMENT_FILES, f"{INDEX_NAME}_WRITELOCK")


def create_index(folder: str | Path) -> FileIndex:
    """Open the index in a folder, or make an empty one where there is none.

    Raises UsageError when the folder holds other files: an index is never mixed with documents.
    """
    from whoosh.index import create_in

    path = Path(folder)
    if has_index(path) or _has_segments(path):
        return open_index_folder(path)
    check_place(path)
    path.mkdir(parents=True, exist_ok=True)
    create_in(str(path), make_schema())
    return open_index_folder(path)


def check_place(folder: Path) -> None:
    """Raise UsageError where no index may be made: a file, a folder that holds other files.

    A folder with a list of roots was an index, whatever is left of it; the lock or the segments
    of one that was never finished are in nobody's way.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; name a folder for the index")
    if not folder.is_dir() or has_index(folder) or (folder / ROOTS_FILE).exists():
        return
    if not all(any(entry.match(name) for name in _IN_NOBODYS_WAY) for entry in folder.iterdir()):
        raise UsageError(
            f"{folder} holds files and is no index; name an empty or new folder with --index"
        )


def open_index_folder(folder: str | Path) -> FileIndex:
    """Open an existing index; raises IndexMissingError or IndexDamagedError with the way out."""
    from whoosh.filedb.filestore import FileStorage

    from searchkit.engine.whoosh.toc import CheckedIndex

    path = Path(folder)
    check_present(path)
    index = CheckedIndex(FileStorage(str(path)))
    if set(index.schema.names()) != set(make_schema().names()):
        raise IndexDamagedError(
            f"the index in {path} was made by another program or version; "
            f"run `searchkit rebuild --index {path}`"
        )
    return index


def check_present(folder: Path) -> None:
    """Raise IndexMissingError where there is no index, IndexDamagedError for parts of one."""
    if not folder.is_dir():
        raise IndexMissingError(
            f"there is no folder {folder}; "
            f"make an index with `searchkit index PATH --index {folder}`"
        )
    if not has_index(folder) and _has_segments(folder):
        raise IndexDamagedError(
            f"{folder}: the table of contents of this index (*.toc) is missing; "
            f"run `searchkit rebuild --index {folder}`"
        )
    if not has_index(folder):
        raise IndexMissingError(
            f"{folder} is no index; make one with `searchkit index PATH --index {folder}`"
        )


def has_index(folder: Path) -> bool:
    """Say whether a folder holds a Whoosh index, of whatever state."""
    return folder.is_dir() and any(folder.glob(f"_{INDEX_NAME}_*.toc"))


def _has_segments(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob(SEGMENT_FILES))


def read_roots(folder: str | Path) -> list[Path]:
    """Return the folders and files that were indexed into a folder, in the order they came."""
    try:
        values: Any = json.loads(Path(folder, ROOTS_FILE).read_text("utf-8"))
        return [Path(value) for value in values]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamagedError(
            f"{Path(folder, ROOTS_FILE)} cannot be read ({error}); "
            f"run `searchkit rebuild PATH... --index {folder}`"
        ) from error


def add_roots(folder: str | Path, roots: Iterable[Path]) -> None:
    """Remember what was indexed; what lies within a known folder needs no entry of its own."""
    known = read_roots(folder)
    for root in roots:
        path = root.resolve()
        if not any(path.is_relative_to(other) for other in known):
            known = [other for other in known if not other.is_relative_to(path)] + [path]
    write_roots(folder, known)


def write_roots(folder: str | Path, roots: Iterable[Path]) -> None:
    """Replace what is remembered, safely: the old list stays until the new one is on disk."""
    values = [os.fspath(root) for root in roots]
    with replacing(Path(folder, ROOTS_FILE)) as file:
        file.write(json.dumps(values).encode())  # ASCII: no name is beyond it
