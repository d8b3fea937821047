"""Queries that stand for many terms, resolved against a segment's term dictionary.

Prefixes and ranges are runs of the term dictionary, which is cut into blocks. Of a block that was
asked for, the bitmaps of its frequent terms and the documents of its rare ones are kept while they
are hot: another prefix that shares blocks with this one, or lies in it, finds them there.
"""

from __future__ import annotations

import re
from fnmatch import translate
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from whoosh import query as q

from searchkit.engine.execution.cache import HOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import AnyInts, Bytes, Flags, Ints, Longs
    from searchkit.engine.storage.postings import FieldPostings
    from searchkit.engine.storage.term_dictionary import TermDictionary

_BLOCK = 128  # terms
_FREQUENT = 256
"""A term in more than every 256th document is kept as a bitmap."""


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
    bits = np.zeros((segment.count + 7) // 8, np.uint8)
    rare = [np.zeros(0, np.int32)]
    for start in range(first - first % _BLOCK, end, _BLOCK):
        key = (segment.id, "block", fieldname, start)
        block: _Block = HOT.fetch(key, partial(_block, field, start))
        for ordinal, bitmap in block.bitmaps.items():
            if first <= ordinal < end:
                bits |= bitmap
        a, b = max(first - start, 0), min(end - start, len(block.starts) - 1)
        rare.append(block.documents[block.starts[a] : block.starts[b]])
    flags: Flags = np.unpackbits(bits, count=segment.count, bitorder="little").view(np.bool_)
    flags[np.concatenate(rare)] = True
    return flags.nonzero()[0].astype(np.int32)


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
    flags[field.documents(ordinal)] = True
    return np.packbits(flags, bitorder="little")


_WILDCARDS = re.compile(r"[*?\[]")
_REGEX_SPECIALS = re.compile(r"[{}()\[\].?*+^$\\|]")


def expand(query: q.Query, dictionary: TermDictionary) -> range | Longs:
    """Return the ascending ordinals of the terms that such a query stands for.

    A prefix or a range is a run of the term dictionary; the others are filtered from the shortest
    run that can hold them.
    """
    if isinstance(query, q.Prefix):
        return range(*dictionary.prefix_range(query.text.encode()))
    if isinstance(query, q.TermRange):
        return _term_range(query, dictionary)
    if isinstance(query, q.FuzzyTerm):
        return _fuzzy(query, dictionary)
    if isinstance(query, q.Wildcard):
        literal = _WILDCARDS.split(query.text, maxsplit=1)[0]
        return _filtered(re.compile(translate(query.text)), literal, dictionary)
    return _filtered(re.compile(query.text), _literal_prefix(query.text), dictionary)


def _literal_prefix(pattern: str) -> str:
    """Return the literal characters with which every match of a regular expression begins."""
    if "|" in pattern:
        return ""
    literal = _REGEX_SPECIALS.split(pattern, maxsplit=1)[0]
    optional = pattern[len(literal) : len(literal) + 1] in tuple("*?{")
    return literal[:-1] if optional else literal


def _filtered(pattern: re.Pattern[str], literal: str, dictionary: TermDictionary) -> Longs:
    first, end = dictionary.prefix_range(literal.encode())
    terms = dictionary.iterate(first, end)
    ordinals = [n for n, term in enumerate(terms, first) if pattern.match(term.decode())]
    return np.array(ordinals, np.int64)


def _term_range(query: q.TermRange, dictionary: TermDictionary) -> range:
    first, end = 0, len(dictionary)
    if query.start is not None:
        first = _bound(query.start, dictionary, behind=query.startexcl)
    if query.end is not None:
        end = _bound(query.end, dictionary, behind=not query.endexcl)
    return range(first, max(first, end))


def _bound(text: str | bytes, dictionary: TermDictionary, *, behind: bool) -> int:
    term = text if isinstance(text, bytes) else text.encode()
    return dictionary.lower_bound(term + b"\0" if behind else term)


def _fuzzy(query: q.FuzzyTerm, dictionary: TermDictionary) -> Longs:
    first, end = dictionary.prefix_range(query.text[: query.prefixlength].encode())
    terms = [term.decode() for term in dictionary.iterate(first, end)]
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    near = np.flatnonzero(np.abs(lengths - len(query.text)) <= query.maxdist)
    if not near.size:
        return near
    distances = _edit_distances(query.text, [terms[i] for i in near])
    ordinals: Longs = first + near[distances <= query.maxdist]
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
