"""What filters left out of a search, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.query_tree import And
from searchkit.search.answers.answer import HEADS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query
    from searchkit.search.query.filters import Asked

NOTHING_TYPED = "nothing was typed: type at least one word to look for"
FEWER_WORDS = "no passage has all of these words, the ones shown have the most of them"

_UNSAID = {
    "type": "what type they are of",
    "issuer": "who issued them",
    "superior": "which body is above their issuer",
    "signer": "who signed them",
    "place": "where they were issued",
    "number": "what number they have",
    "date": "of which day they are",
    "in_force": "whether they hold",
}
"""What a letterhead that lacks a field does not say."""


def notes_on_filters(
    catalogue: Catalogue, found: Query, all_asked: Sequence[Asked]
) -> tuple[str, ...]:
    """Say how many documents would be found if they said what a filter asks for."""
    notes = []
    for one in all_asked:
        others = [other.holds for other in all_asked if other is not one]
        silent = count_documents(catalogue, And((found, *others, one.silent)))
        if silent:
            what = _UNSAID.get(one.name, one.name)
            notes.append(f"documents that do not say {what}: {silent:,}; --with-unknown keeps them")
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
