"""Numbers that people give in part: ``NQ 48``, ``nghị định 30 năm 2020``, ``14/2023``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.query_tree import And, Or, Term
from searchkit.text.legal.document_references import find_references, words_beside
from searchkit.text.legal.symbols import find_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.backends.base import IndexState
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.text.legal.document_references import Reference

_KEY = lazy_pattern(r"(?P<number>[0-9]+[a-z]?)[/-](?:(?P<year>[0-9]{4})/)?(?P<symbol>.+)")
_SEPARATOR = lazy_pattern(r"[/-]")


class KnownNumber(NamedTuple):
    """A canonical number of the index, taken apart."""

    key: str
    year: str | None
    parts: tuple[str, ...]

    @property
    def type(self) -> str | None:
        """The folded name of the type that the number tells."""
        kind = find_type(self.parts[0])
        return None if kind is None else kind.folded


def agreeing(state: IndexState, reference: Reference) -> list[KnownNumber]:
    """Return the numbers of the index that a reference may mean; the most alike only."""
    found = []
    for term in state.terms("number", reference.number):
        key = _KEY.fullmatch(term)
        if key is None or key["number"] != reference.number:
            continue
        number = KnownNumber(term, key["year"], tuple(_SEPARATOR.split(key["symbol"])))
        if reference.year is None or number.year in (None, reference.year):
            found.append(number)
    wanted = reference.parts
    exact = [number for number in found if number.key == reference.key]
    whole = [number for number in found if set(wanted) <= set(number.parts)]
    return exact or whole or [number for number in found if _begins(wanted, number.parts)]


def numbered_so(catalogue: Catalogue, name: str) -> list[int]:
    """Return the first passages of the documents of a number in part, of the type beside it.

    There are none for a name that says anything else.
    """
    references = find_references(name)
    if len(references) != 1 or words_beside(name, references):
        return []
    (reference,) = references
    types = Or(tuple(Term("type", own) for own in sorted(reference.types)))
    known = agreeing(catalogue.state, reference)
    of_year = [number for number in known if number.year == reference.year]
    found: list[int] = []
    for number in of_year or known:
        bearing: Query = Term("number", number.key)
        if reference.types and number.type not in reference.types:
            bearing = And((bearing, types))
        found += catalogue.holding(bearing).tolist()
    return sorted(found)


def _begins(wanted: Sequence[str], parts: Sequence[str]) -> bool:
    """Say whether each part wanted begins one of a number: ``QĐ-UB`` that of ``QĐ-UBND``."""
    return all(any(part.startswith(begun) for part in parts) for begun in wanted)
