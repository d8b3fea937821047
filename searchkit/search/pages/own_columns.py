"""The fields that records were given, as columns to sort and to count by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.backends.base import Column
from searchkit.documents.record_fields import field_key
from searchkit.index.terms.own_fields import FIELD, SEPARATOR, prefix_of, value_of

if TYPE_CHECKING:
    from searchkit.index.catalogue import Catalogue

_WORDS = {True: ("true", "có"), False: ("false", "không")}


def own_column(catalogue: Catalogue, name: str) -> Column | None:
    """Return the column of a field by its name, in any spelling; None where there is none."""
    key = field_key(name)
    field = catalogue.own_fields.get(key)
    return None if field is None else Column(FIELD, prefix_of(key, field.kind))


def facet_value(term: str) -> str:
    """Return the value for which a term counts: texts that differ by marks or case are one."""
    value = value_of(term)
    if isinstance(value, str):
        return term.split(SEPARATOR)[1][1:]
    return _WORDS[value][0] if isinstance(value, bool) else str(value)


def facet_label(term: str) -> str:
    """Return the value of a term as people read it."""
    value = value_of(term)
    return _WORDS[value][1] if isinstance(value, bool) else str(value)
