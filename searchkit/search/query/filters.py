"""What filters a search besides its query: what the letterhead says.

Topics, by which `Filters` restrict a search too, are told by `topic_conditions`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, field
from searchkit._named_tuple import NamedTuple
from searchkit.documents.record_fields import iso_date
from searchkit.errors import UsageError
from searchkit.query_tree import And, Every, Not, Or, Term, TermRange
from searchkit.text.legal.dates import parse_date
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.search.query.names.letterhead import OtherValue
    from searchkit.text.legal.names.gazetteer import Gazetteer

VALIDITY = "validity"
"""The facet of what holds on a day, of which filters by a day of effect choose ``in_force``."""

MAX_VALUE = 500
"""Characters of a value to filter by; the longest name of a body has 200."""

NAMED = ("type", "issuer", "superior", "signer", "place")
"""What a letterhead says by name."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Restricts a search by what the letterhead says, and by topic.

    ``type``, ``issuer``, ``superior``, ``signer`` and ``place`` are met by values that contain them
    as words, with or without diacritics, abbreviated or not (``NĐ``, ``UBND tỉnh``, ``SNV``); of
    several values any may be met. ``superior`` is the body above the issuer; an issuer may be named
    with it (``Sở Nội vụ tỉnh Nghệ An``). ``number`` is met in any spelling, also in part; ``since``
    and ``until`` are the first and the last date, or a period as people write it: ``2025``,
    ``3/2025``, ``quý I/2025``. Documents that do not say what is asked for are left out and
    counted, unless ``with_unknown`` keeps them. ``topic`` are names or titles of topics, of which a
    passage must be about any. ``chosen`` are values of facets, by facet, as a search counts them:
    a document has one of those of each facet, exactly; a facet's own choice leaves its counts.

    ``where`` restricts by fields of one's own: ``{"ho-so": "HS-2025-17", "trang": (10, None)}``. A
    value is met by the same, a text by one that holds it as words, a number or date also as people
    type it; a list by any of its values, a tuple by what lies between its two ends, of which None
    is open. Empty texts, as web forms send them, ask for nothing.

    ``in_force`` is met by what is known to hold today, at least in part, or on the day ``on``; a
    day alone asks the same, but beside a state that was chosen (``chosen={"validity": "ended"}``)
    it only says the day.
    """

    type: str | Sequence[str] | None = None
    issuer: str | Sequence[str] | None = None
    superior: str | Sequence[str] | None = None
    signer: str | Sequence[str] | None = None
    place: str | Sequence[str] | None = None
    number: str | None = None
    since: date | str | None = None
    until: date | str | None = None
    with_unknown: bool = False
    topic: str | Sequence[str] | None = None
    where: Mapping[str, object] = field(default_factory=dict, hash=False)
    in_force: bool = False
    on: date | str | None = None
    chosen: Mapping[str, str | Sequence[str]] = field(default_factory=dict, hash=False)

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return the values chosen of each facet, without facets of which none is."""
        several = {
            name: tuple(own for own in ([values] if isinstance(values, str) else values) if own)
            for name, values in self.chosen.items()
        }
        return {name: values for name, values in several.items() if values}

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a filter, of which any may be met; none where it is not set."""
        value = getattr(self, name)
        return (value,) if isinstance(value, str) else tuple(value or ())

    def days(self) -> tuple[str | None, str | None]:
        """Return the first and the last day, as ``2025-02-17``.

        Raises UsageError for what is no date, and where the first is after the last.
        """
        since, until = _period("since", self.since), _period("until", self.until)
        first = None if since is None else since[0]
        last = None if until is None else until[1]
        if first and last and first > last:
            raise UsageError(
                f"since ({first}) is after until ({last}), so nothing can be found: exchange them"
            )
        return first, last

    def day_of_effect(self) -> date | None:
        """Return the day on which documents must hold, None where that is not asked.

        Raises UsageError for what is no day.
        """
        if self.on is None:
            return dt.date.today() if self.in_force else None
        period = _period("on", self.on)
        if period is None or period[0] != period[1]:
            raise UsageError(f'on "{self.on}" is no day: write 17/2/2025 or 2025-02-17')
        return dt.date.fromisoformat(period[0])

    def is_set(self) -> bool:
        """Say whether anything is left out."""
        others = (self.number, self.since, self.until)
        return (
            any(map(self.values, (*NAMED, "topic")))
            or any(other is not None for other in others)
            or bool(self.where)
            or self.in_force
            or self.on is not None
            or bool(self.choices())
        )

    def __post_init__(self) -> None:
        """Leave out what is empty; raise UsageError for a value longer than any name or number."""
        for name in (*NAMED, "topic"):
            values = tuple(value for value in self.values(name) if value and value.strip())
            object.__setattr__(self, name, values or None)
            _check_lengths(name, values)
        for name in ("number", "since", "until", "on"):
            value = getattr(self, name)
            if isinstance(value, str):
                object.__setattr__(self, name, value if value.strip() else None)
                _check_lengths(name, (value,))
        object.__setattr__(self, "where", _checked(self.where))


class Asked(NamedTuple):
    """What a filter asks of a field: what must hold, and what holds where a document is silent."""

    name: str
    holds: Query
    silent: Query


def asked(
    catalogue: Catalogue, filters: Filters, names: Callable[[], Gazetteer] | None = None
) -> list[Asked]:
    """Return what filters ask, field by field.

    With ``names``, issuers and places are met by what they were called before, and are now. Raises
    UsageError for a document number or a date that is none, and for a period that ends before it
    begins.
    """
    if not filters.is_set():
        return []
    from searchkit.search.query.filter_values import FIELD_OF
    from searchkit.search.query.own_filters import of_own_field, without_field

    found: dict[str, list[Query]] = {}
    for name in NAMED:
        if values := filters.values(name):
            any_of = [of_letterhead(catalogue, name, value, names) for value in values]
            held = any_of[0] if len(any_of) == 1 else Or(tuple(any_of))
            found.setdefault(FIELD_OF.get(name, name), []).append(held)
    if filters.number is not None:
        found["number"] = [of_number(catalogue, filters.number)]
    first, last = filters.days()
    if first or last:
        found["date"] = [TermRange("date", first, last)]
    of_head = [Asked(name, And(tuple(own)), Not(Every(name))) for name, own in found.items()]
    of_own = [
        Asked(name, of_own_field(catalogue, name, wanted), without_field(catalogue, name))
        for name, wanted in filters.where.items()
    ]
    if day := filters.day_of_effect():
        from searchkit.index.relations.in_force import InForce  # few searches ask for it

        effect = catalogue.kept(InForce)
        of_own.append(Asked("in_force", effect.condition(day), effect.unknown(day)))
    return [*of_head, *of_own]


def _checked(where: object) -> dict[str, object]:
    """Return the conditions on own fields that ask for something; mostly there are none."""
    if where == {}:
        return {}
    from searchkit.search.query.own_filters import checked_where

    return checked_where(where)


def _check_lengths(name: str, values: Iterable[str]) -> None:
    longest = max(map(len, values), default=0)
    if longest > MAX_VALUE:
        raise UsageError(
            f"the filter for {name} has {longest:,} characters, "
            f"more than the {MAX_VALUE:,} that are allowed"
        )


def _period(name: str, value: date | str | None) -> tuple[str, str] | None:
    """Return the first and the last day of a date or a period."""
    if value is None:
        return None
    if not isinstance(value, str):
        return iso_date(value), iso_date(value)
    found = parse_date(normalize(value).text)
    if found is None:
        raise UsageError(
            f'{name} "{value}" is no date: write 17/2/2025, 2025-02-17, 3/2025 or 2025'
        )
    return found.first.isoformat(), found.last.isoformat()


def of_letterhead(
    catalogue: Catalogue,
    name: str,
    value: str,
    names: Callable[[], Gazetteer] | None = None,
) -> Query:
    """Return what holds for documents whose letterhead has a value, as `Filters` take it.

    ``name``: ``type``, ``issuer``, ``superior``, ``signer`` or ``place``. With ``names``, also what
    holds for documents of another time that have the name of that time.
    """
    from searchkit.search.query.filter_values import matching_terms

    own = _any_of(name, matching_terms(catalogue.state, name, value))
    others = others_of(catalogue, name, value, names)
    return Or((own, *(one.holds for one in others))) if others else own


def others_of(
    catalogue: Catalogue, name: str, value: str, names: Callable[[], Gazetteer] | None
) -> list[OtherValue]:
    """Return the other names under which the index has a value of a filter."""
    from searchkit.search.query.names import letterhead  # few searches filter

    if names is None or name not in letterhead.NAMED or not letterhead.may_have_others(value):
        return []
    return letterhead.other_values(catalogue, name, value, names())


def of_number(catalogue: Catalogue, text: str) -> Or:
    """Return what holds for documents of a number; raises UsageError for what is none."""
    from searchkit.search.query.document_resolver import find_named
    from searchkit.text.legal.document_references import find_references

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


def _any_of(name: str, terms: Sequence[str]) -> Or:
    from searchkit.search.query.filter_values import FIELD_OF

    field = FIELD_OF.get(name, name)
    return Or(tuple(Term(field, term) for term in terms))
