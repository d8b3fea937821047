"""Phrases as intersections of sorted positions on the axis that all documents share."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from searchkit.index.postings import POSITION_GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import AnyInts, Flags
    from searchkit.search.leaves import Leaf

_MANY = 24  # from this ratio of sizes on, binary searches beat marking the longer list
_MASK = (1 << 22) - 1
_scratch = threading.local()


def phrase_documents(
    leaf: Leaf, fieldname: str, numbers: Sequence[int], slop: int, mask: Flags | None = None
) -> AnyInts:
    """Return the documents in which the terms follow each other, each at most ``slop`` places on.

    ``numbers``: the terms' numbers in the vocabulary, in the order of the phrase. ``mask``: the
    documents that count at all. A ``slop`` beyond POSITION_GAP - 1 counts as that.
    """
    field = leaf.field(fieldname)
    if field is None:
        raise KeyError(fieldname)
    places = [leaf.global_positions(fieldname, number) for number in numbers]
    if slop == 1:
        found = _adjacent(places, field.shift, mask)
    else:
        found = _near(places, min(slop, POSITION_GAP - 1))
    documents = found >> field.shift
    distinct: AnyInts = documents[np.diff(documents, prepend=-1) > 0]
    return distinct if mask is None else distinct[mask[distinct]]


def _adjacent(places: Sequence[AnyInts], shift: int, mask: Flags | None) -> AnyInts:
    """Return places of the exact phrase's rarest term, which tell the document.

    The phrase is matched from the rarest term outwards.
    """
    order = sorted(range(len(places)), key=lambda i: len(places[i]))
    rarest = order[0]
    found = places[rarest]
    if mask is not None:
        found = found[mask[found >> shift]]
    for i in order[1:]:
        if not found.size:
            break
        found = _followed(found, i - rarest, places[i])
    return found


def _followed(found: AnyInts, distance: int, other: AnyInts) -> AnyInts:
    """Return those of ``found`` that ``other`` holds at a distance; both ascend.

    A first look goes through a small table of flags in which some places share a flag; what
    passes is looked up properly.
    """
    if len(other) <= _MANY * len(found):
        flags = _flags()
        marked = other & _MASK
        flags[marked] = True
        found = found[flags[(found + distance) & _MASK]]
        flags[marked] = False
    at = np.searchsorted(other, found + distance)
    at[at == len(other)] = 0
    kept: AnyInts = found[other[at] == found + distance]
    return kept


def _flags() -> Flags:
    """Return this thread's table of flags, all False."""
    if not hasattr(_scratch, "flags"):
        _scratch.flags = np.zeros(_MASK + 1, bool)
    flags: Flags = _scratch.flags
    return flags


def _near(places: Sequence[AnyInts], slop: int) -> AnyInts:
    """Return last places of chains in which each term stands 1 to ``slop`` behind the last."""
    ends = places[0]
    for following in places[1:]:
        if not ends.size:
            break
        before = np.searchsorted(ends, following) - 1
        gaps = following - ends[before]
        ends = following[(before >= 0) & (gaps <= slop)]
    return ends
