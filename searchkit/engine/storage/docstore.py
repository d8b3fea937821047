"""What a segment keeps per document: stored fields and norms, in one file (``.skd``).

Stored fields are JSON, many documents to a compressed block, a line for each; texts lie in blocks
of their own, and contexts, which every question reads of many documents, in none. Neighbours share
words, so a block takes a fraction of what its documents take one by one, and no pickle of ours lies
on the disk. Values must be what JSON knows (str, int, float, bool, None, list,
dict).

"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import zstandard

from searchkit.engine.storage.arrays import LENGTH_OF_NORM
from searchkit.engine.storage.cache import HOT, BoundedCache
from searchkit.engine.storage.section_file import BUFFER, SectionFile, SectionFileWriter, damaged
from searchkit.engine.storage.shared_values import SharedValues, SharedValuesWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from searchkit.engine.storage.arrays import Bytes, Flags, Longs
    from searchkit.errors import IndexDamagedError


EXTENSION = ".skd"


def write_documents(path: Path, stored: StoredWriter, norms: dict[str, Bytes]) -> None:
    """Write the per-document file, unsynced; ``norms``: each scorable field's norms."""
    with path.open("wb", BUFFER) as file:
        sections = SectionFileWriter(file)
        stored.write(sections)
        for fieldname, own in norms.items():
            sections.add("norms." + fieldname, own)
        sections.close({"file": path.name, "documents": stored.count})


class Documents:
    """The per-document file, opened for reading."""

    def __init__(self, path: Path) -> None:
        self._sections = SectionFile(path)
        self.count = int(self._sections.meta["documents"])
        self.fields = _BlockReader(self._sections, FIELDS)
        self.bodies = _BlockReader(self._sections, BODIES)
        self.contexts = SharedValues(self._sections, CONTEXTS)

    def stored_fields(self, document: int) -> dict[str, Any]:
        """Return the stored fields of one document but its context, a fresh dict."""
        fields = self.fields_but_body(document)
        body = self.bodies[document]
        return fields if body is None else {**fields, BODY: body}

    def fields_but_body(self, document: int) -> dict[str, Any]:
        """Return the stored fields of one document without its body and context, a fresh dict."""
        return dict(self.fields[document])

    def field_norms(self, fieldname: str) -> Bytes | None:
        """Return the norms of a field in all documents; None for a field without lengths."""
        return self._sections.get("norms." + fieldname)

    def length(self, document: int, fieldname: str, default: int) -> int:
        """Return the length of a field in a document, as precise as one byte tells it."""
        norms = self.field_norms(fieldname)
        return default if norms is None else int(LENGTH_OF_NORM[norms[document]])

    def verify(self) -> None:
        """Check every section; raises IndexDamagedError."""
        self._sections.verify()


FIELDS, BODIES, CONTEXTS = "stored", "bodies", "contexts"
BODY, CONTEXT = "body", "context"
"""The stored fields that lie apart: the text of a document, and what neighbours may share."""

_BLOCK = 1 << 16
"""Characters of a block: larger ones are smaller on the disk and slower to read. With twice as
many, law texts would take 7 % less room, and a text twice as long to read."""

_LEVEL = 6  # of zstd: 9 takes 4 % less room and 1.7 times as long

_BYTES_OF_LINE = 40  # in memory, beside its own
_UNPACKED = BoundedCache(HOT.limit >> 5)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class StoredWriter:
    """Collects stored fields and keeps them compressed until they are written.

    The field ``body`` lies apart from the others, so that whoever looks through all documents
    need not unpack what they say. So does ``context``.
    """

    def __init__(self) -> None:
        self._fields = _BlockWriter(FIELDS)
        self._bodies = _BlockWriter(BODIES)
        self._contexts = SharedValuesWriter(CONTEXTS)

    @property
    def count(self) -> int:
        """Number of documents."""
        return self._fields.count

    @property
    def size(self) -> int:
        """Bytes of the blocks so far."""
        return self._fields.size + self._bodies.size + self._contexts.size

    def extend(self, stored: Iterable[Mapping[str, Any]]) -> None:
        """Add the stored fields of more documents."""
        for document in stored:
            self.append(document)

    def append(self, document: Mapping[str, Any]) -> None:
        """Add the stored fields of one more document."""
        self._bodies.append(document.get(BODY))
        self._contexts.append(document.get(CONTEXT))
        apart = (BODY, CONTEXT)
        self._fields.append({name: document[name] for name in document if name not in apart})

    def extend_packed(self, stored: StoredWriter) -> None:
        """Add the documents of another writer, which may come from another process."""
        self._fields.extend_packed(stored._fields)
        self._bodies.extend_packed(stored._bodies)
        self._contexts.extend_packed(stored._contexts)

    def extend_from(self, documents: Documents, live: Flags) -> None:
        """Add the live documents of another segment."""
        self._fields.extend_from(documents.fields, live)
        self._bodies.extend_from(documents.bodies, live)
        self._contexts.extend_from(documents.contexts, live)

    def write(self, sections: SectionFileWriter) -> None:
        """Write what was added."""
        self._fields.write(sections)
        self._bodies.write(sections)
        self._contexts.write(sections)


