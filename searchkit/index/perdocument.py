"""What a segment keeps per document: stored fields and lengths, in one file (``.skd``).

Stored fields come in compressed blocks (stored.py), which are read one at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.index.arrays import LENGTH_OF_BYTE
from searchkit.index.container import BUFFER, Container, ContainerWriter, damaged
from searchkit.index.stored import unpack_block

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit.index.arrays import Bytes, Longs
    from searchkit.index.stored import StoredWriter

EXTENSION = ".skd"
_KEPT_BLOCKS = 256


def write_documents(path: Path, stored: StoredWriter, lengths: dict[str, Bytes]) -> None:
    """Write the per-document file, unsynced; ``lengths``: each scorable field's length bytes."""
    with path.open("wb", BUFFER) as file:
        container = ContainerWriter(file)
        stored.write(container)
        for fieldname, codes in lengths.items():
            container.add("lengths." + fieldname, codes)
        container.close({"documents": stored.count})


class Documents:
    """The per-document file, opened for reading."""

    def __init__(self, path: Path) -> None:
        self._container = Container(path)
        self.count = int(self._container.meta["documents"])
        self._data: Bytes = self._container["stored"]
        self._starts: Longs = self._container["stored.starts"]
        self._firsts: Longs = self._container["stored.firsts"]
        self._read: dict[int, list[dict[str, Any]]] = {}

    def stored_fields(self, document: int) -> dict[str, Any]:
        """Return the stored fields of one document, a fresh dict."""
        number = int(np.searchsorted(self._firsts, document, side="right")) - 1
        return dict(self._kept(number)[document - int(self._firsts[number])])

    def _kept(self, number: int) -> list[dict[str, Any]]:
        # No lru_cache of a bound method: a cycle would keep the file open until it is collected.
        block = self._read.get(number)
        if block is None:
            if len(self._read) >= _KEPT_BLOCKS:
                self._read = {}
            block = self._read[number] = self.block(number)
        return block

    def blocks(self) -> Iterator[tuple[int, int, int]]:
        """Yield (number, first document, end) of every block."""
        firsts = self._firsts.tolist()
        yield from zip(range(len(firsts)), firsts[:-1], firsts[1:], strict=False)

    def raw_block(self, number: int) -> bytes:
        """Return a block as it was compressed."""
        return self._data[self._starts[number] : self._starts[number + 1]].tobytes()

    def block(self, number: int) -> list[dict[str, Any]]:
        """Return the stored fields of the documents of one block.

        Raises:
            IndexDamagedError: the block cannot be decompressed.

        """
        try:
            return unpack_block(self.raw_block(number))
        except ValueError as error:
            raise damaged(self._container.path, "a block of stored fields is damaged") from error

    def length_codes(self, fieldname: str) -> Bytes | None:
        """Return Whoosh's length bytes of all documents, or None for a field without lengths."""
        return self._container.get("lengths." + fieldname)

    def length(self, document: int, fieldname: str, default: int) -> int:
        """Return the length of a field in a document, as precise as one byte tells it."""
        codes = self.length_codes(fieldname)
        return default if codes is None else int(LENGTH_OF_BYTE[codes[document]])

    def release(self) -> None:
        """Give the pages that were read back to the system."""
        self._container.release()

    def verify(self) -> None:
        """Check every section; raises IndexDamagedError."""
        self._container.verify()
