"""What documents are counted and sorted by, under the names that people know.

They are those of the fields of a query, in Vietnamese and in English, with and without diacritics:
``năm``, ``nam``, ``year``; ``cơ quan``, ``co-quan``, ``issuer``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.documents.record_fields import field_key
from searchkit.search.query.language.fields import NAMES, field_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from searchkit.search.request import Request

_VIETNAMESE = {
    "relevance": "lien-quan",
    "folder": "thu-muc",
    "validity": "hieu-luc",
    **{name: field.vietnamese for name, field in NAMES.items()},
}
_MEANT = {field_key(written): name for name, written in _VIETNAMESE.items()}


def known_name(written: str, own_fields: Collection[str] = ()) -> str:
    """Return what a name counts or sorts by; itself where it is an own field's or unknown.

    ``own_fields`` are the keys of fields that documents were given. A minus in front stays.

    >>> known_name("-ngày"), known_name("Cơ quan")
    ('-date', 'issuer')
    """
    name = written.removeprefix("-")
    key = field_key(name)
    if key in own_fields:
        return written
    sign = written[: len(written) - len(name)]
    return sign + (_MEANT.get(key) or field_name(name) or name)


def both_names(names: Iterable[str]) -> str:
    """Return a list of names for people, each with how it is written in Vietnamese.

    >>> both_names(["date", "folder", "tang"])
    'date (ngay), folder (thu-muc), tang'
    """
    return ", ".join(
        f"{name} ({_VIETNAMESE[name]})" if name in _VIETNAMESE else name for name in names
    )


def with_known_names(request: Request, own_fields: Collection[str]) -> Request:
    """Return a request whose order, facets and chosen values go by the names of searchkit."""
    chosen: dict[str, tuple[str, ...]] = {}
    for name, values in request.filters.choices().items():  # by "năm" and by "year" alike
        known = known_name(name, own_fields)
        chosen[known] = (*chosen.get(known, ()), *values)
    return replace(
        request,
        sort=request.sort and known_name(request.sort, own_fields),
        facets=tuple(known_name(name, own_fields) for name in request.facets),
        filters=replace(request.filters, chosen=chosen),
    )
