"""Blocks of rows: how many match, which terms their heads hold, in what order they come.

What the cluster has counted is joined here: the rows of a block are neighbours, so their numbers
tell which block they are in. A column, the terms that the heads hold of a field, is fetched once.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchkit.backends.base import BlockCounts, Held, TopBlocks
from searchkit.backends.opensearch.reading.conditions import conjuncts
from searchkit.backends.opensearch.reading.parallel import ahead, together
from searchkit.engine.storage.cache import HOT
from searchkit.query_tree import And

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from searchkit.backends.base import Column, Longs
    from searchkit.backends.opensearch.reading.conditions import Conditions
    from searchkit.backends.opensearch.reading.numbers import Numbers
    from searchkit.backends.opensearch.reading.snapshot import Snapshot
    from searchkit.backends.opensearch.reading.vocabulary import Vocabulary
    from searchkit.query_tree import Query

    Dsl = dict[str, Any]

_PAGE = 5000
"""Heads of one request."""

_COMING = 16
"""Counts that are kept until they are asked for."""


class _Terms(NamedTuple):
    """The terms of a column in heads, as places in the column's list of terms, counted from 0.

    ``blocks`` and ``terms`` are parallel, sorted by block and term; ``size``: how many terms.
    """

    blocks: Longs
    terms: Longs
    size: int


class Blocks:
    """Counts and orders the blocks of one state; ``head`` is how most of them begin."""

    def __init__(
        self,
        snapshot: Snapshot,
        conditions: Conditions,
        numbers: Numbers,
        vocabulary: Vocabulary,
        head: Query,
    ) -> None:
        self._snapshot = snapshot
        self._conditions = conditions
        self._numbers = numbers
        self._vocabulary = vocabulary
        self._head = head
        self._id = HOT.number_for(self)
        self._coming: OrderedDict[tuple[frozenset[Query], Query], Future[Longs]] = OrderedDict()

    def expect(self, query: Query, heads: Query) -> None:
        """Begin to count the blocks of which a row matches."""
        key = conjuncts(query), heads
        if key in self._coming:
            return
        with suppress(KeyError):
            while len(self._coming) >= _COMING:
                self._coming.popitem(last=False)
        self._coming[key] = ahead(partial(self._totals, query, heads))

    def rows(self, conditions: frozenset[Query]) -> Callable[[], int] | None:
        """Return what waits for the number of rows that meet conditions; None if none is coming."""
        coming = self._coming.get((conditions, self._head))
        if coming is None or not self._numbers.are_complete(self._numbers.of(self._head)):
            return None

        def waited() -> int:
            sizes = self._waited(coming, And(tuple(conditions)), self._head)
            return int(sizes @ np.arange(len(sizes)))

        return waited

    def count(self, query: Query, heads: Query, columns: Sequence[Column]) -> BlockCounts:
        """Count the blocks of which a row matches, and the terms that their heads hold."""
        if not columns:
            coming = self._coming.pop((conjuncts(query), heads), None)
            return BlockCounts(self._waited(coming, query, heads), [])
        sizes, _ = self._sizes(query, heads)
        held = [self._held(heads, column, sizes) for column in columns]
        return BlockCounts(np.bincount(sizes, minlength=1), held)

    def top(
        self,
        query: Query,
        heads: Query,
        column: Column,
        *,
        descending: bool,
        offset: int,
        limit: int,
    ) -> TopBlocks:
        """Return the heads of blocks of which a row matches, by their lowest term of a column."""
        sizes, firsts = self._sizes(query, heads)
        own = self._terms(heads, column)
        lowest = np.full(len(firsts), own.size)
        lowest[own.blocks[::-1]] = own.terms[::-1]  # of several values numpy keeps the last
        if descending:
            lowest = np.where(lowest == own.size, lowest, own.size - 1 - lowest)
        matching = sizes.nonzero()[0]
        order = matching[np.argsort(lowest[matching], kind="stable")][offset : offset + limit]
        return TopBlocks(firsts[order], sizes[order], len(matching))

    def _waited(self, coming: Future[Longs] | None, query: Query, heads: Query) -> Longs:
        """Return what a count has come to; one that has not begun is made here."""
        if coming is None or coming.cancel():
            return self._totals(query, heads)
        return coming.result()

    def _totals(self, query: Query, heads: Query) -> Longs:
        """Return of how many blocks 0, 1, 2 … rows match."""

        def make() -> tuple[Longs, int]:
            sizes = None
            if heads == self._head:
                sizes = self._numbers.sizes_by_head(query, self._numbers.of(heads))
            if sizes is None:
                sizes = np.bincount(self._counted(query, heads), minlength=1)
            return sizes, sizes.nbytes

        totals: Longs = HOT.fetch((self._id, "totals", query, heads), make)
        return totals

    def _sizes(self, query: Query, heads: Query) -> tuple[Longs, Longs]:
        """Return how many rows of each block match, and the blocks' heads."""
        sizes = self._counted(query, heads)
        totals = np.bincount(sizes, minlength=1)
        HOT.fetch((self._id, "totals", query, heads), lambda: (totals, totals.nbytes))
        return sizes, self._numbers.of(heads)

    def _counted(self, query: Query, heads: Query) -> Longs:
        firsts = self._numbers.of(heads)
        if heads == self._head:
            # Of each row the cluster knows the head of its block, and so it counts by it.
            rows, counts = self._numbers.counted_by_head(query, firsts)
        else:
            rows, counts = self._one_by_one(query)
        blocks = np.searchsorted(firsts, rows, side="right") - 1
        inside = blocks >= 0
        sizes = np.bincount(blocks[inside], weights=counts[inside], minlength=len(firsts))
        return sizes.astype(np.int64)

    def _one_by_one(self, query: Query) -> tuple[Longs, Longs]:
        rows = self._numbers.of(query)
        return rows, np.ones(len(rows), np.int64)

    def _held(self, heads: Query, column: Column, sizes: Longs) -> Held:
        own = self._terms(heads, column)
        of_block = sizes[own.blocks]
        blocks = np.bincount(own.terms[of_block > 0], minlength=own.size)
        documents = np.bincount(own.terms, weights=of_block, minlength=own.size)
        return Held(blocks.astype(np.int64), documents.astype(np.int64))

    def _terms(self, heads: Query, column: Column) -> _Terms:
        def make() -> tuple[_Terms, int]:
            own = self._read(heads, column)
            return own, own.blocks.nbytes + own.terms.nbytes

        terms: _Terms = HOT.fetch((self._id, "held", heads, column), make)
        return terms

    def _read(self, heads: Query, column: Column) -> _Terms:
        known = self._vocabulary.values(column.field, column.prefix).terms
        place = {
            self._conditions.written(column.field, term): number
            for number, term in enumerate(known)
        }
        firsts = self._numbers.of(heads)
        if not place or not len(firsts):
            return _Terms(np.zeros(0, np.int64), np.zeros(0, np.int64), len(place))
        pages = [firsts[i : i + _PAGE] for i in range(0, len(firsts), _PAGE)]
        hits = [
            hit
            for own in together(*(partial(self._page, column.field, heads, p) for p in pages))
            for hit in own
        ]
        pairs = [
            (hit["fields"]["seq"][0], place[term])
            for hit in hits
            for term in hit["fields"].get(column.field, ())
            if term in place
        ]
        found = np.array(sorted(pairs), np.int64).reshape(-1, 2)
        return _Terms(np.searchsorted(firsts, found[:, 0]), found[:, 1], len(place))

    def _page(self, field: str, heads: Query, page: Longs) -> list[Dsl]:
        within: Dsl = {"range": {"seq": {"gte": int(page[0]), "lte": int(page[-1])}}}
        body: Dsl = {
            "query": {"bool": {"filter": [self._conditions.of(heads), within]}},
            "size": len(page),
            "stored_fields": "_none_",
            "docvalue_fields": ["seq", field],
            "track_total_hits": False,
        }
        hits: list[Dsl] = self._snapshot.search(body)["hits"]["hits"]
        return hits
