"""Which other names of places and bodies were looked for, and in which documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.messages import INDEXED, written_date
from searchkit.search.query.filters import others_of
from searchkit.search.query.language.syntax import fields
from searchkit.search.query.names.letterhead import NAMED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from searchkit.index.catalogue import Catalogue
    from searchkit.search.query.filters import Filters
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.text.legal.names.gazetteer import Gazetteer

_MOST = 6
"""Names that a note lists."""


def notes_on_names(
    catalogue: Catalogue,
    parsed: ParsedQuery | None,
    filters: Filters,
    names: Callable[[], Gazetteer],
) -> tuple[str, ...]:
    """Say which names a query and filters looked for as well, and in documents of which time."""
    by_time: dict[tuple[str | None, str | None], dict[str, None]] = {}
    for form in parsed.names if parsed else ():
        name, *time = form.name.said
        by_time.setdefault((time[0], time[1]), {})[name] = None
    for field, value in _asked(parsed, filters):
        for other in others_of(catalogue, field, value, names):
            by_time.setdefault((other.since, other.until), {})[other.value] = None
    return tuple(_note(list(said), *time) for time, said in by_time.items())


def _asked(parsed: ParsedQuery | None, filters: Filters) -> Iterator[tuple[str, str]]:
    """Yield the filters and the fields of a query that go by other names, with their values."""
    for name in NAMED:
        for value in filters.values(name):
            yield name, value
    if parsed is not None and parsed.root is not None:
        for field in fields(parsed.root):
            if field.name in NAMED:
                yield field.name, field.value


def _note(names: list[str], since: str | None, until: str | None) -> str:
    listed = "; ".join(names[:_MOST]) + (" …" if len(names) > _MOST else "")
    first, end = (written_date(day or "", INDEXED) for day in (since, until))
    if first and end:
        return f"also searched: {listed} (from {first}, before {end})"
    if first:
        return f"also searched: {listed} (from {first})"
    return f"also searched: {listed} (before {end})"
