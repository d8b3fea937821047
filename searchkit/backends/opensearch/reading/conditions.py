"""Queries as conditions, in the cluster's language: which rows match, without any score."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from searchkit.backends.opensearch.reading.snapshot import EVERY
from searchkit.backends.opensearch.tokens import keyword_of, token_of
from searchkit.engine.execution.query_kinds import TermSequence
from searchkit.errors import QueryError
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from searchkit.backends.base import Fields

    Dsl = dict[str, Any]

NOTHING: dict[str, Any] = {"match_none": {}}

_LAST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


class Conditions:
    """Writes conditions over the fields of an index."""

    def __init__(self, fields: Fields) -> None:
        self._streams = frozenset(fields.streams)
        self._positions = frozenset(fields.positions)

    def is_stream(self, field: str) -> bool:
        """Say whether a field is a scored stream of tokens."""
        return field in self._streams

    def written(self, field: str, text: str) -> str:
        """Return a term as the cluster holds it."""
        return token_of(text) if field in self._streams else keyword_of(text)

    def of(self, query: Query) -> Dsl:
        """Return the condition that a query is.

        Raises QueryError for a phrase in a field without positions, TypeError for a query of no
        kind that there is.
        """
        write = _KINDS.get(type(query))
        if write is None:
            raise TypeError(f"{query!r} is no kind of query that searchkit runs")
        written: Dsl = write(self, query)
        return written

    def term(self, field: str, text: str) -> Dsl:
        """Return the condition that a term is held."""
        return {"term": {field: self.written(field, text)}}

    def _or(self, query: Or) -> Dsl:
        """Return an OR, the terms of one field together: of so many as there are."""
        by_field: dict[str, list[str]] = {}
        parts: list[Dsl] = []
        for part in flattened(query):
            if isinstance(part, Term):
                by_field.setdefault(part.field, []).append(self.written(part.field, part.text))
            else:
                parts.append(self.of(part))
        parts += [
            {"terms": {field: terms}} if len(terms) > 1 else {"term": {field: terms[0]}}
            for field, terms in by_field.items()
        ]
        return any_of(parts)

    def _and(self, query: And) -> Dsl:
        wanted = [self.of(part) for part in query.parts if not isinstance(part, Not)]
        unwanted = [self.of(part.part) for part in query.parts if isinstance(part, Not)]
        if len(wanted) == 1 and not unwanted:
            return wanted[0]
        own: Dsl = {"filter": wanted or [EVERY]}
        if unwanted:
            own["must_not"] = unwanted
        return {"bool": own}

    def _not(self, query: Not) -> Dsl:
        return {"bool": {"filter": [EVERY], "must_not": [self.of(query.part)]}}

    def _phrase(self, query: Phrase) -> Dsl:
        if len(query.words) != 1:
            self._check_positions(query.field)
        if not query.words or not all(query.words):
            return NOTHING
        if len(query.words) == 1:
            return self._or(Or(tuple(Term(query.field, word) for word in query.words[0])))
        if all(len(set(own)) == 1 for own in query.words):
            return self.sequence(query.field, [own[0] for own in query.words])
        return self._span(query.field, query.words)

    def sequence(self, field: str, words: Sequence[str]) -> Dsl:
        """Return the condition that terms are held one behind the other."""
        text = " ".join(map(token_of, words))
        return {"match_phrase": {field: {"query": text, "analyzer": "whitespace"}}}

    def _near(self, query: Near) -> Dsl:
        self._check_positions(query.field)
        if not query.phrases or not all(words and all(words) for words in query.phrases):
            return NOTHING
        # From behind: of the places where a chain may go on, the nearest is then as good as any.
        *others, found = [self._span(query.field, words) for words in query.phrases]
        for span in reversed(others):
            found = _ordered([span, found], query.slop)
        return found

    def _span(self, field: str, words: Sequence[Sequence[str]]) -> Dsl:
        clauses = []
        for own in words:
            terms = [{"span_term": {field: token_of(word)}} for word in dict.fromkeys(own)]
            clauses.append(terms[0] if len(terms) == 1 else {"span_or": {"clauses": terms}})
        return clauses[0] if len(clauses) == 1 else _ordered(clauses, 0)

    def _range(self, query: TermRange) -> Dsl:
        first, last = query.first, query.last
        bounds: dict[str, str] = {}
        lowest = max(first or "", query.prefix)
        if lowest:
            bounds["gte"] = self.written(query.field, lowest)
        end = behind_prefix(query.prefix)
        if last is not None and (end is None or last < end):
            bounds["lte"] = self.written(query.field, last)
        elif end is not None:
            bounds["lt"] = self.written(query.field, end)
        if last is not None and last < lowest:
            return NOTHING
        return {"range": {query.field: bounds}} if bounds else {"exists": {"field": query.field}}

    def _every(self, query: Every) -> Dsl:
        return EVERY if query.field is None else {"exists": {"field": query.field}}

    def _check_positions(self, field: str) -> None:
        if field not in self._positions:
            raise QueryError(f"the field {field!r} has no positions, so it knows no phrases")


_KINDS: dict[type[Query], Callable[[Conditions, Any], Any]] = {
    Term: lambda own, query: own.term(query.field, query.text),
    Or: Conditions._or,
    And: Conditions._and,
    Not: Conditions._not,
    Phrase: Conditions._phrase,
    Near: Conditions._near,
    TermRange: Conditions._range,
    Every: Conditions._every,
    Nothing: lambda _own, _query: NOTHING,
    Kept: lambda own, query: own.of(query.part),
    Numbered: lambda _own, query: numbered(query.numbers),
    TermSequence: lambda own, query: own.sequence(query.field, query.words),
}


def any_of(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the condition that any of some hold."""
    if not parts:
        return NOTHING
    return parts[0] if len(parts) == 1 else {"bool": {"should": [*parts]}}


