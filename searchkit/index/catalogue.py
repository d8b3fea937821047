"""What the index holds: its files, its documents, and where each document's passages lie."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from searchkit._lazy import cached_property
from searchkit.documents.file_names import composed
from searchkit.index.records import (
    Failure,
    SourceState,
    StoredDocument,
    StoredPassage,
    unpack_document,
    unpack_passage,
)
from searchkit.index.schema import BYTES, DOCUMENT, ID, RECORD, SOURCE
from searchkit.query_tree import And, Every, Numbered, Or, Term
from searchkit.text.spelling.syllables import fold_terms
from searchkit.time_limit import checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from searchkit.backends.base import IndexState, Longs
    from searchkit.index.terms.own_fields import OwnField
    from searchkit.query_tree import Query

Made = TypeVar("Made")


_MANY = 512
"""From so many passages on, a table of all is faster than a search for each."""


class Catalogue:
    """The records of one state of the index.

    Passages are numbered as the state numbers its documents; the passages of a document are
    neighbours.
    """

    def __init__(self, state: IndexState) -> None:
        self.state = state
        self.boundaries: Longs = self._having("record", DOCUMENT)
        """The first passage of each document, ascending, shape (documents,)."""

        self._kept: dict[object, object] = {}

    def kept(self, make: Callable[[Catalogue], Made]) -> Made:
        """Return what ``make`` makes of this state, which is made once and kept."""
        if make not in self._kept:
            self._kept[make] = make(self)
        return cast("Made", self._kept[make])

    def _having(self, field: str, term: str) -> Longs:
        """Return the numbers of the passages with an exact term, ascending."""
        return self.state.matching(Term(field, term))

    def _beginnings(self, field: str, term: str) -> Longs:
        """Return the first passages of the documents with an exact term."""
        return self.state.matching(And((Term(field, term), Term("record", DOCUMENT))))

    def _records(self, numbers: Iterable[int]) -> Iterator[Mapping[str, Any]]:
        """Yield what is stored with passages but for the texts of their documents."""
        for stored in self.state.stored(numbers, body=False):
            checkpoint()
            yield stored

    @cached_property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """The syllables of the texts by what they are without diacritics."""
        found: dict[str, list[str]] = {}
        terms = self.state.terms("text")
        for term, folded in zip(terms, fold_terms(terms), strict=True):
            found.setdefault(folded, []).append(term)
        return {folded: tuple(terms) for folded, terms in found.items()}

    @cached_property
    def signers(self) -> tuple[str, ...]:
        """The names of all signers, as terms."""
        return tuple(self.state.terms("signer"))

    @cached_property
    def own_fields(self) -> dict[str, OwnField]:
        """The fields that records were given, by their keys."""
        from searchkit.index.terms.own_fields import own_fields  # few queries name any

        return own_fields(self.state)

    def first_of_key(self, key: str) -> int | None:
        """Return the first passage of the document with a key, None when there is none."""
        found = self._beginnings("key", key)
        return int(found[0]) if len(found) else None

    def first_of_id(self, name: str) -> int | None:
        """Return the first passage of the document with an id, None when there is none."""
        found = self._having("record", f"{ID}{composed(name)}")
        return int(found[0]) if len(found) else None

    def added_by_programs(self) -> list[str]:
        """Return what stands in place of paths for all that programs have added."""
        return [path for kind in (RECORD, BYTES) for path in self.state.terms("source", kind)]

    def sources(self) -> Iterator[SourceState]:
        """Yield every file of the index, those that failed among them."""
        return self.sources_at(self._having("record", SOURCE))

    def sources_at(self, numbers: Longs) -> Iterator[SourceState]:
        """Yield the files whose rows are given."""
        for stored in self._records(numbers.tolist()):
            yield SourceState.from_stored(stored["origin"])

    def sources_in(self, folder: str) -> Iterator[SourceState]:
        """Yield the file at a path, or those of a folder and of all that are in it."""
        known = self.state.terms("source", folder)
        mine = Or(tuple(Term("source", p) for p in known if Path(p).is_relative_to(folder)))
        return self.sources_at(self.state.matching(And((mine, Term("record", SOURCE)))))

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Every file, or line of a corpus, that could not be indexed."""
        return self._files[0]

    @property
    def newest(self) -> int:
        """When the file that was read last was read, in nanoseconds since 1970; 0 if none was."""
        return self._files[1]

    @cached_property
    def _files(self) -> tuple[tuple[Failure, ...], int]:
        failures: list[Failure] = []
        newest = 0
        for state in self.sources():
            failures += state.failures
            newest = max(newest, state.indexed_ns)
        return tuple(failures), newest

    def documents(self) -> Iterator[StoredDocument]:
        """Yield every document of the index, in the order of ``boundaries``, without its text."""
        return self.records(self.boundaries)

    def records(self, firsts: Longs) -> Iterator[StoredDocument]:
        """Yield the documents whose first passages are given, without their texts."""
        return map(unpack_document, self._records(firsts.tolist()))

    def of_file(self, path: str) -> Iterator[StoredDocument]:
        """Yield the documents that came from a file, without their texts."""
        return map(unpack_document, self._records(self.beginnings_of_file(path)))

    def beginnings_of_file(self, path: str) -> list[int]:
        """Return the first passages of the documents that came from a file."""
        mine: list[int] = self._beginnings("source", path).tolist()
        return mine

    def copies(self, path: str) -> tuple[str, ...]:
        """Return the paths of the files that have the same content as a file, in order."""
        return self.copies_of([path])[path]

    def copies_of(self, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return for each of some files the paths of those that have the same content, in order."""
        found: dict[str, list[str]] = {path: [] for path in paths}
        if not self._has_copies:
            return dict.fromkeys(found, ())
        known = self.state.matching(Or(tuple(Term("copy_of", path) for path in found)))
        for source in self.sources_at(known):
            found[source.copy_of].append(source.path)
        return {path: tuple(sorted(own)) for path, own in found.items()}

    @cached_property
    def _has_copies(self) -> bool:
        return self.knows("copy_of")

    def expect(self, firsts: Iterable[int], passages: Iterable[int] = ()) -> None:
        """Be told which documents (their first passages) and passages are looked at next."""
        documents = np.array([*firsts], np.int64)
        self.state.expect(documents, np.array([*passages], np.int64))

    def owner(self, passages: Longs) -> Longs:
        """Return the first passage of each passage's document (same shape)."""
        if len(passages) > _MANY:
            return self._owners.take(passages)
        return self.boundaries[np.searchsorted(self.boundaries, passages, side="right") - 1]

    def knows(self, *fields: str) -> bool:
        """Tell whether any document has a term of any of some fields; terms are not counted."""
        return any(self.state.frequent_values(field, "", 1).terms for field in fields)

    def holding(self, query: Query) -> Longs:
        """Return the first passages of the documents of which a passage matches, ascending."""
        owners = self.owner(self.state.matching(query))  # they ascend, as passages do
        return owners[np.diff(owners, prepend=-1) > 0]

    @cached_property
    def _owners(self) -> Longs:
        """The first passage of each passage's document, shape (passages,)."""
        ends = np.append(self.boundaries, self._end)
        if not len(self.boundaries):
            return np.zeros(self._end, np.int64)
        before = np.full(ends[0], self.boundaries[-1])  # as the search for a boundary has it
        return np.concatenate([before, np.repeat(self.boundaries, np.diff(ends))])

    def document(self, first: int) -> StoredDocument:
        """Return the document whose first passage is given."""
        (stored,) = self.state.stored([first])
        return unpack_document(stored)

    def record(self, first: int) -> StoredDocument:
        """Return the document whose first passage is given, without its text."""
        (stored,) = self._records([first])
        return unpack_document(stored)

    def passages(self, first: int, count: int) -> tuple[StoredPassage, ...]:
        """Return ``count`` passages that follow one another, those of a document."""
        return tuple(map(unpack_passage, self._records(range(first, first + count))))

    def whole_documents(self, firsts: Longs) -> Numbered:
        """Return what matches all passages of the documents whose first ones are given."""
        own = map(range, firsts.tolist(), self.ends(firsts).tolist())
        return Numbered(tuple(chain.from_iterable(own)))

    def ends(self, firsts: Longs) -> Longs:
        """Return the ends of the documents whose first passages are given.

        Rows of files without a text may lie before an end; they hold no word.
        """
        following = np.searchsorted(self.boundaries, firsts, side="right")
        if (following < len(self.boundaries)).all():  # to find the last end takes longer
            return self.boundaries[following]
        return np.append(self.boundaries, self._end)[following]

    @cached_property
    def _end(self) -> int:
        """The number behind that of the last passage."""
        last = self.state.matching(Every())[-1:]
        return int(last[0]) + 1 if len(last) else 0

    def passage(self, number: int) -> StoredPassage:
        """Return a passage by its number in the index."""
        (stored,) = self._records([number])
        return unpack_passage(stored)
