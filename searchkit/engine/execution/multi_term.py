"""Queries that stand for many terms, resolved against a segment's term dictionary.

Prefixes and ranges are runs of the term dictionary, which is cut into blocks. Of a block that is
asked for again, the bitmaps of its frequent terms and the documents of its rare ones are kept while
they are hot: another prefix that shares blocks with this one, or lies in it, finds them there. The
first time its postings are only gone through.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.engine import kernels
from searchkit.engine.execution.query_kinds import EncodedRange, Fuzzy, Pattern
from searchkit.engine.execution.segment import encoded
from searchkit.engine.storage.cache import HOT
from searchkit.query_tree import TermRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import AnyInts, Bytes, Ints, Longs
    from searchkit.engine.storage.postings import FieldPostings
    from searchkit.engine.storage.term_dictionary import TermDictionary

_BLOCK = 128  # terms
_FREQUENT = 256
"""A term in more than every 256th document is kept as a bitmap."""

_BEHIND_UTF8 = b"\xff"
"""Sorts behind every text in UTF-8, which has no such byte."""


class _Block(NamedTuple):
    """Some terms of a segment.

    ``bitmaps``: of the frequent ones, by ordinal, low bits first; ``documents``: of the rare ones,
    term by term; ``starts``: where the documents of each of the terms start, with the end behind.
    """

    bitmaps: dict[int, Bytes]
    documents: Ints
    starts: Longs


def documents_of_run(segment: SegmentReader, fieldname: str, first: int, end: int) -> AnyInts:
    """Return the documents that hold any of the terms ``first`` to ``end``, ascending."""
    field = segment.field(fieldname)
    if field is None:
        raise KeyError(fieldname)
    flags = np.zeros(segment.count, bool)
    bits = np.zeros((segment.count + 7) // 8, np.uint8)
    cold = []
    for start in range(first - first % _BLOCK, end, _BLOCK):
        key = (segment.id, "block", fieldname, start)
        block: _Block | None = HOT.fetch_if_repeated(key, _block, field, start)
        if block is None:
            cold.append((max(first, start), min(end, start + _BLOCK)))
            continue
        for ordinal, bitmap in block.bitmaps.items():
            if first <= ordinal < end:
                bits |= bitmap
        a, b = max(first - start, 0), min(end - start, len(block.starts) - 1)
        flags[block.documents[block.starts[a] : block.starts[b]]] = True
    for run in _joined(cold):
        field.mark(*run, flags)
    flags |= np.unpackbits(bits, count=segment.count, bitorder="little").view(np.bool_)
    if kernels.native is None:
        return flags.nonzero()[0].astype(np.int32)
    found = np.empty(segment.count, np.int32)
    return found[: kernels.native.unite(found, [flags.view(np.uint8)])]


def _joined(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ascending runs, those that touch in one."""
    joined: list[tuple[int, int]] = []
    for first, end in runs:
        if joined and joined[-1][1] == first:
            first, _ = joined.pop()
        joined.append((first, end))
    return joined


def _block(field: FieldPostings, start: int) -> tuple[_Block, int]:
    end = min(start + _BLOCK, len(field.dictionary))
    frequencies = field.document_frequencies(start, end)
    frequent = frequencies > field.document_count // _FREQUENT
    ordinals = (start + frequent.nonzero()[0]).tolist()
    bitmaps = {ordinal: _bitmap(field, ordinal) for ordinal in ordinals}
    bounds = [start - 1, *ordinals, end]
    documents = np.concatenate([field.documents_of_run(a + 1, b) for a, b in pairwise(bounds)])
    rare = np.where(frequent, 0, frequencies)
    starts = np.append(0, np.cumsum(rare, dtype=np.int64))
    size = documents.nbytes + starts.nbytes + sum(bits.nbytes for bits in bitmaps.values())
    return _Block(bitmaps, documents, starts), size


def _bitmap(field: FieldPostings, ordinal: int) -> Bytes:
    flags = np.zeros(field.document_count, bool)
    field.mark(ordinal, ordinal + 1, flags)
    return np.packbits(flags, bitorder="little")


MultiTerm: TypeAlias = TermRange | EncodedRange | Pattern | Fuzzy
"""The kinds of query that stand for many terms of a field."""


def expand(query: MultiTerm, dictionary: TermDictionary) -> range | Longs:
    """Return the ascending ordinals of the terms that such a query stands for.

    A range is a run of the term dictionary; the others are filtered from the shortest run that can
    hold them.
    """
    if isinstance(query, TermRange):
        return _run(*_encoded_bounds(query), dictionary)
    if isinstance(query, EncodedRange):
        return _run(query.first, query.end, dictionary)
    if isinstance(query, Fuzzy):
        return _fuzzy(query, dictionary)
    return _filtered(re.compile(query.expression), query.prefix, dictionary)


def _filtered(pattern: re.Pattern[str], literal: str, dictionary: TermDictionary) -> Longs:
    first, end = dictionary.prefix_range(encoded(literal))
    terms = dictionary.iterate(first, end)
    ordinals = [n for n, term in enumerate(terms, first) if pattern.match(term.decode())]
    return np.array(ordinals, np.int64)


def _encoded_bounds(query: TermRange) -> tuple[bytes, bytes | None]:
    """Return the least term of a range, and the least behind it (None: all others are in it)."""
    first, prefix = encoded(query.first or ""), encoded(query.prefix)
    end = None if query.last is None else encoded(query.last) + b"\0"
    if prefix:
        first = max(first, prefix)
        behind = prefix + _BEHIND_UTF8
        end = behind if end is None else min(end, behind)
    return first, end


def _run(first: bytes, end: bytes | None, dictionary: TermDictionary) -> range:
    start = dictionary.lower_bound(first)
    return range(start, len(dictionary) if end is None else max(start, dictionary.lower_bound(end)))


def _fuzzy(query: Fuzzy, dictionary: TermDictionary) -> Longs:
    first, end = dictionary.prefix_range(encoded(query.text[: query.prefix]))
    terms = [term.decode() for term in dictionary.iterate(first, end)]
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    near = np.flatnonzero(np.abs(lengths - len(query.text)) <= query.distance)
    if not near.size:
        return near
    distances = _edit_distances(query.text, [terms[i] for i in near])
    ordinals: Longs = first + near[distances <= query.distance]
    return ordinals


def _edit_distances(text: str, terms: Sequence[str]) -> Longs:
    """Levenshtein's distance of ``text`` to each of many terms, all terms at once.

    The classic table of Wagner and Fischer (Journal of the ACM 21, 1974), one row per
    character of ``text``; the cells of a row depend on each other by insertions only, which a
    running minimum resolves.
    """
    width = max(map(len, terms))
    letters = np.array(terms, dtype=f"U{width}").view(np.uint32).reshape(len(terms), width)
    columns = np.arange(width + 1)
    row = np.broadcast_to(columns, (len(terms), width + 1))
    for index, character in enumerate(text, 1):
        following = np.empty_like(row)
        following[:, 0] = index
        substituted = row[:, :-1] + (letters != ord(character))
        np.minimum(substituted, row[:, 1:] + 1, out=following[:, 1:])
        row = np.minimum.accumulate(following - columns, axis=1) + columns
    distances: Longs = row[np.arange(len(terms)), [len(term) for term in terms]]
    return distances
