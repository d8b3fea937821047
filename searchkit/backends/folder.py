"""The folder of an index: recognised, never mistaken for another, with the list of its roots."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchkit.engine.snapshot.names import INDEX_NAME, SEGMENT_FILES
from searchkit.engine.storage.durable_files import listed, replacing
from searchkit.errors import IndexDamagedError, IndexMissingError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOTS_FILE = "roots.json"
"""The folders and files that were indexed. It is kept beside the index proper, so that a rebuild
knows them even when nothing else can be read."""

_IN_NOBODYS_WAY = (
    *(".*", SEGMENT_FILES, f"{INDEX_NAME}_WRITELOCK"),
    *(f"_{INDEX_NAME}_*.toc.*", ROOTS_FILE.replace("json", "tmp")),
)


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


def check_present(folder: Path) -> None:
    """Raise IndexMissingError where there is no index, IndexDamagedError for parts of one."""
    if not folder.is_dir():
        raise IndexMissingError(
            f"there is no folder {folder}; "
            f"make an index with `searchkit index PATH --index {folder}`"
        )
    if not has_index(folder) and has_segments(folder):
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
    return bool(listed(folder, f"_{INDEX_NAME}_*.toc"))


def has_segments(folder: Path) -> bool:
    """Say whether a folder holds segments, with or without a table of contents."""
    return bool(listed(folder, SEGMENT_FILES))


def read_roots(folder: Path) -> list[str]:
    """Return the folders and files that were indexed into a folder, in the order they came."""
    path = folder / ROOTS_FILE
    try:
        values: Any = json.loads(path.read_bytes())
        if isinstance(values, dict):  # format 4 had a list, without a checksum
            values, check = values["roots"], values["crc32"]
            if check != _checksum(values):
                raise ValueError("it does not match its checksum")
        return [os.fspath(Path(value)) for value in values]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (ValueError, TypeError, KeyError) as error:
        raise IndexDamagedError(
            f"{path} cannot be read ({error}); run `searchkit rebuild PATH... --index {folder}`"
        ) from error


def write_roots(folder: Path, roots: Sequence[str]) -> None:
    """Replace what is remembered, safely: the old list stays until the new one is on disk."""
    with replacing(folder / ROOTS_FILE) as file:
        content = {"roots": list(roots), "crc32": _checksum(roots)}
        file.write(json.dumps(content).encode())  # ASCII: no name is beyond it


def _checksum(roots: Sequence[str]) -> int:
    return zlib.crc32(json.dumps(list(roots)).encode())
