"""All rows that match a condition, however many, by their numbers."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchkit.backends.opensearch.reading.conditions import any_of
from searchkit.backends.opensearch.reading.contexts import BROUGHT
from searchkit.backends.opensearch.reading.parallel import together
from searchkit.backends.opensearch.reading.snapshot import EVERY
from searchkit.engine.storage.cache import HOT, Memo
from searchkit.query_tree import Every

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from searchkit.backends.base import Longs
    from searchkit.backends.opensearch.reading.conditions import Conditions
    from searchkit.backends.opensearch.reading.contexts import Contexts
    from searchkit.backends.opensearch.reading.snapshot import Snapshot
    from searchkit.query_tree import Query

    Dsl = dict[str, Any]

_SEVERAL = 2
"""Leaves out blocks of which one row matches; the rows of a block are all in one shard."""

_FEW = 1000
"""So many numbers are listed one by one; more are counted out, which costs less for each."""

_QUERIES = 100
"""Queries of one request for first rows."""

_SLICE = 60_000
"""Values of one request; a cluster gives back at most 65,535 buckets (search.max_buckets)."""


class _Counted(NamedTuple):
    """The values of a field, ascending, how many rows that match have each, and how many match.

    Of values that several rows have only the counts are told.
    """

    values: list[int]
    counts: list[int]
    rows: int


class Numbers:
    """Finds the numbers of rows; keeps what is asked for again."""

    def __init__(self, snapshot: Snapshot, conditions: Conditions, contexts: Contexts) -> None:
        self._snapshot = snapshot
        self._conditions = conditions
        self._contexts = contexts
        self._id = HOT.number_for(self)
        self._expected: Memo[Query, bool] = Memo()

    def expect(self, queries: Iterable[Query]) -> None:
        """Find the rows of several queries at once, of each of which there are few."""
        new = [query for query in dict.fromkeys(queries) if query not in self._expected]
        for query in new:
            self._expected.keep(query, value=True)
        if len(new) < _SEVERAL:
            return
        pieces = [new[i : i + _QUERIES] for i in range(0, len(new), _QUERIES)]
        together(*(partial(self._find, piece) for piece in pieces))

    def _find(self, queries: Sequence[Query]) -> None:
        """Keep which rows match each of some queries, unless too many do."""
        named = [
            {"constant_score": {"filter": self._conditions.of(query), "_name": str(place)}}
            for place, query in enumerate(queries)
        ]
        any_row: Dsl = {"bool": {"filter": [any_of(named), EVERY]}}
        hits = self._snapshot.search(self._few(any_row, 0))["hits"]["hits"]
        if len(hits) == _FEW:
            return
        found: list[list[int]] = [[] for _ in queries]
        for hit in hits:
            for name in hit["matched_queries"]:
                found[int(name)].append(hit["sort"][0])
        for query, numbers in zip(queries, found, strict=True):
            self._kept(query, partial(np.array, numbers, np.int64))

    def of(self, query: Query) -> Longs:
        """Return the numbers of the rows that match, ascending."""
        return self._kept(query, lambda: self._found(self._conditions.of(query)))

    def _kept(self, query: Query, find: Callable[[], Longs]) -> Longs:
        """Return what is kept of a query, or is found now."""

        def make() -> tuple[Longs, int]:
            found = find()
            found.flags.writeable = False
            return found, found.nbytes

        found: Longs = HOT.fetch((self._id, "matching", query), make)
        return found

    def firsts(self, queries: Sequence[Query]) -> Longs:
        """Return the first row that matches each query, -1 where none does.

        They bring their contexts along.
        """
        parts = [queries[i : i + _QUERIES] for i in range(0, len(queries), _QUERIES)]
        found = together(*(partial(self._firsts, part) for part in parts))
        return np.array([number for part in found for number in part], np.int64)

    def _firsts(self, queries: Sequence[Query]) -> list[int]:
        conditions = [self._conditions.of(query) for query in queries]
        named = {str(place): condition for place, condition in enumerate(conditions)}
        lowest: Dsl = {
            "size": 1,
            "sort": [{"seq": "asc"}],
            "stored_fields": "_none_",
            "docvalue_fields": [*BROUGHT],
        }
        counted = {"filters": {"filters": named}, "aggs": {"lowest": {"top_hits": lowest}}}
        body: Dsl = {
            "query": {"bool": {"filter": [any_of(conditions), EVERY]}},
            "size": 0,
            "track_total_hits": False,
            "aggs": {"queries": counted},
        }
        found = self._snapshot.search(body)["aggregations"]["queries"]["buckets"]
        hits = [found[name]["lowest"]["hits"]["hits"] for name in named]
        for own in hits:
            self._contexts.learn(own)
        return [own[0]["sort"][0] if own else -1 for own in hits]

    def counted_by_head(self, query: Query, heads: Longs) -> tuple[Longs, Longs]:
        """Return the heads of the blocks of which rows match, and how many do of each.

        ``heads``, ascending, are those of all blocks.
        """
        found = self._sliced(self._conditions.of(query), "first", heads[::_SLICE].tolist())
        return np.array(found.values, np.int64), np.array(found.counts, np.int64)

    def sizes_by_head(self, query: Query, heads: Longs) -> Longs | None:
        """Return of how many blocks 0, 1, 2 … rows match, with less to read than one by one.

        ``heads``, ascending, are those of all blocks. None where rows are in none of these.
        """
        if not self.are_complete(heads):
            return None
        starts = heads[::_SLICE].tolist()
        found = self._sliced(self._conditions.of(query), "first", starts, _SEVERAL)
        sizes = np.bincount(np.array(found.counts, np.int64), minlength=2)
        sizes[1] = found.rows - sum(found.counts)
        sizes[0] = len(heads) - sizes.sum()
        return sizes if sizes[1:].any() else sizes[:1]

    def are_complete(self, heads: Longs) -> bool:
        """Say whether each row is in a block that begins with one of some heads."""

        def make() -> tuple[bool, int]:
            firsts, _ = self.counted_by_head(Every(), heads)
            return bool(len(heads)) and bool(np.isin(firsts, heads).all()), 0

        complete: bool = HOT.fetch((self._id, "complete", len(heads)), make)
        return complete

    def _found(self, condition: Dsl) -> Longs:
        body = self._few({"bool": {"filter": [condition, EVERY]}}, _FEW + 1)
        hits = self._snapshot.search(body)["hits"]
        if hits["total"]["value"] <= _FEW:
            return np.array([hit["sort"][0] for hit in hits["hits"]], np.int64)
        starts = range(0, self._snapshot.control.next, _SLICE)
        return np.array(self._sliced(condition, "seq", starts).values, np.int64)

    def _few(self, query: Dsl, counted: int) -> Dsl:
        """Return what asks for the first rows that match, and counts up to so many."""
        return {
            "query": query,
            "size": _FEW,
            "sort": [{"seq": "asc"}],
            "stored_fields": "_none_",
            "track_total_hits": counted or False,
        }

    def _sliced(
        self, condition: Dsl, field: str, starts: Sequence[int], least: int = 1
    ) -> _Counted:
        """Count the rows that match by a field's values, slice by slice of the rows.

        ``least``: only values that so many rows have. Histograms take a quarter of the time that
        the aggregation ``terms`` takes, which sorts all values that it has found.
        """
        slices = pairwise([*starts, self._snapshot.control.next])
        counted: Dsl = {"field": field, "interval": 1, "min_doc_count": least}
        answers = together(*(partial(self._slice, condition, counted, *ends) for ends in slices))
        told = [own["aggregations"]["values"] for own in answers if "aggregations" in own]
        buckets = [bucket for values in told for bucket in values["buckets"]]
        return _Counted(
            [int(bucket["key"]) for bucket in buckets] if least < _SEVERAL else [],
            [bucket["doc_count"] for bucket in buckets],
            sum(own["hits"]["total"]["value"] for own in answers),
        )

    def _slice(self, condition: Dsl, counted: Dsl, start: int, end: int) -> Dsl:
        within: Dsl = {"range": {"seq": {"gte": start, "lt": end}}}
        body: Dsl = {
            "query": {"bool": {"filter": [condition, within]}},
            "size": 0,
            "aggs": {"values": {"histogram": counted}},
        }
        told = "buckets" if counted["min_doc_count"] < _SEVERAL else "buckets.doc_count"
        params = {"filter_path": f"aggregations.values.{told},hits.total,_shards"}
        return self._snapshot.search(body, params)
