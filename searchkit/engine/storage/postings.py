"""The inverted file of one field: written, and read back.

Sections below the field's prefix:

==========================  ========================================================
``terms``                   the term dictionary (term_dictionary.py)
``document_frequencies``    spans: postings of each term
``gaps``                    integers: documents between this one and the term's previous one
                            (of the first: before it)
``frequencies``             integers: the frequency in the document minus one
``collection_frequencies``  spans: positions of each term (fields with positions only)
``positions``               integers: tokens between this position and the term's previous one in
                            the document (of the first: before it)
``field_lengths``           integers: highest position plus one of each document (fields with
                            positions)
==========================  ========================================================
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from searchkit._lazy import cached_property
from searchkit._named_tuple import NamedTuple
from searchkit.engine import kernels
from searchkit.engine.storage.integer_codec import IntegerReader, IntegerWriter, Spans, SpansWriter
from searchkit.engine.storage.section_file import BUFFER, SectionFileWriter, damaged
from searchkit.engine.storage.term_dictionary import TermDictionary, TermDictionaryWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from searchkit.engine.storage.arrays import AnyInts, Flags, Ints, Longs
    from searchkit.engine.storage.section_file import SectionFile


class FieldPostingsWriter:
    """Collects the terms of one field in order, and writes them to a section file."""

    def __init__(self, *, positions: bool) -> None:
        self._terms = TermDictionaryWriter()
        self._document_frequencies = SpansWriter()
        self._gaps = IntegerWriter(unary=True)
        self._frequencies = IntegerWriter()
        self._collection_frequencies = SpansWriter() if positions else None
        self._positions = IntegerWriter()

    def append(self, run: Inverted) -> None:
        """Add terms that sort behind those already there."""
        if not run.terms:
            return
        self._terms.append(run.terms)
        self._document_frequencies.append(run.document_frequencies)
        starts = np.cumsum(run.document_frequencies) - run.document_frequencies
        gaps = np.empty_like(run.documents)
        np.subtract(run.documents[1:], run.documents[:-1], out=gaps[1:])
        gaps[1:] -= 1
        gaps[starts] = run.documents[starts]
        self._gaps.append(gaps)
        self._frequencies.append(run.frequencies - 1)
        if self._collection_frequencies is not None and run.positions is not None:
            self._collection_frequencies.append(
                np.add.reduceat(run.frequencies, starts, dtype=np.int64)
            )
            self._positions.append(run.positions)

    def write(
        self,
        sections: SectionFileWriter,
        prefix: str,
        field_lengths: AnyInts | None,
    ) -> None:
        """Write the field; ``field_lengths``: one entry per document, of fields with positions."""
        self._terms.write(sections, prefix + "terms")
        self._document_frequencies.write(sections, prefix + "document_frequencies")
        self._gaps.write(sections, prefix + "gaps")
        self._frequencies.write(sections, prefix + "frequencies")
        if self._collection_frequencies is not None and field_lengths is not None:
            self._collection_frequencies.write(sections, prefix + "collection_frequencies")
            self._positions.write(sections, prefix + "positions")
            coded = IntegerWriter()
            coded.append(field_lengths)
            coded.write(sections, prefix + "field_lengths")


class PostingsFile:
    """A segment's ``.ski`` file in the making, to which fields are added one by one."""

    def __init__(self, file: BinaryIO) -> None:
        self._sections = SectionFileWriter(file)
        self._prefixes: dict[str, str] = {}

    def add(
        self, fieldname: str, writer: FieldPostingsWriter, field_lengths: AnyInts | None
    ) -> None:
        """Write a field; ``field_lengths`` as in FieldPostingsWriter.write."""
        self._prefixes[fieldname] = f"{len(self._prefixes)}."
        writer.write(self._sections, self._prefixes[fieldname], field_lengths)

    def close(self, name: str) -> None:
        """Write what tells where each field is; ``name`` is that of the file."""
        self._sections.close({"file": name, "fields": self._prefixes})


@contextmanager
def postings_file(path: Path) -> Iterator[PostingsFile]:
    """Open a new ``.ski`` file; on success it is complete, but not yet synced to the disk."""
    with path.open("wb", BUFFER) as file:
        postings = PostingsFile(file)
        yield postings
        postings.close(path.name)


EXTENSION = ".ski"

_MARKED = 256  # terms whose postings numpy decodes together: each takes 20 bytes meanwhile

