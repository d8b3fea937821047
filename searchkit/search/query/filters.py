"""What filters a search besides its query: what the letterhead says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from searchkit.errors import UsageError
from searchkit.query_tree import Or, Term, TermRange
from searchkit.search.query.document_resolver import find_named
from searchkit.search.query.filter_values import matching_terms, near_values
from searchkit.text.legal.document_references import find_references
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query

MAX_VALUE = 500
"""Characters of a value to filter by; the longest name of a body has 200."""

_NAMED = ("type", "issuer", "superior", "signer", "place")


@dataclass(frozen=True, slots=True)
class Filters:
    """Restricts a search by what the letterhead says.

    ``type``, ``issuer``, ``superior``, ``signer`` and ``place`` are met by values that contain them
    as words, with or without diacritics, abbreviated or not (``NĐ``, ``UBND tỉnh``, ``SNV``).
    ``superior`` is the body above the issuer; an issuer may be named with it (``Sở Nội vụ tỉnh
    Nghệ An``). ``number`` is met in any spelling, also in part; ``since`` and ``until`` are the
    first and the last date.
    """

    type: str | None = None
    issuer: str | None = None
    superior: str | None = None
    signer: str | None = None
    place: str | None = None
    number: str | None = None
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        """Raise UsageError for a value that is longer than any name or number."""
        for name in (*_NAMED, "number"):
            value = getattr(self, name)
            if value is not None and len(value) > MAX_VALUE:
                raise UsageError(
                    f"the filter for {name} has {len(value):,} characters, "
                    f"more than the {MAX_VALUE:,} that are allowed"
                )


def make_filters(catalogue: Catalogue, filters: Filters) -> list[Query]:
    """Return what must all match; raises UsageError for a document number that is none."""
    return list(_letterhead(catalogue, filters))


def unmet(catalogue: Catalogue, filters: Filters) -> Iterator[str]:
    """Say which filters no document of the index meets, and which values are near theirs."""
    for name in _NAMED:
        value = getattr(filters, name)
        if value is None or matching_terms(catalogue.state, name, value):
            continue
        yield f'no {name} of a document is "{value}"; {_way_out(catalogue, name, value)}'
    if filters.number is not None and not of_number(catalogue, filters.number).parts:
        yield f'no document of the index has the number "{filters.number}"'


def _way_out(catalogue: Catalogue, name: str, value: str) -> str:
    if name == "issuer" and matching_terms(catalogue.state, "superior", value):
        return "it is the superior of some that issue: filter by superior"
    near = near_values(catalogue, name, value)
    return f"the index has: {'; '.join(near)}" if near else "the index knows of none"


def of_letterhead(catalogue: Catalogue, name: str, value: str) -> Or:
    """Return what holds for documents whose letterhead has a value, as `Filters` take it.

    ``name``: ``type``, ``issuer``, ``superior``, ``signer`` or ``place``.
    """
    field = "issuer" if name == "superior" else name
    return _any_of(field, matching_terms(catalogue.state, name, value))


def _letterhead(catalogue: Catalogue, filters: Filters) -> Iterator[Query]:
    for name in _NAMED:
        value = getattr(filters, name)
        if value is not None:
            yield of_letterhead(catalogue, name, value)
    if filters.number is not None:
        yield of_number(catalogue, filters.number)
    if filters.since is not None or filters.until is not None:
        first = None if filters.since is None else filters.since.isoformat()
        last = None if filters.until is None else filters.until.isoformat()
        yield TermRange("date", first, last)


def of_number(catalogue: Catalogue, text: str) -> Or:
    """Return what holds for documents of a number; raises UsageError for what is none."""
    references = find_references(normalize(text).text)
    if not references:
        raise UsageError(f'"{text}" is no document number, such as 18-NQ/TW')
    named = [find_named(catalogue, reference) for reference in references]
    parts = [
        part
        for one in named
        for part in (
            _any_of("key", one.documents) if one.documents else _any_of("number", one.numbers)
        ).parts
    ]
    return Or(tuple(parts))


def _any_of(field: str, terms: Sequence[str]) -> Or:
    return Or(tuple(Term(field, term) for term in terms))
