"""Rewrites a query, of our tree or of Whoosh, into the few kinds that the executor runs.

What the executor cannot run is refused with the reason.

A term that is no text (a number, a date) becomes the bytes that its field indexes. A range of
numbers becomes ranges of terms, variations become an OR, a sequence of terms becomes a phrase that
their conjunction scores. What Whoosh's matchers would pass over in silence is refused.
"""

from __future__ import annotations

import math
import re
from copy import copy
from functools import lru_cache
from operator import is_
from typing import TYPE_CHECKING, Any

from whoosh import query as q
from whoosh.fields import NUMERIC, FieldType
from whoosh.query.qcore import _NullQuery

from searchkit.engine.execution.matching import EXPANDING, any_matches
from searchkit.engine.execution.query_translator import translated
from searchkit.errors import QueryError
from searchkit.query_tree import Query

if TYPE_CHECKING:
    from collections.abc import Sequence


def rewritten(query: Query | q.Query, reader: Any) -> q.Query:
    """Return a query of the kinds that ``Matches`` and ``Scores`` know; the same one if it is.

    searchkit asks with a tree of its own; any query of Whoosh's is for those who open the folder
    with Whoosh.

    Raises:
        QueryError: a part that the planner does not run, or whose values make no sense.

    """
    asked = translated(query, reader) if isinstance(query, Query) else query
    return _Rewriter(reader).of(asked)


