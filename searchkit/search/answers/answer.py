"""What every kind of answer can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from searchkit.index.schema import DOCUMENT, SOURCE
from searchkit.query_tree import And, Not, Term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchkit.backends.base import Longs, TopDocs
    from searchkit.query_tree import Query
    from searchkit.search.answers.ranked import Ranked
    from searchkit.search.matching import Matcher
    from searchkit.search.query.filter_set import FilterSet
    from searchkit.search.results import Explanation

HEADS = Term("record", DOCUMENT)
"""Holds for the first passages of documents."""

OF_TEXTS = Not(And((Term("record", SOURCE), Not(HEADS))))
"""Holds for passages, and not for the records of files that have no text."""


class Ranking(Protocol):
    """The passages that a search finds, from the best on."""

    def rank(self, depth: int) -> TopDocs:
        """Return the best passages by the first stage, ``depth`` at most, and how many there are.

        Of a ranking to a greater depth, the first ones are these. Behind them may come further
        ones that ``arrange`` is to order, too.
        """

    def rank_roughly(self, depth: int) -> TopDocs:
        """Return the best passages in about that order, at a small cost for however many."""

    def arrange(self, top: TopDocs, documents: int) -> TopDocs:
        """Return the same passages, those of the first ``documents`` documents in their order."""


class Answer(Protocol):
    """The passages that a search finds."""

    @property
    def filters(self) -> FilterSet:
        """What holds for them beside ``found``."""

    @property
    def found(self) -> Query:
        """What they match, and under the filters nothing else does."""

    @property
    def ranking(self) -> Ranking | None:
        """Their order; None where there is nothing to rank by, and the newest are the first."""

    @property
    def matcher(self) -> Matcher:
        """What tells how strongly each token of a text is matched."""

    def order(self, passages: Longs) -> TopDocs:
        """Return passages (ascending) of some documents, the best of each document first."""

    def explain(self, hits: Sequence[Ranked], *, explain: bool) -> Mapping[int, Explanation]:
        """Say for passages why they were found; in full on demand."""


def condition(answer: Answer, without: str | None = None) -> Query:
    """Return what all passages of an answer match, but for what was chosen of one facet."""
    return And((answer.found, *answer.filters.without(without)))
