"""The table of contents of an index, whose checksum is checked and whose pickles are read as data.

Whoosh's own reader would run what they say (divergence 20). Only generation 0, which Whoosh makes
when it creates an index and which names no segments, may lack the checksum.
"""

from __future__ import annotations

import os
import re
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from searchkit._named_tuple import NamedTuple
from searchkit.engine.snapshot.names import deleted, generation_of, table_name
from searchkit.engine.snapshot.unpickler import UnknownNameError, load_records
from searchkit.engine.storage.section_file import damaged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import BinaryIO

    from searchkit.engine.snapshot.unpickler import Record

SCHEMA = "whoosh.fields.Schema"
STORED = "whoosh.fields.STORED"
STREAM = "searchkit.engine.whoosh.field_types.StreamField"
KEYWORD = "searchkit.engine.whoosh.field_types.KeywordField"
SEGMENT = "searchkit.engine.whoosh.codec.ArraySegment"
"""The classes that a table may name, the only ones."""

FOOTER = struct.Struct("<I4s")
"""Behind a table: crc32 of all before, and ``FOOTER_MAGIC``."""

FOOTER_MAGIC = b"SKIT"

_VERSION = -111  # of Whoosh 2.7.4 and whoosh3
_BYTE_ORDER = -12345


class SegmentState(NamedTuple):
    """What a table of contents says of a segment; ``indexname`` and ``id`` name its files."""

    indexname: str
    id: str
    documents: int
    """How many, the deleted ones among them."""
    deleted: frozenset[int]
    field_lengths: Mapping[str, int]
    """The tokens of each field that has lengths, in all documents."""

    @property
    def name(self) -> str:
        """What its files' names are but for their extensions."""
        return f"{self.indexname}_{self.id}"


class TableOfContents(NamedTuple):
    """What is committed."""

    generation: int
    release: tuple[int, ...]
    """Of the Whoosh that has written it."""
    fields: Mapping[str, Record]
    segments: list[SegmentState]


def latest_generation(folder: Path) -> int:
    """Return the generation of the newest table of contents, -1 where there is none."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 -- iterdir makes a Path of each
    except FileNotFoundError:
        return -1
    return max(map(generation_of, names), default=-1)


def read_latest(folder: Path) -> TableOfContents:
    """Return what is committed now.

    Raises IndexMissingError where there is no table of contents, IndexDamagedError for one that is
    damaged, of another version, or names what has no place in it.
    """
    while True:
        generation = latest_generation(folder)
        if generation < 0:
            raise deleted(folder)
        path = folder / table_name(generation)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            if latest_generation(folder) == generation:
                raise
            continue  # a commit has just replaced it
        return _read(path, data, generation)


def _read(path: Path, data: bytes, generation: int) -> TableOfContents:
    try:
        content = _checked(data)
        table = _parsed(BytesIO(data if content is None else content), generation)
    except Exception as error:  # a damaged pickle raises whatever it likes
        raise damaged(str(path), f"this table of contents {_reason(error)}") from error
    if content is None and (generation or table.segments):
        raise damaged(str(path), "this table of contents has no checksum: it has been changed")
    return table


def _checked(data: bytes) -> bytes | None:
    """Return the content of a table of contents without its checksum; None if there is none."""
    content, footer = data[: -FOOTER.size], data[-FOOTER.size :]
    if not footer.endswith(FOOTER_MAGIC) or len(footer) < FOOTER.size:
        return None
    if FOOTER.unpack(footer)[0] != zlib.crc32(content):
        raise ValueError("it does not match its checksum")
    return content


def _reason(error: Exception) -> str:
    if isinstance(error, UnknownNameError) and error.name.startswith("whoosh.codec."):
        return (
            "was written by Whoosh with its default codec "
            "(a Whoosh writer needs codec=searchkit.ArrayCodec())"
        )
    return f"cannot be read: {error}"


def _parsed(file: BinaryIO, generation: int) -> TableOfContents:
    """Read what Whoosh's ``TOC.write`` writes: sizes and versions, schema, segments."""
    for _ in range(3):
        _varint(file)  # bytes of C's types, on which nothing of ours depends
    if (_integer(file), _integer(file)) != (_BYTE_ORDER, _VERSION):
        raise ValueError("it is none, or one of another version of Whoosh")
    release = tuple(_varint(file) for _ in range(3))
    names = {SCHEMA, STORED, STREAM, KEYWORD, SEGMENT}
    schema = load_records(BytesIO(file.read(_varint(file))), names)
    _check_kind(schema, SCHEMA)
    fields: dict[str, Record] = schema.state["_fields"]
    for field in fields.values():
        _check_kind(field, STORED, STREAM, KEYWORD)
    if _integer(file) != generation:
        raise ValueError("it is that of another generation of the index")
    _integer(file)  # unused
    segments = list(load_records(file, names))
    for segment in segments:
        _check_kind(segment, SEGMENT)
    states = [segment_state(segment.state) for segment in segments]
    return TableOfContents(generation, release, fields, states)


def _varint(file: BinaryIO) -> int:
    """Read seven bits a byte, low ones first; the last byte is below 128."""
    value = shift = 0
    while True:
        byte = file.read(1)[0]
        value |= (byte & 127) << shift
        if byte < 128:
            return value
        shift += 7


def _integer(file: BinaryIO) -> int:
    return int.from_bytes(file.read(4), "big", signed=True)


def _check_kind(record: Record, *kinds: str) -> None:
    if record.name not in kinds:
        raise ValueError(f"{record.name} stands where it has no place")


def segment_state(state: Mapping[str, Any]) -> SegmentState:
    """Return what is said of a segment; raises ValueError for what cannot be."""
    documents, gone = state["documents"], state["deleted"]
    lengths: dict[str, int] = state["field_lengths"]
    counts = [documents, *lengths.values(), *(gone or ())]
    if not all(type(count) is int and count >= 0 for count in counts):
        raise ValueError("a segment has a count that is none")
    names = state["indexname"], state["segid"]  # of which names of files are made
    if not all(isinstance(name, str) and re.fullmatch(r"[\w-]+", name) for name in names):
        raise ValueError("a segment has a name that is none")
    if gone and max(gone) >= documents:
        raise ValueError("a segment has deleted documents that it does not hold")
    return SegmentState(*names, documents, frozenset(gone or ()), lengths)
