"""What a search wants to be told of each document found: terms to count, conditions to check.

Each has a name, which the cluster gives back with its score (``matched_queries``).
"""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from searchkit.backends.opensearch.reading.conditions import NOTHING, any_of
from searchkit.engine.execution.query_kinds import TermSequence
from searchkit.errors import QueryError
from searchkit.query_tree import And, Or, Phrase, Query, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from searchkit.backends.opensearch.reading.conditions import Conditions
    from searchkit.backends.opensearch.reading.scoring.statistics import Statistics

    Dsl = dict[str, Any]
    FieldTerm = tuple[str, str]

_MOST_WAYS = 64
"""Ways in which a phrase may be written that are ranked each by itself."""


class Named(NamedTuple):
    """A clause that tells its score: a term (field, text) with a boost, or a condition."""

    key: FieldTerm | Query
    clause: Dsl
    boost: float


class Wanted:
    """The terms and conditions of some queries, by name, and the clauses that rank by them.

    Terms of which it is known that no row holds them are left out: ``nowhere``. By ``factor``,
    a function of field and text, the weight of a term in the cluster is multiplied.
    """

    def __init__(
        self,
        conditions: Conditions,
        statistics: Statistics,
        factor: Callable[[str, str], float] = lambda _field, _text: 1.0,
    ) -> None:
        self._factor = factor
        self._conditions = conditions
        self._statistics = statistics
        self.named: dict[str, Named] = {}
        self.terms: dict[FieldTerm, None] = {}
        self.nowhere: dict[FieldTerm, None] = {}
        self.streams: dict[str, None] = {}
        """The streams of which the lengths are wanted."""

        self.has_conditions = False
        """Whether anything but terms is looked at."""

        self._names: dict[object, str] = {}

    def add(self, query: Query) -> Dsl:
        """Return the clause that scores at least as high as a query, whose parts get names."""
        if isinstance(query, Term):
            return self.add_term(query.field, query.text, query.boost)
        if isinstance(query, Or):
            return _any_of([self.add(part) for part in query.parts])
        if isinstance(query, And):
            parts = [self.add(part) for part in query.parts]
            self.has_conditions |= not parts
            if NOTHING in parts:
                return NOTHING
            return {"bool": {"must": parts}} if parts else {"bool": {"filter": [{"match_all": {}}]}}
        if isinstance(query, Phrase):
            return self._add_phrase(query)
        return self.add_condition(query)

    def add_term(self, field: str, text: str, boost: float = 1.0) -> Dsl:
        """Return the clause of a term.

        Every one has a name: the cluster leaves out those within what cannot match.
        """
        if not math.isfinite(boost):
            raise QueryError(f"a boost must be a finite number, not {boost}")
        if self._conditions.is_stream(field):
            self.streams[field] = None
        if self._statistics.is_nowhere((field, text)):
            self.nowhere[field, text] = None
            return NOTHING
        # Of what takes scores away it is enough to know where it is: scores are higher without.
        boost = (boost if boost > 0 else 1.0) * self._factor(field, text)
        name = self._name((field, text, boost))
        if name not in self.named:
            written = self._conditions.written(field, text)
            clause = {"term": {field: {"value": written, "boost": boost, "_name": name}}}
            self.named[name] = Named((field, text), clause, boost)
            self.terms[field, text] = None
        return self.named[name].clause

    def add_condition(self, query: Query) -> Dsl:
        """Return the clause of a condition, which scores 1."""
        name = self._name(query)
        if name not in self.named:
            condition = self._conditions.of(query)
            clause = {"constant_score": {"filter": condition, "boost": 1.0, "_name": name}}
            self.named[name] = Named(query, clause, 1.0)
            self.has_conditions = True
        return self.named[name].clause

    def _name(self, key: object) -> str:
        """Return the name of a clause: as short as can be, for it comes with every document."""
        return self._names.setdefault(key, str(len(self._names)))

    def _add_phrase(self, phrase: Phrase) -> Dsl:
        if len(phrase.words) == 1:
            return self.add(Or(tuple(Term(phrase.field, w, phrase.boost) for w in phrase.words[0])))
        self._conditions.of(phrase)  # which raises where it cannot be looked for
        ways = written_ways(phrase)
        if len(ways) > _MOST_WAYS:
            return self._add_loosely(phrase, ways)
        return _any_of([self._add_way(way, phrase.boost) for way in ways])

    def _add_way(self, way: TermSequence, boost: float) -> Dsl:
        terms = [self.add_term(way.field, str(word), boost) for word in way.words]
        condition = self.add_condition(way)
        return NOTHING if NOTHING in terms else {"bool": {"must": terms, "filter": [condition]}}

    def _add_loosely(self, phrase: Phrase, ways: Sequence[TermSequence]) -> Dsl:
        """Return what scores as if a document had every way in which its terms could go."""
        for way in ways:
            self.add_condition(way)
        terms = []
        for words in phrase.words:
            others = len(ways) // len(set(words))
            for word in dict.fromkeys(words):
                self.add_term(phrase.field, word, phrase.boost)
                terms.append(self.add_term(phrase.field, word, phrase.boost * others))
        return {"bool": {"must": [_any_of(terms)], "filter": [self._conditions.of(phrase)]}}


def _any_of(clauses: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return any_of([clause for clause in clauses if clause is not NOTHING])


def written_ways(phrase: Phrase) -> list[TermSequence]:
    """Return the ways in which a phrase of several words may be written, in order."""
    if not phrase.words or not all(phrase.words):
        return []
    own = [tuple(dict.fromkeys(words)) for words in phrase.words]
    return [
        TermSequence(phrase.field, words, boost=phrase.boost) for words in sorted(product(*own))
    ]


def terms_of(queries: Iterable[Query]) -> list[FieldTerm]:
    """Return all terms by which some queries score."""
    found: dict[FieldTerm, None] = {}
    for query in queries:
        if isinstance(query, Term):
            found[query.field, query.text] = None
        elif isinstance(query, (Or, And)):
            found |= dict.fromkeys(terms_of(query.parts))
        elif isinstance(query, Phrase):
            found |= dict.fromkeys((query.field, word) for own in query.words for word in own)
    return [*found]
