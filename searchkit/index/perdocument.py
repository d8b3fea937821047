"""What a segment keeps per document: stored fields and lengths, in one file (``.skd``).

Stored fields are JSON, many documents to a compressed block: neighbours share words, so a block
takes a fraction of what its documents take one by one, and no pickle of ours lies on the disk.
Values must be what JSON knows (str, int, float, bool, None, list, dict).
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.index.arrays import LENGTH_OF_BYTE
from searchkit.index.container import BUFFER, Container, ContainerWriter, damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from searchkit.index.arrays import Bytes, Flags, Longs

EXTENSION = ".skd"
_BLOCK = 1 << 13  # characters; larger blocks are smaller on the disk and slower to read
_KEPT_BLOCKS = 256
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class StoredWriter:
    """Collects stored fields and keeps them compressed until they are written."""

    def __init__(self) -> None:
        self._pending: list[str] = []
        self._pending_size = 0
        self._blocks: list[bytes] = []
        self._firsts: list[int] = []
        self.count = 0
        self.size = 0

    def extend(self, stored: Iterable[dict[str, Any]]) -> None:
        """Add the stored fields of more documents."""
        for document in stored:
            text = _JSON.encode(document) if document else "{}"
            self._pending.append(text)
            self._pending_size += len(text)
            self.count += 1
            if self._pending_size > _BLOCK:
                self._compress()

    def extend_from(self, documents: Documents, live: Flags) -> None:
        """Add the live documents of another segment; blocks that live whole are not unpacked."""
        for number, first, end in documents.blocks():
            kept = live[first:end]
            if kept.all():
                self._compress()
                self._add_block(documents.raw_block(number), self.count)
                self.count += end - first
            else:
                block = documents.block(number)
                self.extend(block[place] for place in np.flatnonzero(kept).tolist())

    def _compress(self) -> None:
        if self._pending:
            text = "[" + ",".join(self._pending) + "]"
            data = text.encode("utf-8", "surrogatepass")
            self._add_block(zlib.compress(data, 6), self.count - len(self._pending))
            self._pending.clear()
            self._pending_size = 0

    def _add_block(self, block: bytes, first: int) -> None:
        self._blocks.append(block)
        self._firsts.append(first)
        self.size += len(block)

    def write(self, container: ContainerWriter) -> None:
        """Write the blocks, where each begins, and the first document of each."""
        self._compress()
        container.add("stored", *(np.frombuffer(block, np.uint8) for block in self._blocks))
        container.add("stored.starts", np.cumsum([0, *map(len, self._blocks)], dtype=np.int64))
        container.add("stored.firsts", np.array([*self._firsts, self.count], np.int64))


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
            text = zlib.decompress(self.raw_block(number)).decode("utf-8", "surrogatepass")
            block: list[dict[str, Any]] = json.loads(text)
        except (zlib.error, ValueError) as error:
            raise damaged(self._container.path, "a block of stored fields is damaged") from error
        return block

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
