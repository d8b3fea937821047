"""Writing files so that they survive a power cut: sync the file, then its directory."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from searchkit.errors import DiskFullError

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = (errno.ENOSPC, errno.EDQUOT)


def sync_file(path: Path) -> None:
    """Wait until a file that was written is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_directory(path: str | Path) -> None:
    """Sync a directory, so that new and renamed files in it are found after a power cut.

    Systems that cannot open a directory (Windows) have no such call; there it does nothing.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return
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
        scratch.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


@contextmanager
def space_needed(folder: str | Path) -> Iterator[None]:
    """Raise DiskFullError where the system says that there is no room for what is written."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise DiskFullError(
            f"{error.filename or folder}: the disk is full ({error.strerror}); the index is as it "
            "was when last committed: free some space, then run the same command again"
        ) from error


def segment_path(storage: Any, segment: Any, extension: str) -> Path:
    """Return the path of a segment's file in a Whoosh ``FileStorage``."""
    return Path(storage.folder, segment.make_filename(extension))
