"""What stands around passages, with the name of the law that they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.index.schema import DOCUMENT
from searchkit.index.terms.contexts import Context, unpack_context
from searchkit.index.terms.titles import article_term, title_words
from searchkit.query_tree import And, Or, Term
from searchkit.search.ranking.features.articles import Span
from searchkit.search.ranking.features.definitions import AROUND
from searchkit.text.legal.document_numbers import document_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.backends.base import Longs
    from searchkit.index.catalogue import Catalogue

_KEPT = 1 << 14


class ContextReader:
    """Reads what stands around passages; keeps what it has met of laws' names and of words."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._names: dict[str, tuple[str, ...]] = {}
        self._idf: dict[str, float] = {}

    def read(self, passages: Longs, owners: Longs) -> tuple[list[Context], Span]:
        """Return the context of each passage, and the articles that they are in.

        ``owners`` are the first passages of their documents.
        """
        asked = np.union1d(passages, owners)
        runs = self._catalogue.state.contexts(asked)
        back = asked.searchsorted(passages)
        contexts = [
            self._context(unpack_context(runs.values[own]), unpack_context(runs.values[first]))
            for own, first in zip(back.tolist(), asked.searchsorted(owners).tolist(), strict=True)
        ]
        ends = self._catalogue.ends(owners)
        in_law = np.array([bool(context.group) for context in contexts])
        firsts = np.where(in_law, owners, np.maximum(runs.firsts[back], owners))
        behind = np.where(in_law, ends, np.minimum(runs.ends[back], ends))
        return contexts, Span(
            passages,
            np.maximum(firsts, passages - AROUND),
            np.minimum(behind, passages + AROUND + 1),
        )

    def idf(self, contexts: Sequence[Context]) -> dict[str, float]:
        """Return the idf of all words of headings and names; others may be among them."""
        words = {word for context in contexts for word in (*context.heading, *context.law)}
        new = words - self._idf.keys()
        if new:
            if len(self._idf) >= _KEPT:
                self._idf = {}
                new = words
            terms = [Term("folded", word) for word in sorted(new)]
            counts = self._catalogue.state.counts(terms, np.zeros(0, np.int64))
            self._idf |= dict(zip(sorted(new), counts.idf.tolist(), strict=True))
        return self._idf

    def _context(self, own: Context, first: Context) -> Context:
        """Return what a passage says, and of its document what the first passage says."""
        law = first.law
        if first.group and not law:
            law = self._law_name(first.group)
        return Context(own.heading, first.article, first.group, law)

    def _law_name(self, group: str) -> tuple[str, ...]:
        name = self._names.get(group)
        if name is None:
            if len(self._names) >= _KEPT:
                self._names = {}
            name = self._names[group] = self._name_told(group)
        return name

    def _name_told(self, group: str) -> tuple[str, ...]:
        """Return the name that a law's first records tell; () if they tell none."""
        numbers = [number.key for number in document_numbers(group)]
        laws = numbers or [" ".join(title_words(group))]
        firsts: list[int] = []
        of_law = [Or(tuple(Term("title", article_term("1", law)) for law in laws))]
        of_law += [Or(tuple(Term("number", number) for number in numbers))] if numbers else []
        for records in of_law:
            first = And((records, Term("record", DOCUMENT)))
            firsts += self._catalogue.state.matching(first)[:1].tolist()
        told = self._catalogue.state.contexts(np.array(sorted(firsts), np.int64)).values
        return next((law for value in told if (law := unpack_context(value).law)), ())
