"""What rows store: records and contexts, few or many, and texts where they are wanted."""

from __future__ import annotations

import json
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchkit.backends.base import SharedRuns
from searchkit.backends.opensearch.mapping import BODY, CONTEXT
from searchkit.backends.opensearch.reading.conditions import numbered
from searchkit.backends.opensearch.reading.parallel import together
from searchkit.backends.opensearch.stored import COLUMNS, stored_names, unpacked
from searchkit.engine.storage.cache import HOT, Memo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from searchkit.backends.base import Fields, Longs
    from searchkit.backends.opensearch.reading.snapshot import Snapshot

    Dsl = dict[str, Any]

_AT_ONCE = 500
"""Rows of one request."""

_TEXTS = 20
"""Texts of one request."""

_PARTS = 4
"""Parts of a text that are asked for before it is known how many it has."""

_SHARE = 3
"""What is remembered of rows may take so many bits less than all that is kept."""


class _Row(NamedTuple):
    """What a row stores beside its text and its context; ``first`` is the head of its block."""

    stored: dict[str, Any]
    first: int
    parts: int


class Rows:
    """Reads what rows store; remembers what is small."""

    def __init__(self, snapshot: Snapshot, fields: Fields) -> None:
        self._snapshot = snapshot
        self._names = stored_names(fields)
        self._known: Memo[int, _Row] = Memo(HOT.limit >> _SHARE)
        self._texts: Memo[int, str] = Memo(HOT.limit >> _SHARE)
        self._contexts: Memo[int, Any] = Memo(HOT.limit >> _SHARE)

    def fetch(self, whole: Sequence[int], without_body: Sequence[int]) -> None:
        """Fetch what is not known yet of some rows, and the texts of those wanted whole."""
        rows = [n for n in {*whole, *without_body} if n not in self._known]
        texts = [n for n in dict.fromkeys(whole) if n not in self._texts]
        calls: list[Callable[[], object]] = [
            partial(self._fetch_rows, rows[i : i + _AT_ONCE]) for i in _steps(rows, _AT_ONCE)
        ]
        calls += [partial(self._fetch_texts, texts[i : i + _TEXTS]) for i in _steps(texts, _TEXTS)]
        together(*calls)

    def stored(self, numbers: Iterable[int], *, body: bool) -> Iterator[Mapping[str, Any]]:
        """Yield the stored fields of rows in the order asked for; raises IndexError."""
        waiting = iter(numbers)
        while some := [*islice(waiting, _TEXTS if body else _AT_ONCE)]:
            self.fetch(some if body else [], [] if body else some)
            for number in some:
                row = self._known.get(number) or self._fetch_rows([number]).get(number)
                if row is None:
                    raise IndexError(number)
                yield {**row.stored, **(self._body(number, row) if body else {})}

    def contexts(self, numbers: Longs) -> SharedRuns:
        """Return the contexts of rows, and which neighbours share each."""
        wanted = numbers.tolist()
        known = self._contexts
        missing = [number for number in wanted if number not in known]
        found = {number: known[number] for number in wanted if number in known}
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            for hit in self._hits(numbered(some), len(some), [CONTEXT], ["seq"]):
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

    def _body(self, number: int, row: _Row) -> dict[str, str]:
        """Return the text of a row, if it has one."""
        if not row.parts:
            return {}
        text = self._texts.get(number) if row.parts <= _PARTS else None
        if text is None:  # it has more parts than are looked for at once, or was forgotten
            (text,) = self._snapshot.texts([(number, row.first, row.parts)])
        return {BODY: text}

    def _fetch_rows(self, numbers: Sequence[int]) -> dict[int, _Row]:
        found = {
            hit["seq"][0]: _Row(unpacked(hit), hit["first"][0], hit.get("bodies", (0,))[0])
            for hit in self._hits(numbered(sorted(numbers)), len(numbers), self._names, COLUMNS)
        }
        for number, row in found.items():
            self._known.keep(number, row)
        return found

    def _fetch_texts(self, numbers: Sequence[int]) -> None:
        """Fetch the first parts of texts, of which most have one."""
        ids = [f"{number}b{part}" for number in numbers for part in range(_PARTS)]
        parts: dict[int, list[tuple[int, str]]] = {}
        body: Dsl = {
            "query": {"ids": {"values": ids}},
            "size": len(ids),
            "stored_fields": [BODY],
            "track_total_hits": False,
        }
        for hit in self._snapshot.search(body)["hits"]["hits"]:
            number, _, part = hit["_id"].partition("b")
            text = json.loads(hit["fields"][BODY][0])
            parts.setdefault(int(number), []).append((int(part), text))
        for number, own in parts.items():
            self._texts.keep(number, "".join(text for _, text in sorted(own)))

    def _hits(
        self, query: Dsl, size: int, names: Sequence[str], columns: Sequence[str]
    ) -> list[Dsl]:
        body: Dsl = {
            "query": query,
            "size": size,
            "stored_fields": [*names],
            "docvalue_fields": [*columns],
            "track_total_hits": False,
        }
        return [hit["fields"] for hit in self._snapshot.search(body)["hits"]["hits"]]


def _steps(items: Sequence[int], size: int) -> range:
    return range(0, len(items), size)
