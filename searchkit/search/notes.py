"""What a search says beside its hits: what filters left out, what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.query_tree import And
from searchkit.search.answers.answer import HEADS
from searchkit.search.query.filters import asked

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
    "in_force": "hiệu lực",
}
"""What people call the fields of a letterhead."""


def notes_on_filters(catalogue: Catalogue, found: Query, filters: Filters) -> tuple[str, ...]:
    """Say how many documents would be found if they said what a filter asks for."""
    if filters.with_unknown:
        return ()
    all_asked = asked(catalogue, filters)
    notes = []
    for one in all_asked:
        others = [other.holds for other in all_asked if other is not one]
        silent = count_documents(catalogue, And((found, *others, one.silent)))
        if silent:
            name = _NAMES.get(one.name, one.name)
            notes.append(f"{silent:,} văn bản không rõ {name}; --with-unknown keeps them")
    return tuple(notes)


def notes_on_failures(catalogue: Catalogue) -> tuple[str, ...]:
    """Say how much could not be read, where what was looked for may stand."""
    failures = len(catalogue.failures)
    if not failures:
        return ()
    return (f"what could not be read ({failures:,}) was not searched: see `searchkit failures`",)


def count_documents(catalogue: Catalogue, query: Query) -> int:
    """Count the documents of which a passage matches."""
    return int(catalogue.state.count_blocks(query, HEADS).sizes[1:].sum())
