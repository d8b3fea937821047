"""Writes the inverted files of a segment's fields; postings.py tells their sections."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from searchkit.index.codes import CodesWriter, SpansWriter
from searchkit.index.container import BUFFER, ContainerWriter
from searchkit.index.vocabulary import VocabularyWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit.index.arrays import AnyInts
    from searchkit.index.postings import Inverted


class FieldPostingsWriter:
    """Collects the terms of one field in order, and writes them to a container."""

    def __init__(self, *, positions: bool) -> None:
        self._terms = VocabularyWriter()
        self._sizes = SpansWriter()
        self._gaps = CodesWriter(4, 4, 8)
        self._repeats = CodesWriter(0, 8)
        self._tokens = SpansWriter() if positions else None
        self._positions = CodesWriter(8)

    def append(self, run: Inverted) -> None:
        """Add terms that sort behind those already there."""
        if not run.terms:
            return
        self._terms.append(run.terms)
        self._sizes.append(run.sizes)
        starts = np.cumsum(run.sizes) - run.sizes
        gaps = np.empty_like(run.documents)
        np.subtract(run.documents[1:], run.documents[:-1], out=gaps[1:])
        gaps[starts] = run.documents[starts] + 1
        self._gaps.append(gaps)
        self._repeats.append(run.frequencies - 1)
        if self._tokens is not None and run.positions is not None:
            self._tokens.append(np.add.reduceat(run.frequencies, starts, dtype=np.int64))
            self._positions.append(run.positions)

    def write(
        self,
        container: ContainerWriter,
        prefix: str,
        extents: AnyInts | None,
    ) -> None:
        """Write the sections; ``extents``: one entry per document, of fields with positions."""
        self._terms.write(container, prefix + "terms")
        self._sizes.write(container, prefix + "documents")
        self._gaps.write(container, prefix + "gaps")
        self._repeats.write(container, prefix + "repeats")
        if self._tokens is not None and extents is not None:
            self._tokens.write(container, prefix + "tokens")
            self._positions.write(container, prefix + "positions")
            coded = CodesWriter(8)
            coded.append(extents)
            coded.write(container, prefix + "extents")


class PostingsFile:
    """A segment's ``.ski`` file in the making, to which fields are added one by one."""

    def __init__(self, file: BinaryIO) -> None:
        self._container = ContainerWriter(file)
        self._prefixes: dict[str, str] = {}

    def add(self, fieldname: str, writer: FieldPostingsWriter, extents: AnyInts | None) -> None:
        """Write a field; ``extents`` as in FieldPostingsWriter.write."""
        self._prefixes[fieldname] = f"{len(self._prefixes)}."
        writer.write(self._container, self._prefixes[fieldname], extents)

    def close(self, name: str) -> None:
        """Write what tells where each field is; ``name`` is that of the file."""
        self._container.close({"file": name, "fields": self._prefixes})


@contextmanager
def postings_file(path: Path) -> Iterator[PostingsFile]:
    """Open a new ``.ski`` file; on success it is complete, but not yet synced to the disk."""
    with path.open("wb", BUFFER) as file:
        postings = PostingsFile(file)
        yield postings
        postings.close(path.name)
