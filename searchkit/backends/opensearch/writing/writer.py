"""Writing to an index of a cluster: rows are sent as they come, and one change makes them seen."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from searchkit.backends.base import Refusal
from searchkit.backends.opensearch.connection.answers import refusal
from searchkit.backends.opensearch.control import Control, change_control
from searchkit.backends.opensearch.scanning import scan
from searchkit.backends.opensearch.tokens import keyword_of
from searchkit.backends.opensearch.writing.bulk import Bulk, Change
from searchkit.errors import IndexLockedError, SearchkitError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from searchkit.backends.base import Fields
    from searchkit.backends.opensearch.connection.client import Client
    from searchkit.backends.opensearch.writing.lease import Lease
    from searchkit.backends.opensearch.writing.rows import Row, RowBatch

_TERMS = 10_000  # of one request


class _Found(NamedTuple):
    """A row that is there: what its deletion needs to know."""

    seq: int
    first: int
    bodies: int
    lengths: tuple[int, ...]


class OpenSearchWriter:
    """The only writer of an index while its lease lasts; ``cancelled`` as every back end has it."""

    def __init__(self, client: Client, index: str, fields: Fields, lease: Lease) -> None:
        self._client = client
        self._index = index
        self._fields = fields
        self._lease = lease
        self._bulk = Bulk(client, index, lease.check)
        self._open = True
        self.cancelled = False

    def begin(self, control: Control) -> None:
        """Start with what is committed; remove what a killed writer has left."""
        self._control = control
        self._start()
        leftover = [_from(control.next)]
        leftover += [{"range": {"seq": {"gte": a, "lt": b}}} for a, b in control.dead]
        self._refresh()
        found = [list(self._rows([condition])) for condition in leftover]
        self._remove(chain.from_iterable(found))

    def _start(self) -> None:
        self._next = self._first = self._control.next
        self._dead: dict[int, _Found] = {}
        self._rows_added = 0
        self._tokens: Counter[str] = Counter()

    def add_packed(self, batch: RowBatch) -> None:
        """Add rows."""
        self._check_open()
        for row in batch.rows:
            self._add(row)

    def _add(self, row: Row) -> None:
        seq, self._next = self._next, self._next + 1
        if row.is_head or self._rows_added == 0:
            self._first = seq
        self._rows_added += 1
        self._tokens.update(self._counted(row))
        routing = str(self._first)
        place = f'{{"seq":{seq},"first":{self._first},'.encode()
        source = place + row.members + b"}"
        self._bulk.add(Change(str(seq), routing, source))
        for number, body in enumerate(row.bodies):
            self._bulk.add(Change(f"{seq}b{number}", routing, body, source))

    def delete(self, fieldname: str, terms: Iterable[str]) -> int:
        """Delete the committed rows that hold one of the exact terms; returns how many."""
        self._check_open()
        known = len(self._dead)
        wanted = map(keyword_of, terms)
        while some := list(islice(wanted, _TERMS)):
            condition = {"terms": {fieldname: some}}
            for row in self._rows([condition, *self._control.visible()]):
                if row.seq not in self._dead:
                    self._dead[row.seq] = row
        return len(self._dead) - known

    def settle(self, fieldname: str, besides: Collection[str] = ()) -> list[Refusal]:
        """Wait until all rows are taken; undo what was done for a term of which one is not."""
        self._check_open()
        self._bulk.flush()
        refused, self._bulk.refused = self._bulk.refused, []
        if not refused and not besides:
            return []
        rows = [json.loads(row) for row, _ in refused]
        told_of = {own[fieldname][0]: told for own, (_, told) in zip(rows, refused, strict=True)}
        undone = dict.fromkeys([*told_of, *besides])
        self._refresh()
        added = [{"terms": {fieldname: [*undone]}}, _from(self._control.next)]
        found = [*map(self._sent, rows), *self._rows(added)]
        held: dict[str, dict[str, list[str]]] = {term: {} for term in undone}
        taken = scan(self._client, self._index, added, self._fields.keywords)
        for own in [*rows, *(hit["fields"] for hit in taken)]:
            for name in set(self._fields.keywords).intersection(own):
                held[own[fieldname][0]].setdefault(name, []).extend(own[name])
        self._take_back({row.seq: row for row in found}.values())
        stay = {term: self._restore({"term": {fieldname: term}}) for term in undone}
        return [Refusal(held[term], told, stay[term]) for term, told in told_of.items()]

    def _take_back(self, rows: Iterable[_Found]) -> None:
        """Remove rows that were sent and are not committed."""
        for row in rows:
            self._rows_added -= 1
            self._tokens.subtract(self._counted(row))
        self._remove(rows)

    def _restore(self, condition: dict[str, Any]) -> bool:
        """Delete no committed row of a condition; say whether one was to be deleted."""
        if not self._dead:
            return False
        rows = list(self._rows([condition, *self._control.visible()]))
        stays = [row.seq for row in rows if row.seq in self._dead]
        for seq in stays:
            del self._dead[seq]
        return bool(stays)

    def checkpoint(self) -> None:
        """Make everything so far visible and durable, and go on."""
        self._check_open()
        try:
            self._publish()
        except BaseException:
            self.cancel()
            raise

    def commit(self) -> None:
        """Make everything visible and durable, and end."""
        self.checkpoint()
        self._end()

    def end(self) -> None:
        """Commit, unless that was done or given up."""
        if self._open:
            self.commit()

    def cancel(self) -> None:
        """Forget what was added and deleted since the last commit, and end."""
        if not self._open:
            return
        self.cancelled = True
        try:
            self._bulk.close()
            if self._rows_added:
                with suppress(SearchkitError):  # the next writer clears up
                    self._bulk = Bulk(self._client, self._index, self._lease.check)
                    self._refresh()
                    self._remove(self._rows([_from(self._control.next)]))
        finally:
            self._end()

    def _publish(self) -> None:
        if not self._rows_added and not self._dead:
            return
        self._bulk.flush()
        if self._bulk.refused:
            raise refusal(self._client.place, self._bulk.refused[0][1])
        if self._rows_added:
            self._refresh()
        self._control = change_control(self._client, self._index, self._changed)
        if self._dead:
            self._remove(self._dead.values())
            self._control = change_control(self._client, self._index, self._tidied)
        self._start()

    def _changed(self, now: Control) -> Control:
        """Return what is committed with what this writer has done; others may add attachments."""
        self._check_mine(now)
        if now.generation > self._control.generation:
            return now  # our own change, of which no answer came
        tokens = Counter(dict(now.tokens))
        tokens.update(self._tokens)
        for row in self._dead.values():
            tokens.subtract(self._counted(row))
        return replace(
            now,
            generation=now.generation + 1,
            next=self._next,
            rows=now.rows + self._rows_added - len(self._dead),
            tokens=dict(tokens),
            dead=(*now.dead, *_runs(sorted(self._dead))),
        )

    def _tidied(self, now: Control) -> Control:
        self._check_mine(now)
        return replace(now, dead=())

    def _check_mine(self, now: Control) -> None:
        self._lease.check()
        if now.writer != self._lease.token:
            raise IndexLockedError(
                f"{self._client.place}: another process writes now; nothing of this run was "
                "committed since: run the same command again"
            )

    def _rows(self, conditions: Sequence[dict[str, Any]]) -> Iterator[_Found]:
        lengths = [f"len.{name}" for name in self._fields.streams]
        for hit in scan(
            self._client, self._index, conditions, ["seq", "first", "bodies", *lengths]
        ):
            own = hit["fields"]
            yield _Found(
                own["seq"][0],
                own["first"][0],
                own.get("bodies", [0])[0],
                tuple(own.get(name, [0])[0] for name in lengths),
            )

    def _sent(self, row: dict[str, Any]) -> _Found:
        """Return a row by what was sent of it."""
        lengths = tuple(row["len"][name] for name in self._fields.streams)
        return _Found(row["seq"], row["first"], row.get("bodies", 0), lengths)

    def _counted(self, row: Row | _Found) -> dict[str, int]:
        return dict(zip(self._fields.streams, row.lengths, strict=True))

    def _remove(self, rows: Iterable[_Found]) -> None:
        """Remove rows from the cluster, their texts first, which nothing else leads to."""
        removed = False
        for row in rows:
            routing, removed = str(row.first), True
            for number in range(row.bodies):
                self._bulk.add(Change(f"{row.seq}b{number}", routing))
            self._bulk.add(Change(str(row.seq), routing))
        if removed:
            self._bulk.flush()
            self._refresh()

    def _refresh(self) -> None:
        self._client.request("POST", f"{self._index}/_refresh")

    def _check_open(self) -> None:
        if not self._open:
            raise ValueError("this writer was committed or cancelled; make another")

    def _end(self) -> None:
        self._open = False
        self._bulk.close()
        self._lease.release()


def _from(seq: int) -> dict[str, Any]:
    return {"range": {"seq": {"gte": seq}}}


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return ascending numbers as the ends of their runs."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1] = runs[-1][0], number + 1
        else:
            runs.append((number, number + 1))
    return runs
