"""Phrases as intersections of sorted positions on the axis that all documents share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.index.postings import POSITION_GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import AnyInts
    from searchkit.search.leaves import Leaf

_MANY = 24  # from this ratio of sizes on, a binary search beats a scan of the longer list


def phrase_documents(leaf: Leaf, fieldname: str, numbers: Sequence[int], slop: int) -> AnyInts:
    """Return the documents in which the terms follow each other, each at most ``slop`` places on.

    ``numbers``: the terms' numbers in the vocabulary, in the order of the phrase.
    """
    field = leaf.field(fieldname)
    assert field is not None
    places = [leaf.global_positions(fieldname, number) for number in numbers]
    found = _adjacent(places) if slop == 1 else _near(places, min(slop, POSITION_GAP - 1))
    documents = np.searchsorted(field.bases(), found, side="right") - 1
    distinct: AnyInts = documents[np.diff(documents, prepend=-1) > 0].astype(np.int32)
    return distinct


def _adjacent(places: Sequence[AnyInts]) -> AnyInts:
    """First places of the exact phrase, from the rarest term outwards."""
    order = sorted(range(len(places)), key=lambda i: len(places[i]))
    starts = places[order[0]] - order[0]
    for i in order[1:]:
        starts = _kept(starts, places[i] - i) if starts.size else starts
    return starts


def _kept(starts: AnyInts, other: AnyInts) -> AnyInts:
    """Those of ``starts`` that ``other`` holds too; both ascend."""
    at = np.searchsorted(other, starts)
    at[at == len(other)] = 0
    kept: AnyInts = starts[other[at] == starts]
    return kept


def _near(places: Sequence[AnyInts], slop: int) -> AnyInts:
    """Last places of chains in which each term stands 1 to ``slop`` places behind the last."""
    ends = places[0]
    for following in places[1:]:
        if not ends.size:
            break
        before = np.searchsorted(ends, following) - 1
        gaps = following - ends[before]
        ends = following[(before >= 0) & (gaps <= slop)]
    return ends
