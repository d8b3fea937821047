"""What stands around passages, with the name of the law that they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.index.schema import DOCUMENT
from searchkit.index.terms.contexts import Context, unpack_context
from searchkit.index.terms.titles import article_term, title_words
from searchkit.query_tree import And, Or, Term
from searchkit.search.number_sets import distinct
from searchkit.search.ranking.features.articles import Span
from searchkit.search.ranking.features.definitions import AROUND
from searchkit.text.legal.document_numbers import number_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from searchkit.backends.base import Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query

_KEPT = 1 << 14


class Surroundings(NamedTuple):
    """What stands around passages: the context of each, and the articles that they are in."""

    contexts: list[Context]
    span: Span

    def followed_by(self, other: Surroundings) -> Surroundings:
        """Return what stands around these passages and then around others."""
        spans = map(np.concatenate, zip(self.span, other.span, strict=True))
        return Surroundings(self.contexts + other.contexts, Span(*spans))


class ContextReader:
    """Reads what stands around passages; keeps what it has met of laws' names and of words."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._names: dict[str, tuple[str, ...]] = {}
        self._idf: dict[str, float] = {}

    def read(self, passages: Longs, owners: Longs) -> Surroundings:
        """Return what stands around passages; ``owners`` are the first ones of their documents."""
        asked = distinct(np.concatenate((passages, owners)))
        runs = self._catalogue.state.contexts(asked)
        back = asked.searchsorted(passages)
        known = {value: unpack_context(value) for value in dict.fromkeys(runs.values)}
        found = [known[value] for value in runs.values]
        own = [found[place] for place in back.tolist()]
        heads = [found[place] for place in asked.searchsorted(owners).tolist()]
        names = self._unsaid(heads)
        contexts = [
            Context(
                one.heading,
                head.article,
                head.group,
                one.law or head.law or names.get(head.group, ()),
            )
            for one, head in zip(own, heads, strict=True)
        ]
        ends = self._catalogue.ends(owners)
        in_law = np.array([bool(context.group) for context in contexts])
        firsts = np.where(in_law, owners, np.maximum(runs.firsts[back], owners))
        behind = np.where(in_law, ends, np.minimum(runs.ends[back], ends))
        span = Span(
            passages,
            np.maximum(firsts, passages - AROUND),
            np.minimum(behind, passages + AROUND + 1),
        )
        return Surroundings(contexts, span)

    def expect(self, contexts: Sequence[Context]) -> None:
        """Be told that ``idf`` will be asked for the words of headings and names."""

        def new() -> Iterator[tuple[str, str]]:  # an engine at hand does not look at it
            for context in contexts:
                for word in (*context.heading, *context.law):
                    if word not in self._idf:
                        yield "folded", word

        self._catalogue.state.expect_terms(new())

    def idf(self, texts: Iterable[tuple[str, ...]]) -> dict[str, float]:
        """Return the idf of all words of headings and names; others may be among them."""
        words, known = set().union(*texts), self._idf
        new = words - known.keys()
        if new:
            if len(known) >= _KEPT:
                known = self._idf = {}  # another thread may be given the former one
                new = words
            terms = [Term("folded", word) for word in sorted(new)]
            counts = self._catalogue.state.counts(terms, np.zeros(0, np.int64))
            known.update(zip(sorted(new), counts.idf.tolist(), strict=True))
        return known

    def _unsaid(self, heads: Iterable[Context]) -> dict[str, tuple[str, ...]]:
        """Return the names of the laws of articles that do not say them."""
        return self._law_names({head.group for head in heads if head.group and not head.law})

    def _law_names(self, groups: AbstractSet[str]) -> dict[str, tuple[str, ...]]:
        """Return the names of laws, of each what its first records tell; () if they tell none."""
        names = {group: name for group in groups if (name := self._names.get(group)) is not None}
        new = sorted(groups - names.keys())
        if not new:
            return names
        if len(self._names) + len(new) > _KEPT:
            self._names = {}
        asked = [(group, records) for group in new for records in _first_records(group)]
        state = self._catalogue.state
        firsts = state.first_matching([records for _, records in asked])
        known = distinct(firsts[firsts >= 0])
        laws = [unpack_context(value).law for value in state.contexts(known).values]
        law_of = dict(zip(known.tolist(), laws, strict=True))
        found: dict[str, list[int]] = {group: [] for group in new}
        for (group, _), first in zip(asked, firsts.tolist(), strict=True):
            found[group].append(first)
        for group, own in found.items():
            told = (law_of[first] for first in sorted(own) if first in law_of)
            names[group] = self._names[group] = next((law for law in told if law), ())
        return names


def _first_records(group: str) -> Iterator[Query]:
    """Yield what matches the records of a law of which the first may tell its name."""
    numbers = number_keys(group)
    laws = numbers or [" ".join(title_words(group))]
    yield _records([Term("title", article_term("1", law)) for law in laws])
    if numbers:
        yield _records([Term("number", number) for number in numbers])


def _records(terms: list[Term]) -> Query:
    of_law = Or(tuple(terms)) if len(terms) > 1 else terms[0]  # which is faster, and most are one
    return And((of_law, Term("record", DOCUMENT)))
