"""Phrases: places that sketches allow, then exact places, in documents that hold all words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine.storage.postings import POSITION_GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.positions import Occurrences
    from searchkit.engine.execution.segment import Leaf
    from searchkit.engine.storage.arrays import AnyInts


def phrase_documents(
    leaf: Leaf,
    fieldname: str,
    numbers: Sequence[int],
    slop: int,
    entries: AnyInts | None = None,
) -> AnyInts:
    """Return the documents in which the terms follow each other, each at most ``slop`` places on.

    ``numbers``: the terms' numbers in the vocabulary, in the order of the phrase. ``entries``:
    the places, among the documents of the rarest term (of several, the first), of those that
    count and hold all terms.
    """
    field = leaf.field(fieldname)
    if field is None:
        raise KeyError(fieldname)
    order = sorted(range(len(numbers)), key=lambda i: field.size(numbers[i]))
    if entries is None:
        entries = _holding(leaf, [leaf.documents(fieldname, numbers[i]) for i in order])
    words = [leaf.occurrences(fieldname, number) for number in numbers]
    rarest = numbers[order[0]]
    if slop == 1:
        members = _members(leaf.starts(fieldname, rarest), entries)
        found = _adjacent(words[order[0]].places.take(members), words, order)
        return _distinct(found >> field.shift)
    found = _near([word.places for word in words], slop, field.shift)
    documents = _distinct(found >> field.shift)
    return documents[leaf.member(documents, leaf.documents(fieldname, rarest).take(entries))]


def _distinct(values: AnyInts) -> AnyInts:
    """Return ascending values without repeats."""
    new = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return values.take(new.nonzero()[0])


def _holding(leaf: Leaf, documents: Sequence[AnyInts]) -> AnyInts:
    """Return the places in the first of several lists of those that are in all lists."""
    found = documents[0]
    entries = np.arange(len(found))
    for other in documents[1:]:
        kept = leaf.member(found, other).nonzero()[0]
        found, entries = found.take(kept), entries.take(kept)
    return entries


def _members(starts: AnyInts, entries: AnyInts) -> AnyInts:
    """Return the places of all members of some groups; ``starts`` tells where each group starts."""
    first = starts.take(entries)
    sizes = starts.take(entries + 1) - first
    ends = np.cumsum(sizes)
    places: AnyInts = np.repeat(first - (ends - sizes), sizes)
    places += np.arange(len(places))
    return places


def _adjacent(found: AnyInts, words: Sequence[Occurrences], order: Sequence[int]) -> AnyInts:
    """Return those of the places of the phrase's rarest word at which the phrase is.

    ``order``: the words from the rarest on. The places are looked for, at the right distance,
    among those of each other word; sketches rule most of them out before.
    """
    others = [(words[i], i - order[0]) for i in order[1:]]
    for word, distance in others:
        if word.sketches is not None:
            found = found.take(word.near(found + distance))
    for word, distance in others:
        found = found.take(word.at(found + distance))
    return found


def _near(places: Sequence[AnyInts], slop: int, shift: int) -> AnyInts:
    """Return last places of chains in which each term stands 1 to ``slop`` behind the last.

    ``shift``: a place's bits from this one on are its document, and chains stay within one.
    """
    ends = places[0]
    for following in places[1:]:
        if not ends.size:
            break
        before = np.searchsorted(ends, following) - 1
        previous = ends[before]
        near = (before >= 0) & (following - previous <= slop)
        if slop >= POSITION_GAP:  # it may reach into the next document
            near &= following >> shift == previous >> shift
        ends = following[near]
    return ends