POSITION_GAP = 256
"""Least number of positions left free between documents: no phrase reaches into the next one."""


class Inverted:
    """A run of sorted terms with their postings, as plain arrays.

    ``document_frequencies``: postings of each term; ``documents`` and ``frequencies``: one entry
    per posting, documents ascending within a term; ``positions``: one per occurrence, as
    ``position_gaps`` returns them, or None.
    """

    __slots__ = ("document_frequencies", "documents", "frequencies", "positions", "terms")

    def __init__(
        self,
        terms: Sequence[bytes],
        document_frequencies: AnyInts,
        documents: AnyInts,
        frequencies: AnyInts,
        positions: AnyInts | None = None,
    ) -> None:
        self.terms = terms
        self.document_frequencies = document_frequencies
        self.documents = documents
        self.frequencies = frequencies
        self.positions = positions


def position_gaps(positions: AnyInts, frequencies: AnyInts) -> Ints:
    """Return positions as they are stored, which stays true where documents are taken out.

    ``positions``: those of each posting, ascending, as many as its frequency says.
    """
    gaps = positions.astype(np.int32)
    gaps[1:] -= gaps[:-1].copy() + 1
    starts = np.cumsum(frequencies, dtype=np.int64) - frequencies
    gaps[starts] = positions[starts]
    return gaps


class TermPostings(NamedTuple):
    """One term's postings: document numbers (ascending) and frequencies."""

    documents: Ints
    frequencies: AnyInts


