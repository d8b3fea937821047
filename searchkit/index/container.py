"""One file of named, checked byte sections: the outer shape of every segment file of ours.

Layout (little endian)::

    8 bytes   magic "SKITSEG" and the format number
    sections  raw bytes, each padded to a multiple of 8
    directory JSON: {"meta": …, "sections": {name: [offset, bytes, crc32, dtype]}}
    24 bytes  directory offset (u64), directory bytes (u64), directory crc32 (u32), "SKIT"

The directory is JSON and not a pickle, so that opening an index runs no code from its files.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from searchkit.errors import IndexDamagedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.index.arrays import AnyInts, Bytes

FORMAT = 3
"""The number of this file format; it grows whenever the meaning of a section changes."""

BUFFER = 1 << 20
"""Bytes of the buffer with which a container's file is best opened for writing."""

_MAGIC = b"SKITSEG"
_FOOTER = struct.Struct("<QQI4s")
_FOOTER_MAGIC = b"SKIT"
_ADVICE = "run `searchkit rebuild` to build the index anew from its documents"


def damaged(path: str, what: str) -> IndexDamagedError:
    """Return the error for a file that cannot be trusted: it names the file and the way out."""
    return IndexDamagedError(f"{path}: {what}; {_ADVICE}")


class ContainerWriter:
    """Writes sections to an open binary file; ``close`` writes the directory and the footer.

    ``close`` flushes but does not close the file: its opener also syncs it.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sections: dict[str, list[int | str]] = {}
        self._position = 0
        self._write(_MAGIC + bytes([FORMAT]))

    def add(self, name: str, *pieces: AnyInts) -> None:
        """Append one-dimensional arrays of one fixed-width type, in a row, as section ``name``."""
        start, crc, dtype = self._position, 0, "|u1"
        for piece in pieces:
            data = np.ascontiguousarray(piece)
            data = data.astype(data.dtype.newbyteorder("<"), copy=False)
            raw = data.data.cast("B") if data.size else memoryview(b"")
            crc, dtype = zlib.crc32(raw, crc), data.dtype.str
            self._write(raw)
        self._sections[name] = [start, self._position - start, crc, dtype]
        self._write(b"\0" * (-self._position % 8))

    def close(self, meta: dict[str, Any]) -> None:
        """Write the directory with ``meta`` (JSON values) and the footer."""
        directory = json.dumps({"meta": meta, "sections": self._sections}).encode()
        start = self._position
        self._write(directory)
        self._write(_FOOTER.pack(start, len(directory), zlib.crc32(directory), _FOOTER_MAGIC))
        self._file.flush()

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._position += len(data)


class Container:
    """A container opened for reading; arrays are views into the memory-mapped file.

    Opening checks the magic, the format number, the file's length and the directory's CRC;
    ``verify`` reads everything and checks every section.

    Raises:
        IndexDamagedError: the file is not what a writer of this format left behind.

    """

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self._data = self._map()
        if len(self._data) < 8 + _FOOTER.size or self._data[:7].tobytes() != _MAGIC:
            raise damaged(self.path, "is not a segment file of searchkit, or it was cut short")
        number = int(self._data[7])
        if number != FORMAT:
            raise damaged(self.path, f"has format {number}, this version reads format {FORMAT}")
        directory = self._directory()
        self.meta: dict[str, Any] = directory["meta"]
        self._sections: dict[str, list[Any]] = directory["sections"]

    def _map(self) -> Bytes:
        with Path(self.path).open("rb") as file:
            if file.seek(0, 2) == 0:
                return np.zeros(0, np.uint8)
            self._mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return np.frombuffer(self._mapped, np.uint8)

    def release(self) -> None:
        """Give the pages that were read back to the system; they are read again when needed."""
        if hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
            self._mapped.madvise(mmap.MADV_DONTNEED)

    def _directory(self) -> dict[str, Any]:
        end = len(self._data) - _FOOTER.size
        start, size, crc, magic = _FOOTER.unpack(self._data[end:].tobytes())
        raw = self._data[start : start + size].tobytes() if start + size == end else b""
        if magic != _FOOTER_MAGIC or zlib.crc32(raw) != crc or not raw:
            raise damaged(self.path, "its directory is damaged or the file was cut short")
        content: dict[str, Any] = json.loads(raw)
        return content

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __getitem__(self, name: str) -> AnyInts:
        """Return the section ``name`` as a read-only array; KeyError if there is none."""
        offset, size, _, dtype = self._sections[name]
        return self._data[offset : offset + size].view(np.dtype(dtype))

    def get(self, name: str) -> AnyInts | None:
        """Return the section ``name``, or None if there is none."""
        return self[name] if name in self._sections else None

    def verify(self) -> None:
        """Read every section and check its CRC.

        Raises:
            IndexDamagedError: naming the file and the section.

        """
        for name, (offset, size, crc, _) in self._sections.items():
            if zlib.crc32(self._data[offset : offset + size].data) != crc:
                raise damaged(self.path, f"section {name} does not match its checksum")
