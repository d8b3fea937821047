"""What a search says beside its hits: what filters left out, what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.query_tree import And, Every, Not
from searchkit.search.answers.answer import HEADS
from searchkit.search.query.filters import letterhead_filters

if TYPE_CHECKING:
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.search.query.filters import Filters

FEWER_WORDS = "no passage has all of these words, the ones shown have the most of them"

_NAMES = {
    "type": "loại văn bản",
    "issuer": "cơ quan ban hành",
    "signer": "người ký",
    "place": "nơi ban hành",
    "number": "số",
    "date": "ngày",
}
"""What people call the fields of a letterhead."""


def notes_on_filters(catalogue: Catalogue, found: Query, filters: Filters) -> tuple[str, ...]:
    """Say how many documents would be found if they said what a filter asks for."""
    if filters.with_unknown:
        return ()
    asked = letterhead_filters(catalogue, filters)
    notes = []
    for name, own in asked.items():
        others = [other for other in asked.values() if other is not own]
        silent = count_documents(catalogue, And((found, *others, Not(Every(name)))))
        if silent:
            notes.append(f"{silent:,} văn bản không rõ {_NAMES[name]}; --with-unknown keeps them")
    return tuple(notes)


def notes_on_failures(catalogue: Catalogue) -> tuple[str, ...]:
    """Say how much could not be read, where what was looked for may stand."""
    failures = sum(1 for _ in catalogue.failures())
    if not failures:
        return ()
    return (f"what could not be read ({failures:,}) was not searched: see `searchkit failures`",)


def count_documents(catalogue: Catalogue, query: Query) -> int:
    """Count the documents of which a passage matches."""
    return int(catalogue.state.count_blocks(query, HEADS).sizes[1:].sum())
