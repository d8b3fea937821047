"""The one folder in which a reading process may write, gone when it is no longer needed.

A run that is killed cannot remove its own: the next one does. Whose folder is still in use tells a
lock on it, which the system frees with the process that holds it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

_PREFIX = "searchkit-reading-"
_TRIES = 3


class Workplace:
    """A folder for temporary files, for its owner alone; ``close`` removes it.

    In a process that was forked from the one that made it, ``close`` leaves it alone.
    """

    def __init__(self) -> None:
        _remove_left_behind()
        self._owner = os.getpid()
        self.path, self._lock = _made()

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        if self._lock is not None:
            os.close(self._lock)
        if self._owner == os.getpid():
            shutil.rmtree(self.path, ignore_errors=True)


def _made() -> tuple[Path, int | None]:
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        with suppress(FileNotFoundError):  # another process took it for one that was left behind
            lock = _locked(folder)
            if lock is not None:
                return folder, lock
    folder.mkdir(0o700, exist_ok=True)  # here nothing can be locked: it may be left behind
    return folder, None


def _locked(folder: Path) -> int | None:
    """Return a descriptor that holds a lock on a folder; None if another does, or nobody can."""
    if sys.platform == "win32":
        return None
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _remove_left_behind() -> None:
    """Remove the folders of runs that are no more."""
    if sys.platform == "win32":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another's, or just removed
            if folder.lstat().st_uid == os.getuid() and not folder.is_symlink():
                lock = _locked(folder)
                if lock is not None:
                    shutil.rmtree(folder, ignore_errors=True)
                    os.close(lock)
