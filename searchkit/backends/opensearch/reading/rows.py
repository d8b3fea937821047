"""What rows store: records and contexts, few or many, and texts where they are wanted."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.backends.base import SharedRuns
from searchkit.backends.opensearch.mapping import BODY, CONTEXT
from searchkit.backends.opensearch.reading.conditions import numbered
from searchkit.backends.opensearch.stored import COLUMNS, stored_names, unpacked
from searchkit.engine.storage.cache import HOT, Memo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from searchkit.backends.base import Fields, Longs
    from searchkit.backends.opensearch.reading.snapshot import Snapshot

    Dsl = dict[str, Any]

_AT_ONCE = 500
"""Rows of one request."""

_SHARE = 3
"""What is remembered of rows may take so many bits less than all that is kept."""


class Rows:
    """Reads what rows store; remembers what is small."""

    def __init__(self, snapshot: Snapshot, fields: Fields) -> None:
        self._snapshot = snapshot
        self._names = stored_names(fields)
        self._known: Memo[int, dict[str, Any]] = Memo(HOT.limit >> _SHARE)
        self._contexts: Memo[int, Any] = Memo(HOT.limit >> _SHARE)

    def stored(self, numbers: Iterable[int], *, body: bool) -> Iterator[Mapping[str, Any]]:
        """Yield the stored fields of rows in the order asked for; raises IndexError."""
        waiting = iter(numbers)
        while some := [*islice(waiting, _AT_ONCE)]:
            yield from self._read(some, body=body)

    def contexts(self, numbers: Longs) -> SharedRuns:
        """Return the contexts of rows, and which neighbours share each."""
        wanted = numbers.tolist()
        known = self._contexts
        missing = [number for number in wanted if number not in known]
        found = {number: known[number] for number in wanted if number in known}
        for start in range(0, len(missing), _AT_ONCE):
            for hit in self._hits(missing[start : start + _AT_ONCE], [CONTEXT], ["seq"]):
                number = hit["seq"][0]
                before, after, value = json.loads(hit[CONTEXT][0])
                value = tuple(value) if isinstance(value, list) else value
                found[number] = number - before, number + after + 1, value
                known.keep(number, found[number])
        rows = [found[number] for number in wanted]
        return SharedRuns(
            np.array([first for first, _, _ in rows], np.int64),
            np.array([end for _, end, _ in rows], np.int64),
            [value for _, _, value in rows],
        )

    def _read(self, numbers: Sequence[int], *, body: bool) -> Iterator[Mapping[str, Any]]:
        known = self._known
        found = {number: row for number in numbers if (row := known.get(number)) is not None}
        if missing := [number for number in dict.fromkeys(numbers) if number not in found]:
            for hit in self._hits(missing, self._names, COLUMNS):
                row = {
                    "stored": unpacked(hit),
                    "first": hit["first"][0],
                    "bodies": hit.get("bodies", [0])[0],
                }
                found[hit["seq"][0]] = known.keep(hit["seq"][0], row)
        for number in numbers:
            if number not in found:
                raise IndexError(number)
        bodies = self._bodies(found) if body else {}
        for number in numbers:
            yield {**found[number]["stored"], **bodies.get(number, {})}

    def _bodies(self, rows: Mapping[int, dict[str, Any]]) -> dict[int, dict[str, str]]:
        wanted = [(n, row["first"], row["bodies"]) for n, row in rows.items() if row["bodies"]]
        found = self._snapshot.texts(wanted)
        return {number: {BODY: text} for (number, _, _), text in zip(wanted, found, strict=True)}

    def _hits(
        self, numbers: Sequence[int], names: Sequence[str], columns: Sequence[str]
    ) -> list[Dsl]:
        body: Dsl = {
            "query": numbered(sorted(numbers)),
            "size": len(numbers),
            "stored_fields": [*names],
            "docvalue_fields": [*columns],
            "track_total_hits": False,
        }
        return [hit["fields"] for hit in self._snapshot.search(body)["hits"]["hits"]]
