"""The contexts of rows. Rows that are found bring their own along, and those of their heads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.backends.base import SharedRuns
from searchkit.backends.opensearch.mapping import CONTEXT, HEAD
from searchkit.backends.opensearch.reading.conditions import numbered
from searchkit.backends.opensearch.values import value_of
from searchkit.engine.storage.cache import HOT, Memo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchkit.backends.base import Longs
    from searchkit.backends.opensearch.reading.snapshot import Snapshot

    Dsl = dict[str, Any]

BROUGHT = ("first", CONTEXT, HEAD)
"""The columns that rows which are found bring along."""

_AT_ONCE = 500
"""Rows of one request."""

_SHARE = 3
"""What is remembered may take so many bits less than all that is kept."""


class Contexts:
    """Reads the contexts of one state; remembers them as they are kept."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: Memo[int, tuple[str, ...]] = Memo(HOT.limit >> _SHARE)

    def learn(self, hits: Iterable[Dsl]) -> None:
        """Remember what rows have brought along that were found, their numbers as last sort."""
        known = self._known
        for hit in hits:
            fields, number = hit["fields"], hit["sort"][-1]
            if number not in known:
                known.keep(number, tuple(fields.get(CONTEXT, ())))
            if HEAD in fields and (first := fields["first"][0]) not in known:
                known.keep(first, tuple(fields[HEAD]))

    def of(self, numbers: Longs) -> SharedRuns:
        """Return the contexts of rows, and which neighbours share each; raises KeyError."""
        wanted = numbers.tolist()
        found = {n: own for n in wanted if (own := self._known.get(n)) is not None}
        missing = [number for number in wanted if number not in found]
        for start in range(0, len(missing), _AT_ONCE):
            found |= self._fetched(missing[start : start + _AT_ONCE])
        rows = [_shared(number, found[number]) for number in wanted]
        return SharedRuns(
            np.array([first for first, _, _ in rows], np.int64),
            np.array([end for _, end, _ in rows], np.int64),
            [value for _, _, value in rows],
        )

    def _fetched(self, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
        body: Dsl = {
            "query": numbered(numbers),
            "size": len(numbers),
            "stored_fields": "_none_",
            "docvalue_fields": [CONTEXT],
            "track_total_hits": False,
            "sort": ["seq"],
        }
        hits = self._snapshot.search(body)["hits"]["hits"]
        found = {hit["sort"][0]: tuple(hit.get("fields", {}).get(CONTEXT, ())) for hit in hits}
        for number, column in found.items():
            self._known.keep(number, column)
        return found


def _shared(number: int, column: tuple[str, ...]) -> tuple[int, int, Any]:
    """Return the first row and the end of those that share the context of one, and the context."""
    if not column:
        return number, number + 1, None
    value, before, after = value_of(column)
    value = tuple(value) if isinstance(value, list) else value
    return number - before, number + after + 1, value
