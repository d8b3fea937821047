"""Phrases: documents whose sketches allow them, then the exact places in those documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.index.postings import POSITION_GAP
from searchkit.search.occurrences import rotated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import AnyInts, Flags
    from searchkit.search.leaves import Leaf
    from searchkit.search.occurrences import Occurrences


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
    words = [leaf.occurrences(fieldname, number) for number in numbers]
    if slop == 1:
        found = _adjacent(words, mask)
    else:
        found = _near([word.places for word in words], min(slop, POSITION_GAP - 1))
    documents = found >> field.shift
    distinct: AnyInts = documents[np.diff(documents, prepend=-1) > 0]
    return distinct if mask is None or slop == 1 else distinct[mask[distinct]]


def _adjacent(words: Sequence[Occurrences], mask: Flags | None) -> AnyInts:
    """Return places of the exact phrase's rarest word, which tell the documents.

    The words are matched from the rarest one outwards; most documents are ruled out by sketches.
    """
    order = sorted(range(len(words)), key=lambda i: len(words[i].documents))
    rarest = words[order[0]]
    distances = [i - order[0] for i in order]
    entries = _possible([words[i] for i in order], distances, mask)
    found = rarest.places_in(entries)
    for i, distance in zip(order[1:], distances[1:], strict=True):
        wanted = found + distance
        places = words[i].places
        at = places.searchsorted(wanted)
        found = found.take((places.take(at, mode="clip") == wanted).nonzero()[0])
    return found


def _possible(
    words: Sequence[Occurrences], distances: Sequence[int], mask: Flags | None
) -> AnyInts:
    """Return the entries of the first word's documents whose sketches allow the phrase."""
    documents, sketches = words[0].documents, words[0].own_sketches()
    entries = np.arange(len(documents))
    if mask is not None:
        entries = mask.take(documents).nonzero()[0]
        documents, sketches = documents.take(entries), sketches.take(entries)
    for word, distance in zip(words[1:], distances[1:], strict=True):
        sketches = sketches & rotated(word.sketches_in(documents), distance)
        left = sketches.nonzero()[0]
        entries, documents = entries.take(left), documents.take(left)
        sketches = sketches.take(left)
    return entries


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
