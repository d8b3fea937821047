"""Files that survive a power cut: sync the file, then its directory; and lists that miss none."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator


def listed(folder: Path, *patterns: str) -> list[Path]:
    """Return what in a folder has a name of one of some patterns; nothing where there is no folder.

    Unlike ``Path.glob`` it raises OSError where the system refuses: what cannot be seen is there.
    """
    try:
        names = os.listdir(folder)  # noqa: PTH208 -- iterdir makes a Path of each
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [folder / name for name in names if any(fnmatchcase(name, own) for own in patterns)]


def sync_file(path: Path) -> None:
    """Wait until a file that was written is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_directory(path: str | Path) -> None:
    """Sync a directory, so that new and renamed files in it are found after a power cut.

    Windows cannot open a directory and has no such call; there it does nothing.
    """
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of ``path`` once it is whole and on the disk, or never."""
    scratch = path.with_suffix(".tmp")
    try:
        with scratch.open("wb") as file:
            yield file
        sync_file(scratch)
        scratch.replace(path)
    except BaseException:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def segment_path(storage: Any, segment: Any, extension: str) -> Path:
    """Return the path of a segment's file in a Whoosh ``FileStorage``."""
    return Path(storage.folder, segment.make_filename(extension))
