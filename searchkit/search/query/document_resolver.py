"""Which documents of the index a query names, where it has only a part of their numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from searchkit._dataclass import replace
from searchkit._named_tuple import NamedTuple
from searchkit.index.numbers_in_part import agreeing
from searchkit.query_tree import And, Every, Not, Or, Term, TermRange
from searchkit.search.number_sets import are_among, distinct
from searchkit.search.query.filter_values import matching_terms
from searchkit.text.legal.document_references import find_references, spaced
from searchkit.text.legal.symbols import document_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchkit.backends.base import Flags, IndexState, Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.index.numbers_in_part import KnownNumber
    from searchkit.query_tree import Query
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.text.legal.document_references import Period, Reference

_MOST_DOCUMENTS = 50
"""Documents of one number that are told apart by their dates; more are named by the number only."""


class Named(NamedTuple):
    """What a reference names: canonical numbers, and documents (by key) where others share them."""

    numbers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def complete_numbers(catalogue: Catalogue, query: ParsedQuery) -> ParsedQuery:
    """Return the query with the numbers, as the index has them, that it names in part."""
    references = find_references(query.text)
    named = [find_named(catalogue, reference) for reference in references]
    sure = [one.numbers[0] for one in named if len(one.numbers) == 1]
    numbers = _once([*query.numbers, *sure])
    several = _once(n for one in named for n in one.numbers if n not in numbers)
    return replace(
        query,
        text=spaced(query.text, references),
        numbers=numbers,
        candidates=_likeliness(catalogue.state, several),
        documents=_once(key for one in named for key in one.documents),
    )


def find_named(catalogue: Catalogue, reference: Reference) -> Named:
    """Find the documents that a reference names.

    A number of the Party, of a decision or of a letter has no year: it comes again every year and
    from every office, so the date and the issuer of the document decide then.
    """
    key = reference.key
    told = reference.period or reference.issuer
    if key and not told and len(catalogue.state.matching(Term("number", key))):
        return Named((key,))
    return _Candidates(catalogue, reference).named()


def _likeliness(state: IndexState, numbers: Sequence[str]) -> dict[str, float]:
    """Return how likely each of some numbers is meant, 1 for that which others cite most."""
    cited = []
    for number in numbers:
        citing = And((Term("mentions", number), Not(Term("number", number))))
        cited.append(len(state.matching(citing)))
    most = max(cited, default=0) or 1
    return {number: count / most for number, count in zip(numbers, cited, strict=True)}


class _Candidates:
    """The documents whose numbers agree with a reference."""

    def __init__(self, catalogue: Catalogue, reference: Reference) -> None:
        self._catalogue = catalogue
        self._reference = reference
        self._numbers = agreeing(catalogue.state, reference)
        documents = [self._bearing(number) for number in self._numbers]
        sizes = [len(found) for found in documents]
        self._documents = np.concatenate([np.zeros(0, np.int64), *documents])
        self._which = np.repeat(np.arange(len(sizes)), sizes)

    def named(self) -> Named:
        kept = self._of_type()
        if self._reference.issuer is not None:
            kept &= self._issued_by(self._reference.issuer, kept)
        if self._reference.period is not None:
            kept &= self._issued(self._reference.period, kept)
        chosen = distinct(self._which[kept])
        numbers = tuple(self._numbers[i].key for i in chosen.tolist())
        shared = are_among(self._which, chosen) & ~kept
        documents = self._documents[kept]
        if not shared.any() or len(documents) > _MOST_DOCUMENTS:
            return Named(numbers)
        return Named(numbers, tuple(self._catalogue.document(n).key for n in documents.tolist()))

    def _bearing(self, number: KnownNumber) -> Longs:
        return self._catalogue.holding(Term("number", number.key))

    def _of_type(self) -> Flags:
        """Tell which documents are of the type asked for, by their number or their letterhead."""
        asked = self._reference.types
        if not asked or not self._numbers:
            return np.ones(len(self._documents), bool)
        told = np.array([number.type in asked for number in self._numbers])[self._which]
        by_letterhead = self._among(Or(tuple(Term("type", name) for name in sorted(asked))))
        if asked.isdisjoint(_untyped()):
            return told | by_letterhead
        # Official letters, and what the National Assembly issues, have no type in their numbers.
        silent = np.array([number.type is None for number in self._numbers])[self._which]
        return told | by_letterhead | (silent & ~self._among(Every("type")))

    def _issued_by(self, issuer: str, kept: Flags) -> Flags:
        """Tell which documents are by an issuer; all, if none is."""
        terms = matching_terms(self._catalogue.state, "issuer", issuer)
        own = self._among(Or(tuple(Term("issuer", term) for term in terms)))
        return own if (own & kept).any() else kept

    def _issued(self, period: Period, kept: Flags) -> Flags:
        """Tell which documents were issued then; where no date agrees, which may have been."""
        year = period.first[:4]
        for first, last in (period, (f"{year}-01-01", f"{year}-12-31")):
            inside = self._among(TermRange("date", first, last))
            if (inside & kept).any():
                return inside
        by_number = np.array([number.year is not None for number in self._numbers], bool)
        return by_number[self._which] | ~self._among(Every("date"))

    def _among(self, query: Query) -> Flags:
        return are_among(self._documents, self._catalogue.state.matching(query))


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


@lru_cache(maxsize=1)
def _untyped() -> frozenset[str]:
    bare = {row.folded for row in document_types() if not row.abbreviation}
    return frozenset(bare | {"cong van", "phap lenh", "nghi quyet"})
