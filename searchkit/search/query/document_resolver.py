"""Which documents of the index a query names, where it has only a part of their numbers."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from searchkit._dataclass import replace
from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.query_tree import And, Every, Not, Or, Term, TermRange
from searchkit.search.number_sets import are_among, distinct
from searchkit.search.query.filter_values import matching_terms
from searchkit.text.legal.document_references import find_references, spaced
from searchkit.text.legal.symbols import document_types, find_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchkit.backends.base import Flags, IndexState, Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.text.legal.document_references import Period, Reference

_MOST_DOCUMENTS = 50
"""Documents of one number that are told apart by their dates; more are named by the number only."""

_KEY = lazy_pattern(r"(?P<number>[0-9]+[a-z]?)[/-](?:(?P<year>[0-9]{4})/)?(?P<symbol>.+)")
_SEPARATOR = lazy_pattern(r"[/-]")


class Named(NamedTuple):
    """What a reference names: canonical numbers, and documents (by key) where others share them."""

    numbers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


class _Number(NamedTuple):
    """A canonical number of the index, taken apart."""

    key: str
    year: str | None
    parts: tuple[str, ...]

    @property
    def type(self) -> str | None:
        """The folded name of the type that the number tells."""
        kind = find_type(self.parts[0])
        return None if kind is None else kind.folded


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
        self._numbers = _agreeing(catalogue.state, reference)
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

    def _bearing(self, number: _Number) -> Longs:
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


def _agreeing(state: IndexState, reference: Reference) -> list[_Number]:
    """Return the numbers of the index that a reference may mean; the most alike only."""
    found = []
    for term in state.terms("number", reference.number):
        key = _KEY.fullmatch(term)
        if key is None or key["number"] != reference.number:
            continue
        number = _Number(term, key["year"], tuple(_SEPARATOR.split(key["symbol"])))
        if reference.year is None or number.year in (None, reference.year):
            found.append(number)
    wanted = reference.parts
    exact = [number for number in found if number.key == reference.key]
    whole = [number for number in found if set(wanted) <= set(number.parts)]
    return exact or whole or [number for number in found if _begins(wanted, number.parts)]


def _begins(wanted: Sequence[str], parts: Sequence[str]) -> bool:
    """Say whether each part wanted begins one of a number: ``QĐ-UB`` that of ``QĐ-UBND``."""
    return all(any(part.startswith(begun) for part in parts) for begun in wanted)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


@lru_cache(maxsize=1)
def _untyped() -> frozenset[str]:
    bare = {row.folded for row in document_types() if not row.abbreviation}
    return frozenset(bare | {"cong van", "phap lenh", "nghi quyet"})
