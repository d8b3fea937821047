"""One file of named byte sections, checked page by page: the outer shape of our segment files.

Layout (little endian)::

    8 bytes   magic "SKITSEG" and the format number
    sections  raw bytes, each padded to a multiple of 8; the last, "pieces", has the crc32 (u32) of
              each whole 4 KB before it: the kernels check by these what they read in small parts
    checks    crc32 (u32) of each 16 KB of all that is before
    directory JSON: {"meta": …, "sections": {name: [offset, bytes, dtype]}}
    24 bytes  where the checks start, bytes to here, their crc32 (u64, u64, u32), "SKIT"

Nothing is handed out before its page has been checked: a search reads a small part of a file, and
pays for that part only. The directory is JSON and not a pickle, so that
opening an index runs no code from its files.
"""

from __future__ import annotations

import json
import os
import struct
import weakref
import zlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from searchkit.engine import kernels
from searchkit.engine.kernels.checksums import ChecksWriter, damaged_page
from searchkit.engine.storage.cache import HOT, BoundedCache
from searchkit.engine.storage.positioned_reading import read_at
from searchkit.errors import IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.engine.storage.arrays import AnyInts, Bytes

FORMAT = 9
"""The number of this file format; it grows whenever the meaning of a section changes."""

BUFFER = 1 << 20
"""Bytes of the buffer with which a section file is best opened for writing."""

_MAGIC = b"SKITSEG"
_PAGE_BITS = 14
_PAGE = 1 << _PAGE_BITS
_PIECE = 1 << 12
_PAGES = BoundedCache(HOT.limit >> 5)
_FOOTER = struct.Struct("<QQI4s")
_FOOTER_MAGIC = b"SKIT"

PIECES = "pieces"
"""The section with the checks of pieces of pages; a file may lack it."""


def damaged(path: str, what: str) -> IndexDamagedError:
    """Return the error for a file that cannot be trusted: it names the file and the way out."""
    return IndexDamagedError(
        f"{path}: {what}; run `searchkit rebuild --index {Path(path).parent}` "
        "to build the index anew from its documents"
    )


def _report(path: str, kind: str, first: int, end: int) -> None:
    """Raise the error for damage of a kind; the kernels call it, too (see ``open_sections``)."""
    what = {
        "checksum": f"bytes {first} to {end} do not match their checksum",
        "cut": f"ends at byte {first}: it was cut short",
        "contradiction": "its sections contradict one another",
    }
    raise damaged(path, what[kind])


def check_format(path: Path) -> None:
    """Raise IndexDamagedError for a file of another format, by its first bytes."""
    with path.open("rb", buffering=0) as file:
        _check_format(str(path), file.read(len(_MAGIC) + 1))


def _check_format(path: str, head: bytes) -> None:
    number = head[-1] if len(head) > len(_MAGIC) and head.startswith(_MAGIC) else FORMAT
    if number != FORMAT:
        raise damaged(path, f"has format {number}, this version reads format {FORMAT}")


