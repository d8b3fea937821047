"""Stored fields as they lie on the disk: JSON, many documents to a compressed block.

Neighbours share words, so a block takes a fraction of what its documents take one by one, and no
pickle of ours lies on the disk. Values must be what JSON knows (str, int, float, bool, None, list,
dict).
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.index.arrays import Flags
    from searchkit.index.container import ContainerWriter
    from searchkit.index.perdocument import Documents

_BLOCK = 1 << 13  # characters; larger blocks are smaller on the disk and slower to read
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
            self.append(document)

    def append(self, document: dict[str, Any]) -> None:
        """Add the stored fields of one more document."""
        text = _JSON.encode(document) if document else "{}"
        self._pending.append(text)
        self._pending_size += len(text)
        self.count += 1
        if self._pending_size > _BLOCK:
            self._compress()

    def extend_packed(self, stored: StoredWriter) -> None:
        """Add the documents of another writer, which may come from another process."""
        self._compress()
        stored._compress()
        for block, first in zip(stored._blocks, stored._firsts, strict=True):
            self._add_block(block, self.count + first)
        self.count += stored.count

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


def unpack_block(block: bytes) -> list[dict[str, Any]]:
    """Return the stored fields of a block's documents; ValueError when it is damaged."""
    try:
        text = zlib.decompress(block).decode("utf-8", "surrogatepass")
    except zlib.error as error:
        raise ValueError(str(error)) from error
    documents: list[dict[str, Any]] = json.loads(text)
    return documents