def numbered(numbers: Iterable[int]) -> dict[str, Any]:
    """Return the condition that a row has one of some numbers (ascending), in few runs."""
    alone: list[int] = []
    runs: list[dict[str, Any]] = []
    for first, last in _runs(numbers):
        if last - first < 2:
            alone += range(first, last + 1)
        else:
            runs.append({"range": {"seq": {"gte": first, "lte": last}}})
    if len(runs) > _MOST_RUNS:
        return {"terms": {"seq": [*numbers]}}
    return any_of([*runs, *([{"terms": {"seq": alone}}] if alone else [])])


_MOST_RUNS = 64


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    own = [*numbers]
    if not own:
        return
    breaks = [i for i, (one, other) in enumerate(pairwise(own), 1) if other != one + 1]
    for start, end in pairwise([0, *breaks, len(own)]):
        yield own[start], own[end - 1]


def conjuncts(*queries: Query) -> frozenset[Query]:
    """Return what must hold of a row where all of some queries do, however they are nested."""
    found: set[Query] = set()
    for query in queries:
        if isinstance(query, And) or (isinstance(query, Or) and len(query.parts) == 1):
            found |= conjuncts(*query.parts)
        elif query != Every():
            found.add(query)
    return frozenset(found)


def flattened(query: Or) -> Iterator[Query]:
    """Yield the parts of an OR, and in place of an OR among them its parts."""
    for part in query.parts:
        if isinstance(part, Or):
            yield from flattened(part)
        else:
            yield part


def behind_prefix(prefix: str) -> str | None:
    """Return the first text behind all that begin with a prefix; None if there is none."""
    while prefix and ord(prefix[-1]) == _LAST:
        prefix = prefix[:-1]
    if not prefix:
        return None
    following = ord(prefix[-1]) + 1
    if following in _SURROGATES:
        following = _SURROGATES.stop
    return f"{prefix[:-1]}{chr(following)}"


def _ordered(clauses: Sequence[dict[str, Any]], slop: int) -> dict[str, Any]:
    return {"span_near": {"clauses": [*clauses], "slop": slop, "in_order": True}}
