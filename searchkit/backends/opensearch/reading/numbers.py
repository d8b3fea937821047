"""All rows that match a condition, however many, by their numbers."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchkit.backends.opensearch.reading.conditions import any_of
from searchkit.backends.opensearch.reading.parallel import together
from searchkit.backends.opensearch.reading.snapshot import EVERY
from searchkit.engine.storage.cache import HOT
from searchkit.query_tree import Every

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.backends.base import Longs
    from searchkit.backends.opensearch.reading.conditions import Conditions
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

    def __init__(self, snapshot: Snapshot, conditions: Conditions) -> None:
        self._snapshot = snapshot
        self._conditions = conditions
        self._id = HOT.number_for(self)

    def of(self, query: Query) -> Longs:
        """Return the numbers of the rows that match, ascending."""

        def make() -> tuple[Longs, int]:
            found = self._found(self._conditions.of(query))
            found.flags.writeable = False
            return found, found.nbytes

        found: Longs = HOT.fetch((self._id, "matching", query), make)
        return found

    def firsts(self, queries: Sequence[Query]) -> Longs:
        """Return the first row that matches each query, -1 where none does."""
        parts = [queries[i : i + _QUERIES] for i in range(0, len(queries), _QUERIES)]
        found = together(*(partial(self._firsts, part) for part in parts))
        return np.array([number for part in found for number in part], np.int64)

    def _firsts(self, queries: Sequence[Query]) -> list[int]:
        conditions = [self._conditions.of(query) for query in queries]
        named = {str(place): condition for place, condition in enumerate(conditions)}
        lowest = {"lowest": {"min": {"field": "seq"}}}
        body: Dsl = {
            "query": {"bool": {"filter": [any_of(conditions), EVERY]}},
            "size": 0,
            "track_total_hits": False,
            "aggs": {"queries": {"filters": {"filters": named}, "aggs": lowest}},
        }
        found = self._snapshot.search(body)["aggregations"]["queries"]["buckets"]
        firsts = [found[name]["lowest"]["value"] for name in named]
        return [-1 if first is None else int(first) for first in firsts]

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
        query: Dsl = {"bool": {"filter": [condition, EVERY]}}
        body: Dsl = {
            "query": query,
            "size": _FEW,
            "sort": [{"seq": "asc"}],
            "stored_fields": "_none_",
            "track_total_hits": _FEW + 1,
        }
        hits = self._snapshot.search(body)["hits"]
        if hits["total"]["value"] <= _FEW:
            return np.array([hit["sort"][0] for hit in hits["hits"]], np.int64)
        starts = range(0, self._snapshot.control.next, _SLICE)
        return np.array(self._sliced(condition, "seq", starts).values, np.int64)

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
