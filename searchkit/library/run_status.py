"""How far a run is that fills an index, left beside the index for whoever looks on.

A small file says how many of how many files are done, and which process does them. It is gone when
the run ends. What a killed run has left is not believed: on the same machine once its process is
gone, on another one, which cannot tell, once it is old. It goes when the next run ends.
"""

from __future__ import annotations

import json
import os
import platform
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchkit._dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.index.ingest.updater import Progress

STATUS_FILE = ".running.json"

EVERY = 1.0
"""Seconds between two writings; a shorter run leaves no word."""

_BELIEVED = 60.0
"""Seconds for which a status is believed of a process that cannot be looked at."""

_BELIEVED_OF_LIVING = 3600.0
"""Seconds for which it is believed while its process lives, which may read one thick file."""


@dataclass(frozen=True, slots=True)
class RunStatus:
    """How far a run is: files done, and files in all."""

    files: int
    all_files: int


@contextmanager
def told_beside(
    folder: str, progress: Progress | None, every: float | None = None
) -> Iterator[Progress]:
    """Give what a run reports to: it tells ``progress``, and who reads the folder's status.

    ``every``: seconds between two writings, ``EVERY`` unless given.
    """
    status = _Status(Path(folder), progress, EVERY if every is None else every)
    try:
        yield status
    finally:
        status.forget()


def run_status(folder: str) -> RunStatus | None:
    """Return how far the run is that fills the index in a folder, None where none is known of."""
    path = Path(folder) / STATUS_FILE
    try:
        age = abs(time.time() - path.stat().st_mtime)
        told: Any = json.loads(path.read_bytes())
        lives = _lives(int(told.get("process", 0)), str(told.get("machine", "")))
        if lives is False or age > (_BELIEVED_OF_LIVING if lives else _BELIEVED):
            return None
        return RunStatus(int(told["files"]), int(told["all_files"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _lives(process: int, machine: str) -> bool | None:
    """Say whether a process lives, None where that cannot be told from here."""
    if os.name != "posix" or process <= 0 or machine != platform.node():
        return None
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # that of another user
        return True
    return True


class _Status:
    """Hands a run's reports on, and writes them down from time to time."""

    def __init__(self, folder: Path, progress: Progress | None, every: float) -> None:
        self._path = folder / STATUS_FILE
        self._draft = self._path.with_suffix(".new")
        self._every = every
        self._progress = progress
        self._written = time.monotonic()
        self._files = 0
        self._all_files = 0

    def start(self, files: int, size: int) -> None:
        """Hand on how much there is to do."""
        self._all_files = files
        if self._progress is not None:
            self._progress.start(files, size)

    def advance(self, files: int, size: int) -> None:
        """Hand on what is done, and write it down if the last time is long ago."""
        self._files += files
        if time.monotonic() - self._written >= self._every:
            self._write()
        if self._progress is not None:
            self._progress.advance(files, size)

    def forget(self) -> None:
        """Take the status away, and what a killed run has left of its own."""
        for path in (self._path, self._draft):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _write(self) -> None:
        self._written = time.monotonic()
        told = {
            "files": self._files,
            "all_files": self._all_files,
            "process": os.getpid(),
            "machine": platform.node(),
        }
        with suppress(OSError):  # a full disk: the run itself says so, if it matters
            self._draft.write_text(json.dumps(told), "ascii")
            self._draft.replace(self._path)