class _BlockWriter:
    """Collects one value a document, in compressed blocks; ``name`` is that of its sections."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._pending: list[str] = []
        self._pending_size = 0
        self._blocks: list[bytes] = []
        self._firsts: list[int] = []
        self.count = 0
        self.size = 0

    def append(self, value: Any) -> None:
        """Add the value of one more document."""
        text = "null" if value is None else _JSON.encode(value)
        self._pending.append(text)
        self._pending_size += len(text)
        self.count += 1
        if self._pending_size > _BLOCK:
            self._compress()

    def extend_packed(self, other: _BlockWriter) -> None:
        """Add the values of another writer."""
        self._compress()
        other._compress()
        for block, first in zip(other._blocks, other._firsts, strict=True):
            self._add_block(block, self.count + first)
        self.count += other.count

    def extend_from(self, blocks: _BlockReader, live: Flags) -> None:
        """Add the values of the live documents; blocks that live whole are not unpacked."""
        for number, first, end in blocks.spans():
            kept = live[first:end]
            if kept.all():
                self._compress()
                self._add_block(blocks.raw(number), self.count)
                self.count += end - first
            else:
                values = blocks.block(number)
                for index in np.flatnonzero(kept).tolist():
                    self.append(values[index])

    def _compress(self) -> None:
        if self._pending:
            data = "\n".join(self._pending).encode("utf-8", "surrogatepass")
            block = zstandard.compress(data, _LEVEL)
            self._add_block(block, self.count - len(self._pending))
            self._pending.clear()
            self._pending_size = 0

    def _add_block(self, block: bytes, first: int) -> None:
        self._blocks.append(block)
        self._firsts.append(first)
        self.size += len(block)

    def write(self, sections: SectionFileWriter) -> None:
        """Write the blocks, where each begins, and the first document of each."""
        self._compress()
        name = self._name
        sections.add(name, *(np.frombuffer(block, np.uint8) for block in self._blocks))
        sections.add(f"{name}.starts", np.cumsum([0, *map(len, self._blocks)], dtype=np.int64))
        sections.add(f"{name}.firsts", np.array([*self._firsts, self.count], np.int64))


class _BlockReader:
    """One value a document, as ``_BlockWriter`` wrote them; blocks are unpacked when needed."""

    def __init__(self, sections: SectionFile, name: str) -> None:
        self._sections = sections
        self._data = sections.section(name)
        self._starts: Longs = sections[f"{name}.starts"]
        self._firsts: Longs = sections[f"{name}.firsts"]
        self._id = _UNPACKED.number_for(self)

    def __getitem__(self, document: int) -> Any:
        number = int(np.searchsorted(self._firsts, document, side="right")) - 1
        lines: list[bytes] = _UNPACKED.fetch((self._id, number), lambda: self._unpacked(number))
        return self._value(lines[document - int(self._firsts[number])])

    def spans(self) -> Iterator[tuple[int, int, int]]:
        """Yield (number, first document, end) of every block."""
        firsts = self._firsts.tolist()
        yield from zip(range(len(firsts)), firsts[:-1], firsts[1:], strict=False)

    def raw(self, number: int) -> bytes:
        """Return a block as it was compressed."""
        return self._data[self._starts[number] : self._starts[number + 1]].tobytes()

    def block(self, number: int) -> list[Any]:
        """Return the values of one block; raises IndexDamagedError when it is damaged."""
        return [self._value(line) for line in self._unpacked(number)[0]]

    def _unpacked(self, number: int) -> tuple[list[bytes], int]:
        """Return the lines of one block, and about the bytes that they take."""
        try:
            data = zstandard.decompress(self.raw(number))
        except zstandard.ZstdError as error:
            raise self._damaged() from error
        lines = data.split(b"\n")
        return lines, len(data) + _BYTES_OF_LINE * len(lines)

    def _value(self, line: bytes) -> Any:
        try:
            return json.loads(line.decode("utf-8", "surrogatepass"))
        except ValueError as error:
            raise self._damaged() from error

    def _damaged(self) -> IndexDamagedError:
        return damaged(self._sections.path, "a block of stored fields is damaged")


def check_storable(fieldname: str, value: Any) -> None:
    """Raise TypeError unless a value of a stored field is one that JSON knows."""
    try:
        _JSON.encode(value)
    except TypeError as error:
        raise TypeError(
            f"stored field {fieldname!r}: a value of type {type(value).__name__} cannot be stored; "
            "store text, a number, a bool, or a list or dict of these"
        ) from error
