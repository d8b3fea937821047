"""A search as an address has it, and the address of a search.

``/?q=tinh+gon&type=NQ&in.year=2025&sort=-date&page=2``: what is typed, filters, values chosen of
facets (``in.`` and the facet), order and page.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from searchkit import Filters
from searchkit._dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_QUERY = 2_000
"""Characters of a query; a page of text is pasted into it at times, a book is not."""

SEVERAL = ("type", "issuer", "superior", "signer", "place")
"""Filters of which several values may be asked for."""

_FACET = "in."
_FARTHEST = 1_000
"""The last page of results that can be asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person looks for: a query, a topic, filters, the order and the page of the results.

    ``on`` is the day on which documents must hold; ``unknown``, if it is anything, keeps documents
    that do not say what a filter asks for, and ``exact_names`` looks for no other names of what is
    named. ``chosen`` are pairs of a facet and a value.

    Nothing in it can be wrong: what makes no sense in an address is left aside.
    """

    q: str = ""
    topic: str = ""
    type: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    superior: tuple[str, ...] = ()
    signer: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    number: str = ""
    since: str = ""
    until: str = ""
    on: str = ""
    unknown: str = ""
    exact_names: str = ""
    sort: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    page: int = 1

    @classmethod
    def read(cls, parameters: Iterable[tuple[str, str]]) -> Asked:
        """Read the parameters of an address."""
        values: dict[str, Any] = {}
        for name, value in parameters:
            value = value.strip()[:LONGEST_QUERY]
            if not value:
                continue
            if name.startswith(_FACET):
                _append(values, "chosen", (name.removeprefix(_FACET), value))
            elif name in SEVERAL:
                _append(values, name, value)
            elif name == "page":
                values[name] = min(int(value), _FARTHEST) if value.isdecimal() else 1
            elif name in _NAMES:
                values[name] = value
        values["page"] = max(1, values.get("page", 1))
        return cls(**values)

    @property
    def filters(self) -> Filters:
        """The filters as the library takes them."""
        return Filters(
            **{name: getattr(self, name) for name in SEVERAL},
            number=self.number or None,
            since=self.since or None,
            until=self.until or None,
            on=self.on or None,
            with_unknown=bool(self.unknown),
            chosen=self.choices,
        )

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """The values chosen of each facet."""
        found: dict[str, tuple[str, ...]] = {}
        for facet, value in self.chosen:
            found[facet] = (*found.get(facet, ()), value)
        return found

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.q and not self.topic and not self.filters.is_set()

    def with_(self, **changes: Any) -> Asked:
        """Return the same search with some values changed, from its first page on."""
        return replace(self, **{"page": 1, **changes})

    def toggled(self, name: str, value: str) -> Asked:
        """Return the search with a value of a filter taken away if it is there, else added."""
        return self.with_(**{name: _without_or_with(getattr(self, name), value)})

    def choosing(self, facet: str, value: str) -> Asked:
        """Return the search with a value of a facet taken away if it is there, else chosen."""
        return self.with_(chosen=_without_or_with(self.chosen, (facet, value)))

    def address(self, path: str = "/", **more: str) -> str:
        """Return the address of the search; equal searches have equal addresses."""
        pairs = [
            (field.name, value)
            for field in fields(self)
            for value in _values(getattr(self, field.name))
            if field.name != "chosen" and (field.name, value) != ("page", "1")
        ]
        pairs += [(_FACET + facet, value) for facet, value in self.chosen]
        asked = urlencode([*pairs, *more.items()])
        return f"{path}?{asked}" if asked else path


_NAMES = frozenset(field.name for field in fields(Asked)) - {"chosen"}


def _append(values: dict[str, Any], name: str, value: Any) -> None:
    had = values.get(name, ())
    if value not in had:
        values[name] = (*had, value)


def _without_or_with(had: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    return tuple(one for one in had if one != value) if value in had else (*had, value)


def _values(value: str | int | tuple[str, ...]) -> list[str]:
    if isinstance(value, tuple):
        return list(value)
    return [str(value)] if value else []
