"""Whoosh's queries in the kinds that the executor runs, for those who open the folder with Whoosh.

What the executor cannot run is refused with the reason; what Whoosh's matchers would pass over in
silence is refused too.

A term that is no text (a number, a date) becomes the bytes that its field indexes. A range of
numbers becomes ranges of terms, variations become an OR, a sequence of terms becomes a phrase that
their conjunction scores.
"""

from __future__ import annotations

import math
import re
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from whoosh import query as q
from whoosh.fields import NUMERIC, FieldType
from whoosh.query.qcore import _NullQuery

from searchkit.engine.execution import query_kinds as kinds
from searchkit.engine.execution.matching import any_matches
from searchkit.errors import QueryError
from searchkit.query_tree import And, Every, Not, Nothing, Or, Query, Term, TermRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchkit.engine.execution.multi_term import MultiTerm
    from searchkit.engine.execution.segment import IndexReader


def translated(query: q.Query, reader: IndexReader) -> Query:
    """Return a query that matches and scores as one of Whoosh's does.

    Raises:
        QueryError: a part that the executor does not run, or whose values make no sense.

    """
    return _Translator(reader).of(query)


class _Translator:
    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._schema = reader.schema

    def of(self, query: q.Query) -> Query:
        if not math.isfinite(getattr(query, "boost", 1.0)):
            # divergence 14
            raise QueryError(f"a boost must be a finite number, not {query.boost}")
        translate = _translation_of(query.__class__)
        if translate is None:
            # divergence 9
            raise QueryError(f"searchkit cannot run a query of the kind {type(query).__name__}")
        found: Query = translate(self, query)
        return found

    def _all(self, parts: Iterable[q.Query]) -> tuple[Query, ...]:
        return tuple(self.of(part) for part in parts)

    def term(self, query: q.Term) -> Query:
        term = self._indexed(query.fieldname, query.text)
        return Nothing() if term is None else kinds.term_of(query.fieldname, term, query.boost)

    def _indexed(self, fieldname: str, value: Any) -> str | bytes | None:
        """Return the term by which a field indexes a value; None if it cannot hold the value."""
        if isinstance(value, bytes):
            return value
        if isinstance(value, str) and self._holds_text(fieldname):
            return value if _encodable(value) else None
        if fieldname not in self._schema:
            return None
        try:
            term: bytes = self._schema[fieldname].to_bytes(value)
        except ValueError:
            return None
        except TypeError as error:
            raise QueryError(f"field {fieldname!r} cannot hold {value!r}: {error}") from error
        return term

    def _holds_text(self, fieldname: str) -> bool:
        """Tell whether a field indexes a text as it is; that of an unknown field is not found."""
        field = type(self._schema[fieldname]) if fieldname in self._schema else FieldType
        return bool(field.to_bytes is FieldType.to_bytes)

    def conjunction(self, query: q.And) -> Query:
        # of nothing, Whoosh's finds nothing
        return _boosted(And(self._all(query)), query.boost) if len(query) else Nothing()

    def disjunction(self, query: q.Or) -> Query:
        if query.minmatch > 1:
            # divergence 10
            raise QueryError("Whoosh has no minmatch in an OR yet, and neither has searchkit")
        parts = self._all(query)
        return self._coordinated(query, parts) if query.scale else _boosted(Or(parts), query.boost)

    def _coordinated(self, query: q.Or, parts: Sequence[Query]) -> Query:
        # divergence 11
        if not 0 < query.scale < 1:
            raise QueryError(f"the scale of an OR lies between 0 and 1, not at {query.scale}")
        if not all(isinstance(part, q.Term) for part in query):
            raise QueryError("an OR with a scale may hold terms only")
        terms = tuple(part for part in parts if isinstance(part, (Term, kinds.EncodedTerm)))
        return kinds.Coordinated(terms, query.scale, query.boost)

    def disjunction_max(self, query: q.DisjunctionMax) -> Query:
        return _boosted(kinds.DisjunctionMax(self._all(query), query.tiebreak), query.boost)

    def and_not(self, query: q.AndNot) -> Query:
        return kinds.Filtered(self.of(query.a), Not(self.of(query.b)))

    def and_maybe(self, query: q.AndMaybe) -> Query:
        return kinds.AndMaybe(self.of(query.a), self.of(query.b))

    def require(self, query: q.Require) -> Query:
        return kinds.Filtered(self.of(query.a), self.of(query.b))

    def otherwise(self, query: q.Otherwise) -> Query:
        first = self.of(query.a)
        return first if any_matches(self._reader, first) else self.of(query.b)

    def negation(self, query: q.Not) -> Query:
        return Not(self.of(query.query))

    def constant(self, query: q.ConstantScoreQuery) -> Query:
        if not math.isfinite(query.score):
            # divergence 14
            raise QueryError(f"a score must be a finite number, not {query.score}")
        return kinds.Constant(self.of(query.child), float(query.score))

    def phrase(self, query: q.Phrase) -> Query:
        found = [self._indexed(query.fieldname, word) for word in query.words if word is not None]
        words = tuple(word for word in found if word is not None)
        if not words or len(words) < len(found):
            return Nothing()
        if len(words) == 1:
            return kinds.term_of(query.fieldname, words[0], query.boost)
        self._check_positions(query.fieldname)
        return kinds.TermSequence(query.fieldname, words, query.slop, query.boost)

    def _check_positions(self, fieldname: str) -> None:
        if fieldname in self._schema:
            form = self._schema[fieldname].format
            if not (form and form.supports("positions")):
                # divergence 13
                raise QueryError(f"field {fieldname!r} keeps no positions, so no phrases")

    def sequence(self, query: q.Sequence) -> Query:
        # what is refused: divergence 12
        parts = list(query)
        if isinstance(query, q.Ordered) or not query.ordered:
            raise QueryError("searchkit runs a sequence only in its order and within its slop")
        if not all(isinstance(part, q.Term) for part in parts):
            raise QueryError("searchkit runs a sequence of terms only")
        if len({part.fieldname for part in parts}) > 1:
            raise QueryError("the terms of a sequence must be of one field")
        if not parts:
            return Nothing()
        words = [part.text for part in parts]
        places = q.Phrase(parts[0].fieldname, words, slop=query.slop)
        return self.of(q.Require(q.And(parts, boost=query.boost), places))

    def variations(self, query: q.Variations) -> Query:
        from whoosh.lang.morph_en import variations

        words = sorted(variations(query.text))
        parts = [q.Term(query.fieldname, word) for word in words]
        return self.of(q.Or(parts, boost=query.boost))

    def numeric_range(self, query: q.NumericRange) -> Query:
        if query.fieldname not in self._schema:
            return Nothing()
        if not isinstance(self._schema[query.fieldname], NUMERIC):
            raise QueryError(f"field {query.fieldname!r} holds no numbers, so no ranges of them")
        try:
            compiled = query._compile_query(self._reader)
        except (ValueError, TypeError) as error:
            raise QueryError(f"no range of {query.fieldname!r}: {error}") from error
        return self.of(compiled)

    def term_range(self, query: q.TermRange) -> Query:
        if not query.constantscore:
            self._check_text(query.fieldname)
        bounds = query.start, query.end
        first, last = (None if v is None else self._indexed(query.fieldname, v) for v in bounds)
        if (first is None) != (query.start is None) or (last is None) != (query.end is None):
            return Nothing()
        least = b"" if first is None else _bound(first, behind=query.startexcl)
        end = None if last is None else _bound(last, behind=not query.endexcl)
        return _of_many(kinds.EncodedRange(query.fieldname, least, end), query)

    def _check_text(self, fieldname: str) -> None:
        if not self._holds_text(fieldname):
            # divergence 15
            raise QueryError(f"field {fieldname!r} holds no text, only ranges can be found")

    def pattern(self, query: q.PatternQuery | q.Prefix | q.FuzzyTerm) -> Query:
        self._check_text(query.fieldname)
        field, text = query.fieldname, query.text
        if not isinstance(text, str):
            # divergence 15
            raise QueryError(f"a pattern must be a text, not {text!r}")
        if isinstance(query, q.Prefix):
            return _of_many(TermRange(field, prefix=text), query)
        if isinstance(query, q.FuzzyTerm):
            return _of_many(kinds.Fuzzy(field, text, query.maxdist, query.prefixlength), query)
        if isinstance(query, q.Wildcard):
            prefix = _WILDCARDS.split(text, maxsplit=1)[0]
            return _of_many(kinds.Pattern(field, translate(text), prefix), query)
        try:
            re.compile(text)
        except re.error as error:
            # divergence 15
            raise QueryError(f"no regular expression: {text!r}: {error}") from error
        return _of_many(kinds.Pattern(field, text, _literal_prefix(text)), query)

    def every(self, query: q.Every) -> Query:
        return kinds.Constant(Every(query.fieldname), float(query.boost))

    def nothing(self, _query: q.Query) -> Query:
        return Nothing()