class FieldPostings:
    """The postings of one field of one segment, read from a section file.

    Numbers of documents are those of the segment. Safe for threads: nothing changes after
    opening but caches.
    """

    def __init__(self, sections: SectionFile, prefix: str, documents: int) -> None:
        self.document_count = documents
        self.dictionary = TermDictionary(sections, prefix + "terms")
        self._spans = Spans(sections, prefix + "document_frequencies")
        self._gaps = IntegerReader(sections, prefix + "gaps")
        self._frequencies = IntegerReader(sections, prefix + "frequencies")
        self.has_positions = prefix + "positions" in sections
        self._sections, self._prefix = sections, prefix
        self._kernel = kernels.native

    @cached_property
    def _collection_frequencies(self) -> Spans:
        return Spans(self._sections, self._prefix + "collection_frequencies")

    @cached_property
    def _positions(self) -> IntegerReader:
        return IntegerReader(self._sections, self._prefix + "positions")

    @cached_property
    def _field_lengths(self) -> IntegerReader:
        return IntegerReader(self._sections, self._prefix + "field_lengths")

    @property
    def total(self) -> int:
        """Postings of all terms."""
        return self._spans.start(len(self._spans))

    def even_cuts(self, pieces: int) -> list[int]:
        """Return at most ``pieces`` - 1 terms that cut the postings into about even pieces."""
        return self._spans.even_cuts(pieces)

    def ordinal(self, term: bytes) -> int:
        """Return the ordinal of ``term`` in the dictionary, or -1."""
        return self.dictionary.find(term)

    def find(self, term: bytes) -> tuple[int, int, int] | None:
        """Return the ordinal of ``term``, and (start, end) of its postings; None without it."""
        return self.dictionary.find_postings(term, self._spans)

    def span(self, ordinal: int) -> tuple[int, int]:
        """(start, end) of the postings of a term in the order of all postings."""
        return self._spans.span(ordinal)

    def document_frequency(self, ordinal: int) -> int:
        """In how many documents the term occurs, deleted ones among them."""
        start, end = self.span(ordinal)
        return end - start

    def postings(self, ordinal: int) -> TermPostings:
        """Return the documents of a term and its frequency in each.

        The frequencies come in as few bytes as the greatest of them takes.
        """
        start, end = self.span(ordinal)
        if self._kernel is not None:
            documents = np.empty(end - start, np.int32)
            often = np.empty(end - start, np.uint8)
            fit = self._kernel.decode_postings(
                self._gaps.native,
                self._frequencies.native,
                start,
                self.document_count,
                documents,
                often,
            )
            if fit:
                return TermPostings(documents, often)
        else:
            documents = self._documents(start, end)
        frequencies = self._frequencies.decode(start, end) + 1
        few = frequencies.astype(np.min_scalar_type(frequencies.max()))
        return TermPostings(documents, few)

    def documents(self, ordinal: int) -> Ints:
        """Return the documents of a term."""
        return self._documents(*self.span(ordinal))

    def _documents(self, start: int, end: int) -> Ints:
        documents = self._gaps.decode(start, end)
        documents[1:] += 1
        return np.cumsum(documents, dtype=np.int32, out=documents)

    def collection_frequency(self, ordinal: int) -> int:
        """How often the term occurs in all documents, deleted ones among them."""
        start, end = self.span(ordinal)
        return end - start + int(self._frequencies.decode(start, end).sum(dtype=np.int64))

    def run(self, first: int, end: int) -> Inverted:
        """Return the terms with the ordinals ``first`` to ``end``, for merging."""
        start, stop = self._spans.start(first), self._spans.start(end)
        return Inverted(
            self.dictionary.terms(first, end),
            self._spans.sizes(first, end),
            self.documents_of_run(first, end),
            self._frequencies.decode(start, stop) + 1,
            self._run_positions(first, end) if self.has_positions else None,
        )

    def documents_of_run(self, first: int, end: int) -> Ints:
        """Return the documents of the terms ``first`` to ``end``, term by term."""
        sizes = self._spans.sizes(first, end)
        start = self._spans.start(first)
        gaps = self._gaps.decode(start, start + int(sizes.sum(dtype=np.int64)))
        sums = np.zeros(len(gaps) + 1, np.int32)  # may overflow, and their differences undo it
        gaps += 1
        np.cumsum(gaps, dtype=np.int32, out=sums[1:])
        before = sums.take(np.cumsum(sizes, dtype=np.int64) - sizes)
        documents: Ints = sums[1:] - np.repeat(before + 1, sizes)
        return documents

    def mark(self, first: int, end: int, flags: Flags) -> None:
        """Set the flags of the documents that hold any of the terms ``first`` to ``end``."""
        if self._kernel is not None:
            self._kernel.mark_postings(self._gaps.native, self._spans.native, first, end, flags)
        else:
            for at in range(first, end, _MARKED):
                flags[self.documents_of_run(at, min(at + _MARKED, end))] = True

    def document_frequencies(self, first: int, end: int) -> Ints:
        """Return the postings of each of the terms ``first`` to ``end``."""
        return self._spans.sizes(first, end)

    def _run_positions(self, first: int, end: int) -> Ints:
        return self._positions.decode(
            self._collection_frequencies.start(first), self._collection_frequencies.start(end)
        )

    def collection_frequencies(self, first: int, end: int) -> Longs:
        """How often each of the terms ``first`` to ``end`` occurs, as an array."""
        if first >= end:
            return np.zeros(0, np.int64)
        sizes = self._spans.sizes(first, end)
        start = self._spans.start(first)
        beyond_one = self._frequencies.decode(start, start + int(sizes.sum(dtype=np.int64)))
        sums = np.append(0, np.cumsum(beyond_one, dtype=np.int64))
        ends = np.cumsum(sizes, dtype=np.int64)
        frequencies: Longs = sizes + sums[ends] - sums[ends - sizes]
        return frequencies

    def positions(self, ordinal: int) -> Ints:
        """Position in its document of every occurrence of a term, documents one by one."""
        start, end = self._collection_frequencies.span(ordinal)
        steps = self._positions.decode(start, end) + 1
        frequencies = self._frequencies.decode(*self.span(ordinal)) + 1
        ends = np.cumsum(frequencies, dtype=np.int64)
        if not len(ends) or ends[-1] != len(steps):
            raise damaged(self._sections.path, "its sections contradict one another")
        sums = np.zeros(len(steps) + 1, np.int32)  # may overflow, and their differences undo it
        np.cumsum(steps, dtype=np.int32, out=sums[1:])
        positions: Ints = sums[1:] - np.repeat(sums[ends - frequencies] + 1, frequencies)
        return positions

    @property
    def coded_postings(self) -> tuple[object, object]:
        """The gaps and the frequencies of all terms as the kernels read them."""
        return self._gaps.native, self._frequencies.native

    def coded_positions(self, ordinal: int) -> tuple[object, int, int]:
        """Return the positions of all terms as the kernels read them, and (start, end) of a term's.

        They are as ``position_gaps`` returns them; those of a term in the order of ``positions``.
        """
        return self._positions.native, *self._collection_frequencies.span(ordinal)

    def global_positions(
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
        longest = int(self.field_lengths().max(initial=0))
        return (longest + POSITION_GAP - 1).bit_length()

    def field_lengths(self) -> Ints:
        """Return the highest position plus one of each document."""
        return self._field_lengths.decode(0, self.document_count)
