"""Writing files so that they survive a power cut: sync the file, then its directory."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


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


def segment_path(storage: Any, segment: Any, extension: str) -> Path:
    """Return the path of a segment's file in a Whoosh ``FileStorage``."""
    return Path(storage.folder, segment.make_filename(extension))
