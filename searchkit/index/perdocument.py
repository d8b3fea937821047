"""What a segment keeps per document: stored fields and lengths, in one file (``.skd``).

Stored fields are JSON, 64 documents to a compressed block: neighbours share most of their
text, so a block takes a fraction of what 64 compressed documents take, and no pickle of ours
lies on the disk. Values must be what JSON knows (str, int, float, bool, None, list, dict).
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.index.arrays import LENGTH_OF_BYTE, length_codes
from searchkit.index.container import Container, ContainerWriter, damaged
from searchkit.index.files import synced_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from searchkit.index.arrays import AnyInts, Bytes, Longs

EXTENSION = ".skd"
_BLOCK = 64


class StoredWriter:
    """Collects stored fields and keeps them compressed until they are written."""

    def __init__(self) -> None:
        self._pending: list[dict[str, Any]] = []
        self._blocks: list[bytes] = []
        self.count = 0
        self.size = 0

    def extend(self, stored: Iterable[dict[str, Any]]) -> None:
        """Add the stored fields of more documents."""
        for document in stored:
            self._pending.append(document)
            self.count += 1
            if len(self._pending) == _BLOCK:
                self._compress()

    def _compress(self) -> None:
        text = json.dumps(self._pending, ensure_ascii=False, separators=(",", ":"))
        self._blocks.append(zlib.compress(text.encode(), 6))
        self.size += len(self._blocks[-1])
        self._pending.clear()

    def write(self, container: ContainerWriter) -> None:
        """Write the blocks and where each begins."""
        if self._pending:
            self._compress()
        container.add("stored", np.frombuffer(b"".join(self._blocks), np.uint8))
        ends = np.cumsum([0, *map(len, self._blocks)])
        container.add("stored.starts", ends.astype(np.int64))


def write_documents(path: Path, stored: StoredWriter, lengths: dict[str, AnyInts]) -> None:
    """Write the per-document file; ``lengths``: tokens of every document, per scorable field."""
    with synced_file(path) as file:
        container = ContainerWriter(file)
        stored.write(container)
        for fieldname, values in lengths.items():
            container.add("lengths." + fieldname, length_codes(values))
        container.close({"documents": stored.count})


class Documents:
    """The per-document file, opened for reading."""

    def __init__(self, path: Path) -> None:
        self._container = Container(path)
        self.count = int(self._container.meta["documents"])
        self._blocks: Bytes = self._container["stored"]
        self._starts: Longs = self._container["stored.starts"]
        self._last: tuple[int, list[dict[str, Any]]] = (-1, [])

    def stored_fields(self, document: int) -> dict[str, Any]:
        """Return the stored fields of one document, a fresh dict."""
        number, place = divmod(document, _BLOCK)
        cached, block = self._last
        if cached != number:
            block = self.block(number)
            self._last = (number, block)  # one tuple: a reading thread sees the old or the new
        return dict(block[place])

    def block(self, number: int) -> list[dict[str, Any]]:
        """Return the stored fields of the documents of one block.

        Raises:
            IndexDamagedError: the block cannot be decompressed.

        """
        raw = self._blocks[self._starts[number] : self._starts[number + 1]].tobytes()
        try:
            block: list[dict[str, Any]] = json.loads(zlib.decompress(raw))
        except (zlib.error, ValueError) as error:
            raise damaged(self._container.path, "a block of stored fields is damaged") from error
        return block

    def length_codes(self, fieldname: str) -> Bytes | None:
        """Whoosh's length bytes of all documents, or None for a field without lengths."""
        name = "lengths." + fieldname
        return self._container.get(name)

    def length(self, document: int, fieldname: str, default: int) -> int:
        """Return the length of a field in a document, as precise as one byte tells it."""
        codes = self.length_codes(fieldname)
        return default if codes is None else int(LENGTH_OF_BYTE[codes[document]])

    def verify(self) -> None:
        """Check every section; raises IndexDamagedError."""
        self._container.verify()
