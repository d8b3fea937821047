"""Where in its document a passage stands, as terms: ``dieu 5``, ``khoan 2``, ``chuong ii``.

They are read from the headings and the citation of the passage (`places_of`), not from its text,
which also names the places of others.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit.text.legal.cited_places import places_of

if TYPE_CHECKING:
    from searchkit.documents.model import Passage

FIELD = "provision"
"""The field of the index that holds them."""


def provision_terms(passage: Passage) -> tuple[str, ...]:
    """Return the terms of a passage, sorted."""
    return _terms(passage.heading, passage.citation)


def provision_term(unit: str, label: str) -> str:
    """Return the term of a place; the unit and the label are as in `cited_places.Places`."""
    return f"{unit} {label}"


@lru_cache(maxsize=256)
def _terms(heading: tuple[str, ...], citation: str) -> tuple[str, ...]:
    places = places_of(heading, citation)
    return tuple(sorted([f"{unit} {label}" for unit in places for label in places[unit]]))
