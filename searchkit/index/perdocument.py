"""What a segment keeps per document: stored fields and lengths, in one file (``.skd``).

Stored fields come in compressed blocks (stored.py), which are read one at a time; texts in blocks
of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchkit.index.arrays import LENGTH_OF_BYTE
from searchkit.index.container import BUFFER, Container, ContainerWriter
from searchkit.index.stored import BODIES, BODY, FIELDS, BlockReader

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit.index.arrays import Bytes
    from searchkit.index.stored import StoredWriter

EXTENSION = ".skd"


def write_documents(path: Path, stored: StoredWriter, lengths: dict[str, Bytes]) -> None:
    """Write the per-document file, unsynced; ``lengths``: each scorable field's length bytes."""
    with path.open("wb", BUFFER) as file:
        container = ContainerWriter(file)
        stored.write(container)
        for fieldname, codes in lengths.items():
            container.add("lengths." + fieldname, codes)
        container.close({"file": path.name, "documents": stored.count})


class Documents:
    """The per-document file, opened for reading."""

    def __init__(self, path: Path) -> None:
        self._container = Container(path)
        self.count = int(self._container.meta["documents"])
        self.fields = BlockReader(self._container, FIELDS)
        self.bodies = BlockReader(self._container, BODIES)

    def stored_fields(self, document: int) -> dict[str, Any]:
        """Return the stored fields of one document, a fresh dict."""
        fields = self.fields_but_body(document)
        body = self.bodies[document]
        return fields if body is None else {**fields, BODY: body}

    def fields_but_body(self, document: int) -> dict[str, Any]:
        """Return the stored fields of one document without its body, a fresh dict."""
        return dict(self.fields[document])

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
