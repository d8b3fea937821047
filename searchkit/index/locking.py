"""Whoosh's write lock: who holds it is the only one that changes the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.errors import IndexLockedError
from searchkit.index.directory import deleted

if TYPE_CHECKING:
    from whoosh.filedb.filestore import FileStorage
    from whoosh.util.filelock import LockBase


def take_write_lock(storage: FileStorage, indexname: str) -> LockBase:
    """Return the lock of an index, held; its ``release`` frees it, and so does the process's end.

    Raises IndexLockedError while another process writes, IndexMissingError without a folder.
    """
    lock = storage.lock(f"{indexname}_WRITELOCK")
    try:
        free = lock.acquire()
    except FileNotFoundError as error:
        raise deleted(storage.folder) from error
    if not free:
        raise IndexLockedError(
            f"{storage.folder}: another process is writing to this index; "
            "wait until it has finished"
        )
    return lock