class SectionFileWriter:
    """Writes sections to an open binary file; ``close`` writes what is needed to read them.

    ``close`` flushes but does not close the file: its opener also syncs it.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sections: dict[str, tuple[int, int, str]] = {}
        self._position = 0
        self._checks = ChecksWriter(_PAGE)
        self._pieces = ChecksWriter(_PIECE)
        self._write(_MAGIC + bytes([FORMAT]))

    def add(self, name: str, *pieces: AnyInts) -> None:
        """Append one-dimensional arrays of one fixed-width type, in a row, as section ``name``."""
        start, dtype = self._position, "|u1"
        for piece in pieces:
            data = np.ascontiguousarray(piece)
            data = data.astype(data.dtype.newbyteorder("<"), copy=False)
            dtype = data.dtype.str
            self._write(data.data.cast("B") if data.size else b"")
        self._sections[name] = start, self._position - start, dtype
        self._write(b"\0" * (-self._position % 8))

    def close(self, meta: dict[str, Any]) -> None:
        """Write the checks, the directory with ``meta`` (JSON values) and the footer.

        ``file`` in ``meta``, if there, is the name under which alone the file may be opened.
        """
        self.add(PIECES, self._pieces.full())
        start = self._position
        checks = self._checks.all()
        content = json.dumps({"meta": meta, "sections": self._sections}).encode()
        tail = checks.tobytes() + content
        self._file.write(tail + _FOOTER.pack(start, len(tail), zlib.crc32(tail), _FOOTER_MAGIC))
        self._file.flush()

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._checks.add(data)
        self._pieces.add(data)
        self._position += len(data)


class Section:
    """A section of which only parts are read: each part is checked when it is read."""

    def __init__(self, file: SectionFile, offset: int, size: int) -> None:
        self._file = file
        self.size = size
        self._offset = offset
        self._end = offset + size

    def __getitem__(self, wanted: slice) -> Bytes:
        """Return a slice with a start and an end, which must not be negative, as an array.

        Raises:
            IndexDamagedError: it is not what was written.

        """
        start, end = self._offset + wanted.start, self._offset + wanted.stop
        return self._file.read(start, min(end, self._end))


class SectionFile:
    """A section file opened for reading.

    Opening checks the magic, the format number, the file's length, its name and the directory;
    every page is checked when it is read, and kept while it is hot. Pages are read into memory of
    our own and not mapped: somebody may copy another file over this one while it is open, and a
    mapped page that was cut off ends the process. Safe for threads.

    Raises:
        IndexDamagedError: the file is not what a writer of this format left behind.

    """

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, self._descriptor).atexit = False
        self._id = _PAGES.number_for(self)
        head = self._bytes(0, len(_MAGIC) + 1)
        length = os.fstat(self._descriptor).st_size
        if length < len(head) + _FOOTER.size or not head.startswith(_MAGIC):
            raise damaged(self.path, "is not a segment file of searchkit, or it was cut short")
        _check_format(self.path, head)
        directory = self._directory(length - _FOOTER.size)
        self.meta: dict[str, Any] = directory["meta"]
        self._sections: dict[str, list[Any]] = directory["sections"]
        self.native = self._opened_natively()
        """The file as the kernels read it, or None without them."""
        if self.meta.get("file", Path(path).name) != Path(path).name:
            raise damaged(self.path, f"holds what belongs into {self.meta['file']}")

    def _opened_natively(self) -> object:
        if kernels.native is None:
            return None
        return kernels.native.open_sections(
            self._descriptor, self._size, self._checks, self._sections, partial(_report, self.path)
        )

    def _directory(self, end: int) -> dict[str, Any]:
        start, size, crc, magic = _FOOTER.unpack(self._bytes(end, end + _FOOTER.size))
        tail = self._bytes(start, end) if start + size == end else b""
        if magic != _FOOTER_MAGIC or zlib.crc32(tail) != crc or not tail:
            raise damaged(self.path, "its directory is damaged or the file was cut short")
        self._size = start
        pages = -(-start // _PAGE)
        self._checks = np.frombuffer(tail, "<u4", pages)
        content: dict[str, Any] = json.loads(tail[4 * pages :])
        return content

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._sections if name != PIECES)  # which is no content

    def __getitem__(self, name: str) -> AnyInts:
        """Return the whole section ``name`` as a read-only array; KeyError if there is none.

        Raises:
            IndexDamagedError: it is not what was written.

        """
        offset, size, dtype = self._sections[name]
        return self.read(offset, offset + size).view(np.dtype(dtype))

    def get(self, name: str) -> AnyInts | None:
        """Return the section ``name``, or None if there is none."""
        return self[name] if name in self._sections else None

    def section(self, name: str) -> Section:
        """Return the bytes of section ``name`` to be read in parts; KeyError if there is none."""
        offset, size, _ = self._sections[name]
        return Section(self, offset, size)

    def read(self, start: int, end: int) -> Bytes:
        """Return the bytes ``start`` to ``end``, which are what was written.

        Raises:
            IndexDamagedError: naming the file and the page.

        """
        page, last = start >> _PAGE_BITS, end - 1 >> _PAGE_BITS
        if page == last:
            kept: Bytes = _PAGES.fetch((self._id, page), lambda: self._kept(page))
            at = start & _PAGE - 1
            return kept[at : at + end - start]
        if end <= start:
            return np.zeros(0, np.uint8)
        return self._checked(page, last)[start - (page << _PAGE_BITS) :][: end - start]

    def _kept(self, page: int) -> tuple[Bytes, int]:
        data = self._checked(page, page)
        return data, data.nbytes

    def _checked(self, page: int, last: int) -> Bytes:
        """Read pages and check them."""
        start = page << _PAGE_BITS
        data = self._bytes(start, min(last + 1 << _PAGE_BITS, self._size))
        wrong = damaged_page(data, _PAGE, self._checks, page)
        if wrong >= 0:
            first, behind = wrong << _PAGE_BITS, min(wrong + 1 << _PAGE_BITS, self._size)
            _report(self.path, "checksum", first, behind)
        return np.frombuffer(data, np.uint8)

    def _bytes(self, start: int, end: int) -> bytes:
        """Return bytes of the file; fewer, where it has been cut, are an error."""
        data = read_at(self._descriptor, start, end - start)
        if len(data) < end - start:
            _report(self.path, "cut", start + len(data), 0)
        return data

    def verify(self) -> None:
        """Read everything and check it anew.

        Raises:
            IndexDamagedError: naming the file and the page.

        """
        step = BUFFER >> _PAGE_BITS
        pages = len(self._checks)
        for first in range(0, pages, step):
            self._checked(first, min(first + step, pages) - 1)
