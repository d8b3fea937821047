"""The table of contents of an index as Whoosh has it, and its write lock.

Whoosh's own reader would run what the pickles say (divergence 20). Who holds the lock is the only
one that changes the index.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.fields import STORED, Schema
from whoosh.index import TOC, EmptyIndexError, FileIndex

from searchkit.engine.snapshot.names import INDEX_NAME, deleted
from searchkit.engine.snapshot.table_of_contents import read_latest
from searchkit.engine.whoosh.checksummed_storage import ChecksummedStorage
from searchkit.engine.whoosh.codec import ArraySegment
from searchkit.engine.whoosh.field_types import KeywordField, StreamField
from searchkit.errors import IndexLockedError, IndexMissingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from whoosh.filedb.filestore import FileStorage
    from whoosh.util.filelock import LockBase

    from searchkit.engine.snapshot.unpickler import Record

_KINDS = {
    f"{kind.__module__}.{kind.__qualname__}": kind for kind in (STORED, StreamField, KeywordField)
}


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


class CheckedIndex(FileIndex):  # type: ignore[misc]
    """A Whoosh index whose table of contents is checked whenever it is read.

    Raises:
        whoosh.index.EmptyIndexError: there is no table of contents.
        IndexDamagedError: it is damaged, of another version, or names what has no place in it.

    """

    def __init__(self, storage: FileStorage) -> None:
        self.storage = ChecksummedStorage(storage.folder)
        self.indexname = INDEX_NAME
        self._schema = None
        self._read_toc()

    def _read_toc(self) -> TOC:
        try:
            table = read_latest(Path(self.storage.folder))
        except IndexMissingError as error:
            raise EmptyIndexError(str(error)) from error
        segments = [ArraySegment.of(state) for state in table.segments]
        return TOC(_made(table.fields), segments, table.generation, release=table.release)


def _made(fields: Mapping[str, Record]) -> Schema:
    return Schema(**{name: _made_field(own) for name, own in fields.items()})


def _made_field(record: Record) -> Any:
    kind = _KINDS[record.name]
    made = kind.__new__(kind)
    if kind is not STORED:
        made.__setstate__(record.state)
    return made
