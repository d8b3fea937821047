"""What a search asks of an index: a frozen tree of ten kinds, which any engine can carry out.

It stands on the ground floor, as ``token_stream`` does: ``search`` builds the tree and an engine
runs it, and neither knows more of the other than this. A document matches

* ``Term``: if it holds a term; ``Phrase``: terms one behind the other, each one of the alternatives
  at its position; ``Near``: phrases not far from each other; ``TermRange``: any term of a range;
* ``Or``, ``And``, ``Not``: if any, all, or none of the parts match (an empty ``Or`` matches
  nothing, an empty ``And`` everything);
* ``Every``: always, or if it holds any term of a field; ``Nothing``: never; ``Numbered``: if its
  number is one of some.

``Term``, ``Phrase``, ``Or`` and ``And`` score as sums of BM25: ``boost`` multiplies the score of a
term, and a phrase scores as the sum of its terms, for each of the ways in which it is written. The
other kinds are for filters.
"""

from __future__ import annotations

from searchkit._dataclass import dataclass


class Query:
    """Any node of the tree; nodes are equal, and hash alike, by what they say."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Term(Query):
    """Documents that hold a term of a field."""

    field: str
    text: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Or(Query):
    """Documents that any part matches."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class And(Query):
    """Documents that all parts match."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not(Query):
    """Documents that the part does not match."""

    part: Query


@dataclass(frozen=True, slots=True)
class Phrase(Query):
    """Documents that hold terms of a field one behind the other.

    ``words``: for each position of the phrase the terms that may stand there (Lucene calls this a
    MultiPhraseQuery).
    """

    field: str
    words: tuple[tuple[str, ...], ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Near(Query):
    """Documents that hold phrases of a field in order, at most ``slop`` terms between neighbours.

    ``phrases``: for each phrase, and each of its positions, the terms that may stand there. Phrases
    do not overlap.
    """

    field: str
    phrases: tuple[tuple[tuple[str, ...], ...], ...]
    slop: int


@dataclass(frozen=True, slots=True)
class TermRange(Query):
    """Documents that hold a term from ``first`` to ``last``, both included, in UTF-8's order.

    None is no bound. ``prefix``: only terms that begin with it.
    """

    field: str
    first: str | None = None
    last: str | None = None
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Every(Query):
    """All documents, or those that hold any term of a field."""

    field: str | None = None


@dataclass(frozen=True, slots=True)
class Nothing(Query):
    """No document."""


@dataclass(frozen=True, slots=True)
class Kept(Query):
    """Documents that the part matches: many searches ask for them, so a back end may keep them."""

    part: Query


@dataclass(frozen=True, slots=True)
class Numbered(Query):
    """Documents by their numbers (ascending) in the one state of the index that is searched."""

    numbers: tuple[int, ...]

    def __hash__(self) -> int:
        """Tell by the ends alone: there may be a hundred thousand, hashed at each look-up."""
        return hash((len(self.numbers), self.numbers[:1], self.numbers[-1:]))
