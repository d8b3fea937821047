"""Writing files so that they survive a power cut: sync the file, then its directory."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def synced_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new file for writing; on success it is synced to the disk before it is closed."""
    with path.open("wb", buffering=1 << 20) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Sync a file that another library wrote."""
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


def segment_path(storage: Any, segment: Any, extension: str) -> Path:
    """Return the path of a segment's file in a Whoosh ``FileStorage``."""
    return Path(storage.folder, segment.make_filename(extension))
