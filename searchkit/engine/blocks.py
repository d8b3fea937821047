"""Blocks of documents: how many of them match, which terms they hold, in what order they come.

A block is a document that matches a query for heads, with those behind it up to the next such one;
those before the first are in none. What a block holds is what its head holds: the terms of a field
become a column, one small number for each head, built once and kept while it is hot.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.engine.execution.matching import live_documents
from searchkit.engine.execution.segment import segments
from searchkit.engine.storage.cache import HOT
from searchkit.time_limit import checkpoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.segment import IndexReader, SegmentReader
    from searchkit.engine.storage.arrays import Ints, Longs
    from searchkit.query_tree import Query

_NONE = -1
"""Stands for the ordinal of a head without a term, and for the block of a document in none."""

_unions: WeakKeyDictionary[IndexReader, dict[Column, _Union]] = WeakKeyDictionary()


class Column(NamedTuple):
    """The terms of a field, or those that begin with a prefix."""

    field: str
    prefix: str = ""


class Held(NamedTuple):
    """For each term of a column, in order: the blocks with a match whose heads hold it.

    ``documents`` counts the documents of these blocks that match.
    """

    blocks: Longs
    documents: Longs


class BlockCounts(NamedTuple):
    """How much matches.

    ``sizes[n]`` is the number of blocks of which n documents match, shape (most + 1,); ``held``
    tells for each column asked for what the blocks with a match hold.
    """

    sizes: Longs
    held: list[Held]


class TopBlocks(NamedTuple):
    """The heads of blocks in order, how many documents of each match, and the number of all."""

    heads: Longs
    sizes: Longs
    total: int


class _Layout(NamedTuple):
    """The blocks of a segment.

    ``heads``: their first documents, ascending; ``block_of``: the block of each document, counted
    from 0; -1 for those before the first head, which belong to the last block before the segment.
    """

    heads: Ints
    block_of: Ints


class _Terms(NamedTuple):
    """The terms of a column in the heads of a segment, as ordinals from 0.

    ``lowest``: one for each head, -1 if there is none; ``blocks`` and ``ordinals`` are parallel:
    the further terms of heads that hold several.
    """

    lowest: Ints
    blocks: Ints
    ordinals: Ints


class _Union(NamedTuple):
    """The terms of a column over all segments: their number, and each segment's ordinals in it."""

    size: int
    ordinals: list[Longs]


def count_blocks(
    reader: IndexReader, query: Query, heads: Query, columns: Sequence[Column]
) -> BlockCounts:
    """Count the blocks of which a document matches, and the terms that their heads hold."""
    layouts = [_layout(segment, heads) for segment in segments(reader)]
    found = _matches(reader, query, layouts)
    held = [_held(reader, heads, column, layouts, found) for column in columns]
    return BlockCounts(np.bincount(found, minlength=1), held)


def top_blocks(
    reader: IndexReader,
    query: Query,
    heads: Query,
    column: Column,
    *,
    descending: bool,
    offset: int,
    limit: int,
) -> TopBlocks:
    """Return the heads of blocks of which a document matches, by their lowest term of a column.

    Those of one term are in their own order, those without a term at the end. ``offset`` heads are
    left out.
    """
    layouts = [_layout(segment, heads) for segment in segments(reader)]
    sizes = _matches(reader, query, layouts)
    matching = sizes.nonzero()[0]
    union = _union(reader, column)
    keys = [np.zeros(0, np.int64)]
    for segment, ordinals in zip(segments(reader), union.ordinals, strict=True):
        lowest = _terms_of(segment, heads, column).lowest
        known = np.append(ordinals, union.size)  # the last stands for heads without a term
        keys.append(known[lowest])
    key = np.concatenate(keys)[matching]
    if descending:
        key = np.where(key == union.size, key, union.size - 1 - key)
    chosen = matching[_first(key, offset + limit)[offset:]]
    return TopBlocks(_head_numbers(reader, layouts)[chosen], sizes[chosen], len(matching))


def _first(keys: Longs, count: int) -> Longs:
    """Return the places of the ``count`` least keys, in order; the earlier of equal ones first."""
    places = keys * len(keys) + np.arange(len(keys))  # all differ, and so need no stable sort
    if count < len(places):
        places = np.partition(places, count)[:count]
    places.sort()
    return places % max(1, len(keys))


def _head_numbers(reader: IndexReader, layouts: Sequence[_Layout]) -> Longs:
    parts = [
        layout.heads.astype(np.int64) + segment.offset
        for segment, layout in zip(segments(reader), layouts, strict=True)
    ]
    return np.concatenate([np.zeros(0, np.int64), *parts])


