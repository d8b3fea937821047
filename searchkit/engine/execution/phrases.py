"""Phrases: positions that bitmaps allow, then exact ones, in documents that hold all words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine.storage.postings import POSITION_GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.positions import TermPositions
    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.storage.arrays import AnyInts


def phrase_documents(
    segment: SegmentReader,
    fieldname: str,
    ordinals: Sequence[int],
    slop: int,
    entries: AnyInts | None = None,
) -> AnyInts:
    """Return the documents in which the terms follow each other, ``slop`` or fewer positions on.

    ``ordinals``: those of the terms, in the order of the phrase. ``entries``: the indices, among
    the documents of the rarest term (of several, the first), of those that count and hold all.
    """
    field = segment.field(fieldname)
    if field is None:
        raise KeyError(fieldname)
    order = sorted(range(len(ordinals)), key=lambda i: field.document_frequency(ordinals[i]))
    if entries is None:
        entries = _holding(segment, [segment.documents(fieldname, ordinals[i]) for i in order])
    words = [segment.positions(fieldname, ordinal) for ordinal in ordinals]
    rarest = ordinals[order[0]]
    if slop == 1:
        members = _members(segment.starts(fieldname, rarest), entries)
        found = _adjacent(words[order[0]].positions.take(members), words, order)
        return _distinct(found >> field.shift)
    found = _near([word.positions for word in words], slop, field.shift)
    documents = _distinct(found >> field.shift)
    return documents[segment.member(documents, segment.documents(fieldname, rarest).take(entries))]


def _distinct(values: AnyInts) -> AnyInts:
    """Return ascending values without repeats."""
    new = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return values.take(new.nonzero()[0])


def _holding(segment: SegmentReader, documents: Sequence[AnyInts]) -> AnyInts:
    """Return the indices in the first of several lists of those that are in all lists."""
    found = documents[0]
    entries = np.arange(len(found))
    for other in documents[1:]:
        kept = segment.member(found, other).nonzero()[0]
        found, entries = found.take(kept), entries.take(kept)
    return entries


def _members(starts: AnyInts, entries: AnyInts) -> AnyInts:
    """Return the indices of all members of some groups; ``starts``: where each group starts."""
    first = starts.take(entries)
    sizes = starts.take(entries + 1) - first
    ends = np.cumsum(sizes)
    indices: AnyInts = np.repeat(first - (ends - sizes), sizes)
    indices += np.arange(len(indices))
    return indices


def _adjacent(found: AnyInts, words: Sequence[TermPositions], order: Sequence[int]) -> AnyInts:
    """Return those of the positions of the phrase's rarest word at which the phrase is.

    ``order``: the words from the rarest on. The positions are looked for, at the right distance,
    among those of each other word; bitmaps rule most of them out before.
    """
    others = [(words[i], i - order[0]) for i in order[1:]]
    for word, distance in others:
        if word.bitmaps is not None:
            found = found.take(word.near(found + distance))
    for word, distance in others:
        found = found.take(word.at(found + distance))
    return found


def _near(positions: Sequence[AnyInts], slop: int, shift: int) -> AnyInts:
    """Return the last positions of chains in which each term stands 1 to ``slop`` behind the last.

    ``shift``: a position's bits from this one on are its document, and chains stay within one.
    """
    ends = positions[0]
    for following in positions[1:]:
        if not ends.size:
            break
        before = np.searchsorted(ends, following) - 1
        previous = ends[before]
        near = (before >= 0) & (following - previous <= slop)
        if slop >= POSITION_GAP:  # it may reach into the next document
            near &= following >> shift == previous >> shift
        ends = following[near]
    return ends