class _Rewriter:
    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._schema = reader.schema
        self._texts: set[str] = set()

    def of(self, query: q.Query) -> q.Query:
        if not math.isfinite(getattr(query, "boost", 1.0)):
            # divergence 14
            raise QueryError(f"a boost must be a finite number, not {query.boost}")
        rewrite = _rewrite_of(query.__class__)
        if rewrite is None:
            # divergence 9
            raise QueryError(f"searchkit cannot plan a query of the kind {type(query).__name__}")
        return rewrite(self, query)

    def term(self, query: q.Term) -> q.Query:
        term = self._indexed(query.fieldname, query.text)
        if term is None:
            return q.NullQuery
        return query if term is query.text else q.Term(query.fieldname, term, boost=query.boost)

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
        if fieldname in self._texts:
            return True
        field = type(self._schema[fieldname]) if fieldname in self._schema else FieldType
        if field.to_bytes is not FieldType.to_bytes:
            return False
        self._texts.add(fieldname)
        return True

    def compound(self, query: q.CompoundQuery) -> q.Query:
        parts = [part if self._is_plain(part) else self.of(part) for part in query]
        if all(map(is_, parts, query)):
            return query
        return _with(query, subqueries=parts)

    def _is_plain(self, query: q.Query) -> bool:
        """Tell at a glance, as for most terms of most queries, that nothing is to be rewritten."""
        return (
            query.__class__ is q.Term
            and query.fieldname in self._texts
            and query.text.__class__ is str
            and query.text.isprintable()  # half of a surrogate pair is not
            and math.isfinite(query.boost)
        )

    def disjunction(self, query: q.Or) -> q.Query:
        if query.minmatch > 1:
            # divergence 10
            raise QueryError("Whoosh has no minmatch in an OR yet, and neither has searchkit")
        if query.scale:  # divergence 11
            if not 0 < query.scale < 1:
                raise QueryError(f"the scale of an OR lies between 0 and 1, not at {query.scale}")
            if not all(isinstance(part, q.Term) for part in query):
                raise QueryError("an OR with a scale may hold terms only")
        return self.compound(query)

    def binary(self, query: Any) -> q.Query:
        a, b = self.of(query.a), self.of(query.b)
        if a is query.a and b is query.b:
            return query
        return _with(query, a=a, b=b, subqueries=(a, b))

    def otherwise(self, query: q.Otherwise) -> q.Query:
        first = self.of(query.a)
        return first if any_matches(self._reader, first) else self.of(query.b)

    def negation(self, query: q.Not) -> q.Query:
        child = self.of(query.query)
        return query if child is query.query else _with(query, query=child)

    def constant(self, query: q.ConstantScoreQuery) -> q.Query:
        if not math.isfinite(query.score):
            # divergence 14
            raise QueryError(f"a score must be a finite number, not {query.score}")
        child = self.of(query.child)
        return query if child is query.child else _with(query, child=child)

    def phrase(self, query: q.Phrase) -> q.Query:
        words = [word for word in query.words if word is not None]
        terms = [self._indexed(query.fieldname, word) for word in words]
        if not terms or None in terms:
            return q.NullQuery
        if len(terms) == 1:
            return q.Term(query.fieldname, terms[0], boost=query.boost)
        self._check_positions(query.fieldname)
        return query if terms == query.words else _with(query, words=terms)

    def _check_positions(self, fieldname: str) -> None:
        if fieldname in self._schema:
            form = self._schema[fieldname].format
            if not (form and form.supports("positions")):
                # divergence 13
                raise QueryError(f"field {fieldname!r} keeps no positions, so no phrases")

    def sequence(self, query: q.Sequence) -> q.Query:
        # what is refused: divergence 12
        parts = list(query)
        if isinstance(query, q.Ordered) or not query.ordered:
            raise QueryError("searchkit plans a sequence only in its order and within its slop")
        if not all(isinstance(part, q.Term) for part in parts):
            raise QueryError("searchkit plans a sequence of terms only")
        if len({part.fieldname for part in parts}) > 1:
            raise QueryError("the terms of a sequence must be of one field")
        if not parts:
            return q.NullQuery
        words = [part.text for part in parts]
        places = q.Phrase(parts[0].fieldname, words, slop=query.slop)
        return self.of(q.Require(q.And(parts, boost=query.boost), places))

    def variations(self, query: q.Variations) -> q.Query:
        from whoosh.lang.morph_en import variations

        words = sorted(variations(query.text))
        parts = [q.Term(query.fieldname, word) for word in words]
        return self.of(q.Or(parts, boost=query.boost))

    def numeric_range(self, query: q.NumericRange) -> q.Query:
        if query.fieldname not in self._schema:
            return q.NullQuery
        if not isinstance(self._schema[query.fieldname], NUMERIC):
            raise QueryError(f"field {query.fieldname!r} holds no numbers, so no ranges of them")
        try:
            compiled = query._compile_query(self._reader)
        except (ValueError, TypeError) as error:
            raise QueryError(f"no range of {query.fieldname!r}: {error}") from error
        return self.of(compiled)

    def expanding(self, query: Any) -> q.Query:
        # what is refused: divergence 15
        is_range = isinstance(query, q.TermRange)
        if not (is_range and query.constantscore) and not self._holds_text(query.fieldname):
            raise QueryError(f"field {query.fieldname!r} holds no text, only ranges can be found")
        if is_range:
            return self._term_range(query)
        if not isinstance(query.text, str):
            raise QueryError(f"a pattern must be a text, not {query.text!r}")
        if not _encodable(query.text):
            return q.NullQuery
        if isinstance(query, q.Regex):
            try:
                re.compile(query.text)
            except re.error as error:
                raise QueryError(f"no regular expression: {query.text!r}: {error}") from error
        return query

    def _term_range(self, query: q.TermRange) -> q.Query:
        bounds = query.start, query.end
        terms = tuple(None if v is None else self._indexed(query.fieldname, v) for v in bounds)
        if any(term is None and v is not None for term, v in zip(terms, bounds, strict=True)):
            return q.NullQuery
        return query if terms == bounds else _with(query, start=terms[0], end=terms[1])

    def same(self, query: q.Query) -> q.Query:
        return query


def _with(query: q.Query, /, **changes: Any) -> q.Query:
    changed = copy(query)
    vars(changed).update(changes)
    return changed


def _encodable(text: str) -> bool:
    """Tell whether a text may be one of the index: none with half of a surrogate pair is."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@lru_cache
def _rewrite_of(kind: type) -> Any:
    return next((rewrite for kinds, rewrite in _REWRITES if issubclass(kind, kinds)), None)


_REWRITES: Sequence[tuple[Any, Any]] = (
    (q.Term, _Rewriter.term),
    (q.Or, _Rewriter.disjunction),
    (q.Sequence, _Rewriter.sequence),
    ((q.And, q.DisjunctionMax), _Rewriter.compound),
    (q.Phrase, _Rewriter.phrase),
    ((q.AndNot, q.AndMaybe, q.Require), _Rewriter.binary),
    (q.Not, _Rewriter.negation),
    (q.ConstantScoreQuery, _Rewriter.constant),
    (EXPANDING, _Rewriter.expanding),
    (q.NumericRange, _Rewriter.numeric_range),
    (q.Variations, _Rewriter.variations),
    (q.Otherwise, _Rewriter.otherwise),
    ((q.Every, _NullQuery), _Rewriter.same),
)
