"""Whoosh's table of contents with a checksum behind it, and an index that checks it.

Whoosh reads a table of contents only as far as it goes, so that an index with a checksum stays one
of Whoosh's own. What Whoosh's own writer leaves behind has none.

Whoosh's write lock stands here too: who holds it is the only one that changes the index.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, EmptyIndexError, FileIndex

from searchkit.engine.storage.section_file import damaged
from searchkit.engine.whoosh.codec import ArraySegment
from searchkit.engine.whoosh.opening import INDEX_NAME, deleted
from searchkit.errors import IndexLockedError

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


_CHECKSUM = struct.Struct("<I4s")  # crc32 of all before, and
_MAGIC = b"SKIT"


def append_checksum(path: Path) -> None:
    """Append the checksum of a table of contents to its file, which the caller syncs."""
    check = zlib.crc32(path.read_bytes())
    with path.open("ab") as file:
        file.write(_CHECKSUM.pack(check, _MAGIC))


class CheckedIndex(FileIndex):  # type: ignore[misc]
    """A Whoosh index whose table of contents is checked whenever it is read.

    Raises:
        whoosh.index.EmptyIndexError: there is no table of contents.
        IndexDamagedError: it is damaged, or names segments that our codec has not written.

    """

    def __init__(self, storage: FileStorage) -> None:
        self.storage = storage
        self.indexname = INDEX_NAME
        self._schema = None
        self._read_toc()

    def _read_toc(self) -> TOC:
        generation = self.latest_generation()
        if generation < 0:
            raise EmptyIndexError(f"{self.storage.folder}: there is no table of contents")
        return _read(Path(self.storage.folder, TOC._filename(INDEX_NAME, generation)), generation)


def _read(path: Path, generation: int) -> TOC:
    data = path.read_bytes()
    content, end = data[: -_CHECKSUM.size], data[-_CHECKSUM.size :]
    if end.endswith(_MAGIC) and _CHECKSUM.unpack(end)[0] != zlib.crc32(content):
        raise damaged(str(path), "this table of contents does not match its checksum")
    try:
        toc = TOC.read(_InMemory(data), INDEX_NAME, generation)
    except Exception as error:  # a damaged pickle raises whatever it likes
        raise damaged(str(path), f"this table of contents cannot be read ({error})") from error
    if not all(isinstance(segment, ArraySegment) for segment in toc.segments):
        raise damaged(
            str(path),
            "Whoosh has written to this index with its default codec "
            "(a Whoosh writer needs codec=searchkit.ArrayCodec())",
        )
    return toc


class _InMemory:
    """What ``TOC.read`` asks of a storage, so that it reads the very bytes that were checked."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def open_file(self, name: str) -> StructFile:
        """Return the one file."""
        return StructFile(BytesIO(self._data), name)
