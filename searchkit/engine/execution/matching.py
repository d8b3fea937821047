"""Which documents of a segment a query matches: set operations on sorted arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query as q

from searchkit.engine.execution.multi_term import documents_of_run, expand
from searchkit.engine.execution.phrases import phrase_documents
from searchkit.engine.execution.segment import segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import AnyInts, Longs

EXPANDING = (q.Prefix, q.Wildcard, q.Regex, q.FuzzyTerm, q.TermRange)
_NONE = np.zeros(0, np.int32)


class Matches:
    """The documents that each part of one query matches in one segment, each found once.

    Arrays of document numbers ascend, without repeats, deleted documents among them.
    """

    def __init__(self, segment: SegmentReader) -> None:
        self.segment = segment
        self._found: dict[int, AnyInts] = {}
        self._queries: list[q.Query] = []  # kept, so that no id is used twice

    def of(self, query: q.Query) -> AnyInts:
        """Return the documents that ``query``, as it is rewritten (rewriting.py), matches."""
        found = self._found.get(id(query))
        if found is None:
            found = self._match(query)
            self._found[id(query)] = found
            self._queries.append(query)
        return found

    def _match(self, query: q.Query) -> AnyInts:
        if isinstance(query, q.Term):
            return self._term(query.fieldname, query.text)
        if isinstance(query, q.And):
            return self._and(list(query))
        if isinstance(query, (q.Or, q.DisjunctionMax)):
            return self._union([self.of(part) for part in query])
        if isinstance(query, (q.AndNot, q.AndMaybe, q.Require)):
            return self._binary(query)
        if isinstance(query, q.Not):
            return self._without(
                np.arange(self.segment.count, dtype=np.int32), self.of(query.query)
            )
        if isinstance(query, q.Phrase):
            return self._phrase(query)
        if isinstance(query, EXPANDING):
            return self._expanded(query)
        if isinstance(query, q.Every):
            return self._every(query.fieldname)
        if isinstance(query, q.ConstantScoreQuery):
            return self.of(query.child)
        return _NONE

    def _term(self, fieldname: str, text: str | bytes) -> AnyInts:
        field, ordinal = self.segment.find(fieldname, text)
        return _NONE if field is None or ordinal < 0 else self.segment.documents(fieldname, ordinal)

    def _and(self, parts: list[q.Query]) -> AnyInts:
        negative = [part.query for part in parts if isinstance(part, q.Not)]
        positive = [self.of(part) for part in parts if not isinstance(part, q.Not)]
        if not positive:
            found: AnyInts = np.arange(self.segment.count if parts else 0, dtype=np.int32)
        else:
            positive.sort(key=len)
            found = positive[0]
            for other in positive[1:]:
                if not len(found):
                    break
                found = found[self.segment.member(found, other)]
        for part in negative:
            found = self._without(found, self.of(part))
        return found

    def _binary(self, query: q.Query) -> AnyInts:
        found = self.of(query.a)
        if isinstance(query, q.AndNot):
            return self._without(found, self.of(query.b))
        if isinstance(query, q.Require):
            return found[self.segment.member(found, self.of(query.b))]
        return found

    def _without(self, found: AnyInts, other: AnyInts) -> AnyInts:
        return found[~self.segment.member(found, other)]

    def _union(self, parts: Iterable[AnyInts]) -> AnyInts:
        with self.segment.scratch(np.bool_) as flags:
            for part in parts:
                flags[part] = True
            found: AnyInts = flags.nonzero()[0]
            flags[found] = False
        return found.astype(np.int32)

    def _phrase(self, query: q.Phrase) -> AnyInts:
        ordinals = [self.segment.find(query.fieldname, word)[1] for word in query.words]
        if min(ordinals) < 0:
            return _NONE
        return phrase_documents(self.segment, query.fieldname, ordinals, query.slop)

    def _expanded(self, query: q.Query) -> AnyInts:
        field = self.segment.field(query.fieldname)
        if field is None:
            return _NONE

        ordinals = expand(query, field.dictionary)
        if isinstance(ordinals, range):
            return documents_of_run(self.segment, query.fieldname, ordinals.start, ordinals.stop)
        return self._union(self.segment.documents(query.fieldname, n) for n in ordinals.tolist())

    def _every(self, fieldname: str | None) -> AnyInts:
        if fieldname is None:
            return np.arange(self.segment.count, dtype=np.int32)
        field = self.segment.field(fieldname)
        if field is None:
            return _NONE
        return documents_of_run(self.segment, fieldname, 0, len(field.dictionary))


def matching_documents(reader: Any, query: q.Query) -> Longs:
    """Return the numbers of all documents that match, ascending, without deleted ones."""
    return np.concatenate([np.zeros(0, np.int64), *_by_segment(reader, query)])


def any_matches(reader: Any, query: q.Query) -> bool:
    """Tell whether any document matches; the segments behind the first such are not looked at."""
    return any(len(documents) for documents in _by_segment(reader, query))


def _by_segment(reader: Any, query: q.Query) -> Iterator[Longs]:
    for segment in segments(reader):
        documents = Matches(segment).of(query)
        if segment.live is not None:
            documents = documents[segment.live[documents]]
        yield documents.astype(np.int64) + segment.offset
