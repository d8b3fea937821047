"""The inverted file of one field: written, and read back.

Sections below the field's prefix:

=============  =====================================================================
``terms``      the vocabulary (term_dictionary.py)
``documents``  spans: postings of each term
``gaps``       codes: document number minus the term's previous one (the first minus -1)
``repeats``    codes: occurrences in the document minus one; most are 0 and cost one bit
``tokens``     spans: occurrences of each term (fields with positions only)
``positions``  codes: position of each occurrence, counted from its document's first token
``extents``    codes: highest position plus one of each document (fields with positions)
=============  =====================================================================
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import numpy as np

from searchkit.engine.storage.integer_codes import Codes, CodesWriter, Spans, SpansWriter
from searchkit.engine.storage.section_file import BUFFER, ContainerWriter
from searchkit.engine.storage.term_dictionary import Vocabulary, VocabularyWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from searchkit.engine.storage.arrays import AnyInts, Ints, Longs
    from searchkit.engine.storage.section_file import Container


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


EXTENSION = ".ski"

POSITION_GAP = 256
"""Least number of positions left free between documents: no phrase reaches into the next one."""


@dataclass(slots=True)
class Inverted:
    """A run of sorted terms with their postings, as plain arrays.

    ``sizes``: postings of each term; ``documents`` and ``frequencies``: one entry per posting,
    documents ascending within a term; ``positions``: one entry per occurrence, or None.
    """

    terms: Sequence[bytes]
    sizes: AnyInts
    documents: AnyInts
    frequencies: AnyInts
    positions: AnyInts | None = None


class TermPostings(NamedTuple):
    """One term's postings: document numbers (ascending) and frequencies."""

    documents: Ints
    frequencies: Ints


class FieldPostings:
    """The postings of one field of one segment, read from a container.

    Numbers of documents are those of the segment. Safe for threads: nothing changes after
    opening but caches.
    """

    def __init__(self, container: Container, prefix: str, documents: int) -> None:
        self.document_count = documents
        self.vocabulary = Vocabulary(container, prefix + "terms")
        self._spans = Spans(container, prefix + "documents")
        self._gaps = Codes(container, prefix + "gaps")
        self._repeats = Codes(container, prefix + "repeats")
        self.has_positions = prefix + "positions.0" in container
        if self.has_positions:
            self._tokens = Spans(container, prefix + "tokens")
            self._positions = Codes(container, prefix + "positions")
            self._extents = Codes(container, prefix + "extents")
        self._numbers: dict[bytes, int] = {}
        self._sizes: dict[int, tuple[int, int]] = {}

    @property
    def total(self) -> int:
        """Postings of all terms."""
        return self._spans.start(len(self._spans))

    def even_cuts(self, pieces: int) -> list[int]:
        """Return at most ``pieces`` - 1 terms that cut the postings into about even pieces."""
        return self._spans.even_cuts(pieces)

    def number(self, term: bytes) -> int:
        """Return the number of ``term`` in the vocabulary, or -1."""
        number = self._numbers.get(term)
        if number is None:
            number = self.vocabulary.find(term)
            if len(self._numbers) < 100_000:
                self._numbers[term] = number
        return number

    def span(self, number: int) -> tuple[int, int]:
        """(start, end) of the postings of a term in the order of all postings."""
        span = self._sizes.get(number)
        if span is None:
            span = self._spans.span(number)
            if len(self._sizes) < 100_000:
                self._sizes[number] = span
        return span

    def size(self, number: int) -> int:
        """In how many documents the term occurs, deleted ones among them."""
        start, end = self.span(number)
        return end - start

    def postings(self, number: int) -> TermPostings:
        """Return the documents of a term and its frequency in each."""
        start, end = self.span(number)
        return TermPostings(self._documents(start, end), self._repeats.decode(start, end) + 1)

    def documents(self, number: int) -> Ints:
        """Return the documents of a term."""
        return self._documents(*self.span(number))

    def _documents(self, start: int, end: int) -> Ints:
        documents = self._gaps.decode(start, end)
        documents[:1] -= 1
        return np.cumsum(documents, dtype=np.int32, out=documents)

    def occurrences(self, number: int) -> int:
        """How often the term occurs in all documents, deleted ones among them."""
        start, end = self.span(number)
        return end - start + int(self._repeats.decode(start, end).sum(dtype=np.int64))

    def run(self, first: int, end: int) -> Inverted:
        """Return the terms with the numbers ``first`` to ``end``, for merging."""
        start, stop = self._spans.start(first), self._spans.start(end)
        return Inverted(
            self.vocabulary.terms(first, end),
            self._spans.sizes(first, end),
            self.documents_of_run(first, end),
            self._repeats.decode(start, stop) + 1,
            self._run_positions(first, end) if self.has_positions else None,
        )

    def documents_of_run(self, first: int, end: int) -> Ints:
        """Return the documents of the terms ``first`` to ``end``, term by term."""
        sizes = self._spans.sizes(first, end)
        start = self._spans.start(first)
        gaps = self._gaps.decode(start, start + int(sizes.sum(dtype=np.int64)))
        sums = np.zeros(len(gaps) + 1, np.int32)  # may overflow, and their differences undo it
        np.cumsum(gaps, dtype=np.int32, out=sums[1:])
        before = sums.take(np.cumsum(sizes, dtype=np.int64) - sizes)
        documents: Ints = sums[1:] - np.repeat(before + 1, sizes)
        return documents

    def sizes(self, first: int, end: int) -> Ints:
        """Return the postings of each of the terms ``first`` to ``end``."""
        return self._spans.sizes(first, end)

    def _run_positions(self, first: int, end: int) -> Ints:
        return self._positions.decode(self._tokens.start(first), self._tokens.start(end))

    def collection_frequencies(self, first: int, end: int) -> Longs:
        """How often each of the terms ``first`` to ``end`` occurs, as an array."""
        if first >= end:
            return np.zeros(0, np.int64)
        sizes = self._spans.sizes(first, end)
        start = self._spans.start(first)
        repeats = self._repeats.decode(start, start + int(sizes.sum(dtype=np.int64)))
        sums = np.append(0, np.cumsum(repeats, dtype=np.int64))
        ends = np.cumsum(sizes, dtype=np.int64)
        frequencies: Longs = sizes + sums[ends] - sums[ends - sizes]
        return frequencies

    def positions(self, number: int) -> Ints:
        """Position in its document of every occurrence of a term, documents one by one."""
        start, end = self._tokens.span(number)
        return self._positions.decode(start, end)

    def on_common_axis(
        self, documents: AnyInts, frequencies: AnyInts, positions: AnyInts
    ) -> AnyInts:
        """Return a term's positions on one axis that all documents share, ascending.

        Position p of document d is at d * 2**shift + p; see ``shift``. int32 while that suffices.
        """
        small = self.document_count << self.shift <= np.iinfo(np.int32).max
        starts: AnyInts = documents.astype(np.int32 if small else np.int64)
        starts = starts << self.shift
        return np.repeat(starts, frequencies) + positions

    @cached_property
    def shift(self) -> int:
        """The power of two that holds the longest document and POSITION_GAP behind it."""
        longest = int(self.extents().max(initial=0))
        return (longest + POSITION_GAP - 1).bit_length()

    def extents(self) -> Ints:
        """Return the highest position plus one of each document."""
        return self._extents.decode(0, self.document_count)
