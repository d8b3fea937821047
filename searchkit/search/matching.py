"""Which documents of a segment a query matches: set operations on sorted arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from whoosh import query as q
from whoosh.query.qcore import _NullQuery

from searchkit.errors import QueryError
from searchkit.search.expansion import expand
from searchkit.search.phrases import phrase_documents
from searchkit.search.term_runs import documents_of_run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.index.arrays import AnyInts
    from searchkit.search.leaves import Leaf

EXPANDING = (q.Prefix, q.Wildcard, q.Regex, q.FuzzyTerm, q.TermRange)
_NONE = np.zeros(0, np.int32)


class Matches:
    """The documents that each part of one query matches in one segment, each found once.

    Arrays of document numbers ascend, without repeats, deleted documents among them.
    """

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self._found: dict[int, AnyInts] = {}
        self._queries: list[q.Query] = []  # kept, so that no id is used twice

    def of(self, query: q.Query) -> AnyInts:
        """Return the documents that ``query`` matches.

        Raises:
            QueryError: a kind of query that the planner does not know.

        """
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
        if isinstance(query, q.Or):
            return self._union([self.of(part) for part in query])
        if isinstance(query, (q.AndNot, q.AndMaybe, q.Require)):
            return self._binary(query)
        if isinstance(query, q.Not):
            return self._without(np.arange(self.leaf.count, dtype=np.int32), self.of(query.query))
        if isinstance(query, q.Phrase):
            return self._phrase(query)
        if isinstance(query, EXPANDING):
            return self._expanded(query)
        if isinstance(query, q.Every):
            return self._every(query.fieldname)
        if isinstance(query, q.ConstantScoreQuery):
            return self.of(query.child)
        if isinstance(query, _NullQuery):
            return _NONE
        raise QueryError(f"searchkit cannot plan a query of the kind {type(query).__name__}")

    def _term(self, fieldname: str, text: str | bytes) -> AnyInts:
        field, number = self.leaf.find(fieldname, text)
        return _NONE if field is None or number < 0 else self.leaf.documents(fieldname, number)

    def _and(self, parts: list[q.Query]) -> AnyInts:
        negative = [part.query for part in parts if isinstance(part, q.Not)]
        positive = [self.of(part) for part in parts if not isinstance(part, q.Not)]
        if not positive:
            found: AnyInts = np.arange(self.leaf.count if parts else 0, dtype=np.int32)
        else:
            positive.sort(key=len)
            found = positive[0]
            for other in positive[1:]:
                found = found[self.leaf.member(found, other)]
        for part in negative:
            found = self._without(found, self.of(part))
        return found

    def _binary(self, query: q.Query) -> AnyInts:
        found = self.of(query.a)
        if isinstance(query, q.AndNot):
            return self._without(found, self.of(query.b))
        if isinstance(query, q.Require):
            return found[self.leaf.member(found, self.of(query.b))]
        return found

    def _without(self, found: AnyInts, other: AnyInts) -> AnyInts:
        return found[~self.leaf.member(found, other)]

    def _union(self, parts: Iterable[AnyInts]) -> AnyInts:
        with self.leaf.scratch(np.bool_) as flags:
            for part in parts:
                flags[part] = True
            found: AnyInts = flags.nonzero()[0]
            flags[found] = False
        return found.astype(np.int32)

    def _phrase(self, query: q.Phrase) -> AnyInts:
        words = [word for word in query.words if word is not None]
        if len(words) < 2:
            return self._term(query.fieldname, words[0]) if words else _NONE
        field = self.leaf.field(query.fieldname)
        if field is None:
            return _NONE
        if not field.has_positions:
            raise QueryError(f"field {query.fieldname!r} keeps no positions, so no phrases")
        numbers = [self.leaf.find(query.fieldname, word)[1] for word in words]
        if min(numbers) < 0:
            return _NONE
        return phrase_documents(self.leaf, query.fieldname, numbers, query.slop)

    def _expanded(self, query: q.Query) -> AnyInts:
        field = self.leaf.field(query.fieldname)
        if field is None:
            return _NONE

        numbers = expand(query, field.vocabulary)
        if isinstance(numbers, range):
            return documents_of_run(self.leaf, query.fieldname, numbers.start, numbers.stop)
        return self._union(self.leaf.documents(query.fieldname, n) for n in numbers.tolist())

    def _every(self, fieldname: str | None) -> AnyInts:
        if fieldname is None:
            return np.arange(self.leaf.count, dtype=np.int32)
        field = self.leaf.field(fieldname)
        if field is None:
            return _NONE
        return documents_of_run(self.leaf, fieldname, 0, len(field.vocabulary))
