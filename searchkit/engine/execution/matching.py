"""Which documents of a segment a query matches: set operations on sorted arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.engine import kernels
from searchkit.engine.execution import query_kinds as kinds
from searchkit.engine.execution.multi_term import documents_of_run, expand
from searchkit.engine.execution.phrases import near_documents, occurring, sequence_documents
from searchkit.engine.execution.segment import segments
from searchkit.engine.execution.segment_term import SegmentTerm
from searchkit.engine.storage.cache import HOT
from searchkit.query_tree import (
    And,
    Every,
    Kept,
    Near,
    Not,
    Nothing,
    Numbered,
    Or,
    Phrase,
    Query,
    Term,
    TermRange,
)
from searchkit.time_limit import checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from searchkit.engine.execution.multi_term import MultiTerm
    from searchkit.engine.execution.segment import IndexReader, SegmentReader
    from searchkit.engine.storage.arrays import AnyInts, Longs

_NONE = np.zeros(0, np.int32)


class Matches:
    """The documents that each part of one query matches in one segment, each found once.

    Arrays of document numbers ascend, without repeats, deleted documents among them.
    """

    def __init__(self, segment: SegmentReader) -> None:
        self.segment = segment
        self._found: dict[int, AnyInts] = {}
        self._phrases: dict[int, Query] = {}
        self._queries: list[Query] = []  # kept, so that no id is used twice

    def of(self, query: Query) -> AnyInts:
        """Return the documents that ``query`` matches.

        Raises:
            QueryError: a phrase in a field without positions.
            TypeError: the query is of no kind that the executor runs.

        """
        found = self._found.get(id(query))
        if found is None:
            match = _MATCHES.get(type(query))
            if match is None:
                raise TypeError(f"{query!r} is no kind of query that searchkit runs")
            found = match(self, query)
            self._found[id(query)] = found
            self._queries.append(query)
        return found

    def occurring(self, phrase: Phrase) -> Query:
        """Return the query for the ways in which a phrase is written in the segment."""
        query = self._phrases.get(id(phrase))
        if query is None:
            query = self._phrases[id(phrase)] = occurring(self.segment, phrase)
            self._queries.append(phrase)
        return query

    def _term(self, fieldname: str, text: str | bytes) -> AnyInts:
        term = self.segment.term(fieldname, text)
        return _NONE if term is None else term.all_documents()

    def _as_it_lies(self, query: Query) -> AnyInts | SegmentTerm:
        """Return what ``query`` matches; a term as it is, which is not always a list."""
        if isinstance(query, (Term, kinds.EncodedTerm)):
            term = self.segment.term(query.field, query.text)
            return _NONE if term is None else term
        return self.of(query)

    def _and(self, parts: Sequence[Query]) -> AnyInts:
        negative = [part.part for part in parts if isinstance(part, Not)]
        positive = [self._as_it_lies(part) for part in parts if not isinstance(part, Not)]
        if not positive:
            found = self._all()
        else:
            positive.sort(key=len)
            first = positive[0]
            found = first.all_documents() if isinstance(first, SegmentTerm) else first
            for other in positive[1:]:
                if not len(found):
                    break
                found = found[self.segment.member(found, other)]
        for part in negative:
            found = self._without(found, self._as_it_lies(part))
        return found

    def _or(self, parts: Iterable[Query]) -> AnyInts:
        return self._union([self._as_it_lies(part) for part in parts])

    def _all(self) -> AnyInts:
        return np.arange(self.segment.count, dtype=np.int32)

    def _without(self, found: AnyInts, other: AnyInts | SegmentTerm) -> AnyInts:
        return found[~self.segment.member(found, other)]

    def _union(self, parts: Iterable[AnyInts | SegmentTerm]) -> AnyInts:
        lists = [part.members if isinstance(part, SegmentTerm) else part for part in parts]
        if kernels.native is not None:
            united = np.empty(self.segment.count, np.int32)
            return united[: kernels.native.unite(united, lists)]
        with self.segment.scratch(np.bool_) as flags:
            for own in lists:
                if own.dtype == np.uint8:  # a column
                    np.logical_or(flags, own, out=flags)
                else:
                    flags[own] = True
            found: AnyInts = flags.nonzero()[0]
            flags[found] = False
        return found.astype(np.int32)

    def _expanded(self, query: MultiTerm) -> AnyInts:
        field = self.segment.field(query.field)
        if field is None:
            return _NONE
        ordinals = expand(query, field.dictionary)
        if isinstance(ordinals, range):
            return documents_of_run(self.segment, query.field, ordinals.start, ordinals.stop)
        return self._union(self.segment.term_at(query.field, n) for n in ordinals.tolist())

    def _every(self, fieldname: str | None) -> AnyInts:
        if fieldname is None:
            return self._all()
        field = self.segment.field(fieldname)
        if field is None:
            return _NONE
        return documents_of_run(self.segment, fieldname, 0, len(field.dictionary))

    def _kept(self, part: Query) -> AnyInts:
        def find() -> tuple[AnyInts, int]:
            found = self.of(part)
            return found, found.nbytes

        found: AnyInts = HOT.fetch((self.segment.id, "kept", part), find)
        return found

    def _numbered(self, numbers: Sequence[int]) -> AnyInts:
        own = np.array(numbers, np.int64) - self.segment.offset
        inside: AnyInts = own[(own >= 0) & (own < self.segment.count)].astype(np.int32)
        return inside


_MATCHES: dict[type[Query], Callable[[Matches, Any], AnyInts]] = {
    Term: lambda own, query: own._term(query.field, query.text),
    Phrase: lambda own, query: own.of(own.occurring(query)),
    Near: lambda own, query: near_documents(own.segment, query),
    TermRange: Matches._expanded,
    Or: lambda own, query: own._or(query.parts),
    And: lambda own, query: own._and(query.parts),
    Not: lambda own, query: own._without(own._all(), own.of(query.part)),
    Every: lambda own, query: own._every(query.field),
    Nothing: lambda _own, _query: _NONE,
    Kept: lambda own, query: own._kept(query.part),
    Numbered: lambda own, query: own._numbered(query.numbers),
    kinds.EncodedTerm: lambda own, query: own._term(query.field, query.text),
    kinds.TermSequence: lambda own, query: sequence_documents(own.segment, query),
    kinds.EncodedRange: Matches._expanded,
    kinds.Pattern: Matches._expanded,
    kinds.Fuzzy: Matches._expanded,
    kinds.SumOfTerms: lambda own, query: own.of(query.terms),
    kinds.Boosted: lambda own, query: own.of(query.part),
    kinds.Constant: lambda own, query: own.of(query.part),
    kinds.Filtered: lambda own, query: own._and((query.part, query.condition)),
    kinds.AndMaybe: lambda own, query: own.of(query.part),
    kinds.DisjunctionMax: lambda own, query: own._or(query.parts),
    kinds.Coordinated: lambda own, query: own._or(query.parts),
}


def matching_documents(reader: IndexReader, query: Query) -> Longs:
    """Return the numbers of all documents that match, ascending, without deleted ones."""
    found = [*_by_segment(reader, query)]
    return found[0] if len(found) == 1 else np.concatenate([np.zeros(0, np.int64), *found])


def any_matches(reader: IndexReader, query: Query) -> bool:
    """Tell whether any document matches."""
    return first_match(reader, query) >= 0


def first_match(reader: IndexReader, query: Query) -> int:
    """Return the first document that matches, -1 where none does.

    The segments behind the first with one are not looked at.
    """
    return next((int(found[0]) for found in _by_segment(reader, query) if len(found)), -1)


def _by_segment(reader: IndexReader, query: Query) -> Iterator[Longs]:
    for segment in segments(reader):
        checkpoint()
        found = live_documents(segment, query).astype(np.int64)
        found += segment.offset
        yield found


def live_documents(segment: SegmentReader, query: Query) -> AnyInts:
    """Return the documents of a segment that match, ascending, without deleted ones."""
    documents = Matches(segment).of(query)
    return documents if segment.live is None else documents[segment.live[documents]]
