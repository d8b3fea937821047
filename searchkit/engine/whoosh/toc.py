"""The table of contents of an index, whose checksum is checked and whose pickles are read as data.

Whoosh's own reader would run what they say (divergence 20). Only generation 0, which Whoosh makes
when it creates an index and which names no segments, may lack the checksum.

Whoosh's write lock stands here too: who holds it is the only one that changes the index.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.fields import STORED, Schema
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, EmptyIndexError, FileIndex

from searchkit.engine.storage.section_file import damaged
from searchkit.engine.whoosh.checksummed_storage import ChecksummedStorage, checked
from searchkit.engine.whoosh.codec import ArraySegment
from searchkit.engine.whoosh.field_types import KeywordField, StreamField
from searchkit.engine.whoosh.opening import INDEX_NAME, deleted
from searchkit.engine.whoosh.unpickler import UnknownNameError, load_records
from searchkit.errors import IndexLockedError

if TYPE_CHECKING:
    from whoosh.filedb.filestore import FileStorage
    from whoosh.util.filelock import LockBase

    from searchkit.engine.whoosh.unpickler import Record


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
        generation = self.latest_generation()
        if generation < 0:
            raise EmptyIndexError(f"{self.storage.folder}: there is no table of contents")
        return _read(Path(self.storage.folder, TOC._filename(INDEX_NAME, generation)), generation)


def _read(path: Path, generation: int) -> TOC:
    data = path.read_bytes()
    try:
        content = checked(data)
        toc = _parsed(data if content is None else content, generation)
    except Exception as error:  # a damaged pickle raises whatever it likes
        raise damaged(str(path), f"this table of contents {_reason(error)}") from error
    if content is None and (generation or toc.segments):
        raise damaged(str(path), "this table of contents has no checksum: it has been changed")
    return toc


def _reason(error: Exception) -> str:
    if isinstance(error, UnknownNameError) and error.name.startswith("whoosh.codec."):
        return (
            "was written by Whoosh with its default codec "
            "(a Whoosh writer needs codec=searchkit.ArrayCodec())"
        )
    return f"cannot be read: {error}"


_TOC_VERSION = -111  # of Whoosh 2.7.4 and whoosh3
_BYTE_ORDER = -12345
_KINDS = {
    f"{kind.__module__}.{kind.__qualname__}": kind
    for kind in (Schema, STORED, StreamField, KeywordField, ArraySegment)
}


def _parsed(data: bytes, generation: int) -> TOC:
    """Read what Whoosh's ``TOC.write`` writes: sizes and versions, schema, segments."""
    file = StructFile(BytesIO(data))
    for _ in range(3):
        file.read_varint()  # bytes of C's types, on which nothing of ours depends
    if (file.read_int(), file.read_int()) != (_BYTE_ORDER, _TOC_VERSION):
        raise ValueError("it is none, or one of another version of Whoosh")
    release = tuple(file.read_varint() for _ in range(3))
    schema = _made(load_records(BytesIO(file.read_string()), _KINDS), Schema)
    if file.read_int() != generation:
        raise ValueError("it is that of another generation of the index")
    file.read_int()  # unused
    segments = [_made(record, ArraySegment) for record in load_records(file.file, _KINDS)]
    return TOC(schema, segments, generation, _TOC_VERSION, release)


def _made(record: Record, *kinds: type) -> Any:
    """Make the object of which a record tells, one of ``kinds``."""
    kind = _KINDS[record.name]
    if kind not in kinds:
        raise ValueError(f"{record.name} stands where it has no place")
    if kind is Schema:
        fields: dict[str, Record] = record.state["_fields"]
        types = (STORED, StreamField, KeywordField)
        return Schema(**{name: _made(own, *types) for name, own in fields.items()})
    made = kind.__new__(kind)
    if kind is not STORED:
        made.__setstate__(record.state)
    return made
