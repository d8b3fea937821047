"""Kinds of query beside those of ``searchkit.query_tree`` that the executor runs.

searchkit asks for none of them but ``TermSequence``, as which phrases are looked for; the others
are there for what the queries of Whoosh say (engine/whoosh/query_translator.py). They are frozen,
and equal by what they say, as those of the tree are.
"""

from __future__ import annotations

from searchkit._dataclass import dataclass
from searchkit.query_tree import Query, Term, TermRange


@dataclass(frozen=True, slots=True)
class EncodedTerm(Query):
    """Documents that hold a term that is no text: a number or a date as its field encodes it."""

    field: str
    text: bytes
    boost: float = 1.0


def term_of(field: str, text: str | bytes, boost: float = 1.0) -> Term | EncodedTerm:
    """Return the query for a term, of the kind that its form asks for."""
    return EncodedTerm(field, text, boost) if isinstance(text, bytes) else Term(field, text, boost)


@dataclass(frozen=True, slots=True)
class TermSequence(Query):
    """Documents that hold terms in this order, each at most ``slop`` positions behind the last.

    It scores as the sum of its terms, times ``boost``.
    """

    field: str
    words: tuple[str | bytes, ...]
    slop: int = 1
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class EncodedRange(Query):
    """Documents that hold a term from ``first`` on and before ``end``; None is no bound."""

    field: str
    first: bytes
    end: bytes | None


@dataclass(frozen=True, slots=True)
class Pattern(Query):
    """Documents that hold a term whose beginning a regular expression matches.

    ``prefix``: letters with which each such term begins, so that only those are looked at.
    """

    field: str
    expression: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Fuzzy(Query):
    """Documents that hold a term within a distance of Levenshtein's from a text.

    ``prefix``: how many of the first letters must be the same.
    """

    field: str
    text: str
    distance: int
    prefix: int


@dataclass(frozen=True, slots=True)
class SumOfTerms(Query):
    """What a query for many terms matches, scored as the sum of those terms, times ``boost``."""

    terms: TermRange | EncodedRange | Pattern | Fuzzy
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Boosted(Query):
    """What the part matches; its score times ``boost``."""

    part: Query
    boost: float


@dataclass(frozen=True, slots=True)
class Constant(Query):
    """What the part matches; all documents have the same score."""

    part: Query
    score: float


@dataclass(frozen=True, slots=True)
class Filtered(Query):
    """What the part and the condition match; scored by the part alone."""

    part: Query
    condition: Query


@dataclass(frozen=True, slots=True)
class AndMaybe(Query):
    """What the part matches; where the optional one matches too, both scores are added."""

    part: Query
    optional: Query


@dataclass(frozen=True, slots=True)
class DisjunctionMax(Query):
    """What any part matches, scored by the best part and ``tiebreak`` times the others."""

    parts: tuple[Query, ...]
    tiebreak: float


@dataclass(frozen=True, slots=True)
class Coordinated(Query):
    """What any of some terms matches; the more of them, the better (Whoosh's OR with a scale)."""

    parts: tuple[Term | EncodedTerm, ...]
    scale: float
    boost: float = 1.0