def _matches(reader: IndexReader, query: Query, layouts: Sequence[_Layout]) -> Longs:
    """Return how many documents of each block match, over all segments."""
    before = 0
    blocks = [np.zeros(0, np.int64)]
    for segment, layout in zip(segments(reader), layouts, strict=True):
        checkpoint()
        documents = live_documents(segment, query)
        blocks.append(layout.block_of.take(documents).astype(np.int64) + before)
        before += len(layout.heads)
    found = np.concatenate(blocks)
    return np.bincount(found[found >= 0], minlength=before)


def _held(
    reader: IndexReader, heads: Query, column: Column, layouts: Sequence[_Layout], found: Longs
) -> Held:
    """Count the blocks of which documents are ``found`` by the terms that their heads hold."""
    union = _union(reader, column)
    held = Held(np.zeros(union.size, np.int64), np.zeros(union.size, np.int64))
    first = 0
    for segment, layout, ordinals in zip(segments(reader), layouts, union.ordinals, strict=True):
        sizes = found[first : first + len(layout.heads)]
        first += len(layout.heads)
        own = _terms_of(segment, heads, column)
        further = own.blocks[sizes[own.blocks] > 0]
        matching = sizes.nonzero()[0]
        blocks = np.concatenate([matching, further])
        terms = np.concatenate([own.lowest[matching], own.ordinals[sizes[own.blocks] > 0]]) + 1
        size = len(ordinals) + 1  # the first stands for heads without a term
        held.blocks[ordinals] += np.bincount(terms, minlength=size)[1:]
        documents = np.bincount(terms, weights=sizes[blocks], minlength=size)
        held.documents[ordinals] += documents[1:].astype(np.int64)
    return held


def _layout(segment: SegmentReader, heads: Query) -> _Layout:
    def make() -> tuple[_Layout, int]:
        documents = live_documents(segment, heads)
        block_of = np.zeros(segment.count, np.int32)
        block_of[documents] = 1
        np.cumsum(block_of, dtype=np.int32, out=block_of)
        block_of -= 1
        layout = _Layout(documents.astype(np.int32), block_of)
        return layout, layout.heads.nbytes + block_of.nbytes

    layout: _Layout = HOT.fetch((segment.id, "layout", heads), make)
    return layout


def _terms_of(segment: SegmentReader, heads: Query, column: Column) -> _Terms:
    key = (segment.id, "held", heads, column)
    held: _Terms = HOT.fetch(key, partial(_read, segment, _layout(segment, heads), column))
    return held


def _read(segment: SegmentReader, layout: _Layout, column: Column) -> tuple[_Terms, int]:
    """Scatter the postings of a column over the heads."""
    lowest = np.full(len(layout.heads), _NONE, np.int32)
    blocks = ordinals = np.zeros(0, np.int32)
    field = segment.field(column.field)
    if field is not None and len(lowest):
        first, end = field.dictionary.prefix_range(column.prefix.encode())
        documents = field.documents_of_run(first, end)
        sizes = field.document_frequencies(first, end)
        ordinals = np.repeat(np.arange(end - first, dtype=np.int32), sizes)
        blocks = layout.block_of.take(documents)
        is_head = (blocks >= 0) & (layout.heads.take(blocks, mode="clip") == documents)
        blocks, ordinals = blocks[is_head], ordinals[is_head]
        lowest[blocks[::-1]] = ordinals[::-1]  # of several values numpy keeps the last
        further = lowest[blocks] != ordinals
        blocks, ordinals = blocks[further], ordinals[further]
    held = _Terms(lowest, blocks, ordinals)
    return held, lowest.nbytes + blocks.nbytes + ordinals.nbytes


def _union(reader: IndexReader, column: Column) -> _Union:
    """Return the numbers of the terms of a column over all segments; made once for a reader."""
    known = _unions.setdefault(reader, {})
    union = known.get(column)
    if union is None:
        union = known[column] = _joined([_dictionary(one, column) for one in segments(reader)])
    return union


def _dictionary(segment: SegmentReader, column: Column) -> Sequence[bytes]:
    field = segment.field(column.field)
    if field is None:
        return ()
    return field.dictionary.terms(*field.dictionary.prefix_range(column.prefix.encode()))


def _joined(parts: Sequence[Sequence[bytes]]) -> _Union:
    if sum(map(bool, parts)) <= 1:
        return _Union(sum(map(len, parts)), [np.arange(len(part)) for part in parts])
    place = {term: n for n, term in enumerate(sorted(set(chain.from_iterable(parts))))}
    ordinals = [np.array([place[term] for term in part], np.int64) for part in parts]
    return _Union(len(place), ordinals)
