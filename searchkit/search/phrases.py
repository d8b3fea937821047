"""Phrases: documents whose sketches allow them, then the exact places in those documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.index.postings import POSITION_GAP
from searchkit.search.occurrences import rotated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import AnyInts
    from searchkit.search.leaves import Leaf
    from searchkit.search.occurrences import Occurrences


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
    count and hold all terms. A ``slop`` beyond POSITION_GAP - 1 counts as that.
    """
    field = leaf.field(fieldname)
    if field is None:
        raise KeyError(fieldname)
    words = [leaf.occurrences(fieldname, number) for number in numbers]
    order = sorted(range(len(words)), key=lambda i: len(words[i].documents))
    if entries is None:
        entries = _holding(leaf, [words[i] for i in order])
    rarest = words[order[0]]
    if slop == 1:
        found = _adjacent(words, order, entries)
    else:
        found = _near([word.places for word in words], min(slop, POSITION_GAP - 1))
    documents = found >> field.shift
    distinct = documents[np.diff(documents, prepend=-1) > 0]
    return (
        distinct if slop == 1 else distinct[leaf.member(distinct, rarest.documents.take(entries))]
    )


def _holding(leaf: Leaf, words: Sequence[Occurrences]) -> AnyInts:
    """Return the entries of the first word's documents that hold all words."""
    documents = words[0].documents
    entries = np.arange(len(documents))
    for word in words[1:]:
        kept = leaf.member(documents, word.documents).nonzero()[0]
        documents, entries = documents.take(kept), entries.take(kept)
    return entries


def _adjacent(words: Sequence[Occurrences], order: Sequence[int], entries: AnyInts) -> AnyInts:
    """Return places of the exact phrase's rarest word, which tell the documents.

    ``order``: the words from the rarest on. Sketches rule most documents out; then the rarest
    word's places are looked for, at the right distance, among those of each other word.
    """
    rarest = words[order[0]]
    others = [(words[i], i - order[0]) for i in order[1:]]
    found = rarest.places_in(_possible(rarest, others, entries))
    for word, distance in others:
        wanted = found + distance
        at = word.places.searchsorted(wanted)
        found = found.take((word.places.take(at, mode="clip") == wanted).nonzero()[0])
    return found


def _possible(
    rarest: Occurrences, others: Sequence[tuple[Occurrences, int]], entries: AnyInts
) -> AnyInts:
    """Return those of the entries of the rarest word whose sketches allow the phrase.

    ``others``: the other words, each with its distance. Only frequent words are asked: the others
    are found sooner by their places than by their documents.
    """
    documents, sketches = rarest.documents.take(entries), rarest.sketches.take(entries)
    for word, distance in others:
        if word.column is not None:
            sketches = sketches & rotated(word.column.take(documents), distance)
            left = sketches.astype(bool).nonzero()[0]
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