def _boosted(query: Query, boost: float) -> Query:
    return query if boost == 1 else kinds.Boosted(query, boost)


def _of_many(terms: MultiTerm, query: q.Query) -> Query:
    """Return the query for many terms, which scores its boost, or as the sum of its terms."""
    if query.constantscore:
        return kinds.Constant(terms, float(query.boost))
    return kinds.SumOfTerms(terms, query.boost)


def _bound(term: str | bytes, *, behind: bool) -> bytes:
    """Return a term as a bound of a range, or the least one behind it."""
    text = term if isinstance(term, bytes) else term.encode()
    return text + b"\0" if behind else text


def _encodable(text: str) -> bool:
    """Tell whether a text may be one of the index: none with half of a surrogate pair is."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


_WILDCARDS = re.compile(r"[*?\[]")
_REGEX_SPECIALS = re.compile(r"[{}()\[\].?*+^$\\|]")


def _literal_prefix(pattern: str) -> str:
    """Return the literal characters with which every match of a regular expression begins."""
    if "|" in pattern:
        return ""
    literal = _REGEX_SPECIALS.split(pattern, maxsplit=1)[0]
    optional = pattern[len(literal) : len(literal) + 1] in tuple("*?{")
    return literal[:-1] if optional else literal


@lru_cache
def _translation_of(kind: type) -> Any:
    return next((own for kinds_of, own in _TRANSLATIONS if issubclass(kind, kinds_of)), None)


_TRANSLATIONS: Sequence[tuple[Any, Any]] = (
    (q.Term, _Translator.term),
    (q.Or, _Translator.disjunction),
    (q.Sequence, _Translator.sequence),
    (q.And, _Translator.conjunction),
    (q.DisjunctionMax, _Translator.disjunction_max),
    (q.Phrase, _Translator.phrase),
    (q.AndNot, _Translator.and_not),
    (q.AndMaybe, _Translator.and_maybe),
    (q.Require, _Translator.require),
    (q.Not, _Translator.negation),
    (q.ConstantScoreQuery, _Translator.constant),
    (q.TermRange, _Translator.term_range),
    ((q.Prefix, q.Wildcard, q.Regex, q.FuzzyTerm), _Translator.pattern),
    (q.NumericRange, _Translator.numeric_range),
    (q.Variations, _Translator.variations),
    (q.Otherwise, _Translator.otherwise),
    (q.Every, _Translator.every),
    (_NullQuery, _Translator.nothing),
)
