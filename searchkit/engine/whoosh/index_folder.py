"""A folder with a Whoosh index of ours: made, opened, locked and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh.fields import STORED, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from searchkit.engine.snapshot.names import INDEX_NAME
from searchkit.engine.storage.durable_files import listed, sync_directory
from searchkit.engine.whoosh.checksummed_storage import ChecksummedStorage
from searchkit.engine.whoosh.field_types import KeywordField, StreamField
from searchkit.engine.whoosh.toc import CheckedIndex, take_write_lock

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from whoosh.util.filelock import LockBase


def make_schema(
    streams: Iterable[str],
    positions: Collection[str],
    keywords: Iterable[str],
    stored: Iterable[str],
) -> Schema:
    """Return the Whoosh schema of an index, by the names of its fields.

    ``streams`` are scored token streams, those in ``positions`` with positions; ``keywords`` are
    exact terms; ``stored`` are only kept.
    """
    return Schema(
        **{name: StreamField(positions=name in positions) for name in streams},
        **{name: KeywordField() for name in keywords},
        **{name: STORED() for name in stored},
    )


def create_folder(folder: Path, schema: Schema) -> None:
    """Make an empty index in a folder, which is there, unless another process has; durably.

    Raises IndexLockedError while another process writes.
    """
    lock = lock_folder(folder)
    try:
        storage = ChecksummedStorage(str(folder))
        if TOC._latest_generation(storage, INDEX_NAME) < 0:
            try:
                TOC(schema, [], 0).write(storage, INDEX_NAME)
            finally:
                for path in listed(folder, f"_{INDEX_NAME}_*.toc.*"):  # half done, now or earlier
                    path.unlink()
        sync_directory(folder)
        sync_directory(folder.absolute().parent)
    finally:
        lock.release()


def open_folder(folder: Path) -> CheckedIndex:
    """Open the index in a folder; raises IndexDamagedError for what cannot be read."""
    return CheckedIndex(FileStorage(str(folder)))


def lock_folder(folder: Path) -> LockBase:
    """Return the write lock of a folder, held, whether an index is there yet or not.

    Raises IndexLockedError while another process writes.
    """
    return take_write_lock(FileStorage(str(folder)), INDEX_NAME)


def queue_lock(folder: Path, name: str) -> LockBase:
    """Return the lock of a file in a folder, not held yet; who waits to write waits for it."""
    return FileStorage(str(folder)).lock(name)
