"""What rows store: records, few or many, and texts where they are wanted."""

from __future__ import annotations

import json
from functools import partial
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from searchkit.backends.opensearch.mapping import BODY
from searchkit.backends.opensearch.reading.conditions import any_of, numbered
from searchkit.backends.opensearch.reading.parallel import together
from searchkit.backends.opensearch.stored import COLUMNS, stored_names, unpacked
from searchkit.engine.storage.cache import HOT, Memo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from searchkit.backends.base import Fields
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
    """What a row stores beside its text; ``first`` is the head of its block."""

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

    def fetch(self, whole: Sequence[int], without_body: Sequence[int]) -> None:
        """Fetch what is not known yet of some rows, and the texts of those wanted whole."""
        rows = [n for n in {*whole, *without_body} if n not in self._known]
        texts = [n for n in dict.fromkeys(whole) if n not in self._texts]
        parts = zip_longest(_pieces(rows, _AT_ONCE), _pieces(texts, _TEXTS), fillvalue=())
        together(*(partial(self._fetch, *part) for part in parts))

    def stored(self, numbers: Iterable[int], *, body: bool) -> Iterator[Mapping[str, Any]]:
        """Yield the stored fields of rows in the order asked for; raises IndexError."""
        waiting = iter(numbers)
        while some := [*islice(waiting, _TEXTS if body else _AT_ONCE)]:
            self.fetch(some if body else [], [] if body else some)
            for number in some:
                row = self._known.get(number) or self._fetch([number], []).get(number)
                if row is None:
                    raise IndexError(number)
                yield {**row.stored, **(self._body(number, row) if body else {})}

    def _body(self, number: int, row: _Row) -> dict[str, str]:
        """Return the text of a row, if it has one."""
        if not row.parts:
            return {}
        text = self._texts.get(number) if row.parts <= _PARTS else None
        if text is None:  # it has more parts than are looked for at once, or was forgotten
            (text,) = self._snapshot.texts([(number, row.first, row.parts)])
        return {BODY: text}

    def _fetch(self, rows: Sequence[int], texts: Sequence[int]) -> dict[int, _Row]:
        """Fetch rows, and the first parts of texts, of which most have one."""
        ids = [f"{number}b{part}" for number in texts for part in range(_PARTS)]
        wanted = [numbered(sorted(rows))] if rows else []
        wanted += [{"ids": {"values": ids}}] if ids else []
        body: Dsl = {
            "query": any_of(wanted),
            "size": len(rows) + len(ids),
            "stored_fields": [*(self._names if rows else ()), *([BODY] if ids else ())],
            "docvalue_fields": [*(COLUMNS if rows else ())],
            "track_total_hits": False,
            "sort": ["_doc"],
        }
        found: dict[int, _Row] = {}
        parts: dict[int, list[tuple[int, str]]] = {}
        for hit in self._snapshot.search(body)["hits"]["hits"]:
            fields = hit["fields"]
            if BODY in fields:
                number, _, part = hit["_id"].partition("b")
                parts.setdefault(int(number), []).append((int(part), json.loads(fields[BODY][0])))
            else:
                bodies = fields.get("bodies", (0,))[0]
                found[fields["seq"][0]] = _Row(unpacked(fields), fields["first"][0], bodies)
        for number, row in found.items():
            self._known.keep(number, row)
        for number, own in parts.items():
            self._texts.keep(number, "".join(text for _, text in sorted(own)))
        return found


def _pieces(items: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
