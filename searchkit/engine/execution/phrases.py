"""Phrases: positions that bitmaps allow, then exact ones, in documents that hold all words.

A phrase with alternatives is looked for as the sequences of terms, one a position, that occur in
the segment: looking for every combination would take their product. Phrases near each other are
chains of their places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine.execution.query_kinds import TermSequence
from searchkit.engine.storage.postings import POSITION_GAP
from searchkit.query_tree import Nothing, Or, Phrase, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.positions import TermPositions
    from searchkit.engine.execution.segment import SegmentReader
    from searchkit.engine.execution.segment_term import SegmentTerm
    from searchkit.engine.storage.arrays import AnyInts
    from searchkit.query_tree import Near, Query


def alternatives(phrase: Phrase) -> list[Term]:
    """Return the terms of which a phrase of one position asks for any."""
    return [Term(phrase.field, word, phrase.boost) for word in dict.fromkeys(phrase.words[0])]


def exact_sequence(query: Query) -> TermSequence | None:
    """Return the sequence of terms that a query is, whatever the index holds; None if it is none.

    A phrase of several positions is one if none of them has alternatives.
    """
    if isinstance(query, TermSequence):
        return query
    if not isinstance(query, Phrase) or len(query.words) < 2:
        return None
    if any(len(own) != 1 and len(set(own)) != 1 for own in query.words):
        return None
    words = tuple(words[0] for words in query.words)
    return TermSequence(query.field, words, boost=query.boost)


def occurring(segment: SegmentReader, phrase: Phrase) -> Query:
    """Return the query for the ways in which a phrase is written in a segment."""
    exact = exact_sequence(phrase)
    if exact is not None:
        return exact
    if not phrase.words or not all(phrase.words):
        return Nothing()
    if len(phrase.words) == 1:
        return Or(tuple(alternatives(phrase)))
    words = [tuple(dict.fromkeys(own)) for own in phrase.words]
    found = sorted(_combinations(segment, phrase.field, words))
    return Or(tuple(TermSequence(phrase.field, own, boost=phrase.boost) for own in found))


def _combinations(
    segment: SegmentReader, field: str, words: Sequence[Sequence[str]]
) -> set[tuple[str, ...]]:
    """Return those combinations of the words, one a position, that occur in a segment."""
    columns = []
    starts: AnyInts = np.zeros(0, np.int64)
    for distance, own in enumerate(words):
        columns.append(_starts(segment, field, own, distance))
        here = columns[-1][0]
        starts = np.intersect1d(starts, here, assume_unique=True) if distance else here
        if not len(starts):
            return set()
    rows = np.stack([which[np.searchsorted(own, starts)] for own, which in columns])
    return {
        tuple(own[i] for own, i in zip(words, row, strict=True))
        for row in np.unique(rows, axis=1).T.tolist()
    }


def _starts(
    segment: SegmentReader, field: str, words: Sequence[str], distance: int
) -> tuple[AnyInts, AnyInts]:
    """Return where a phrase must start for one of the words to be in place, and which word it is.

    Starts are global positions, ascending; ``distance`` is that of the words from the start.
    """
    starts: list[AnyInts] = [np.zeros(0, np.int64)]
    which: list[AnyInts] = [np.zeros(0, np.int64)]
    for i, word in enumerate(words):
        found = segment.find(field, word)
        if found is not None:
            own = segment.positions(field, found.ordinal).positions
            starts.append(own.astype(np.int64) - distance)
            which.append(np.full(len(own), i))
    joined = np.concatenate(starts)
    order = np.argsort(joined)
    return joined[order], np.concatenate(which)[order]


def sequence_documents(
    segment: SegmentReader, sequence: TermSequence, entries: AnyInts | None = None
) -> AnyInts:
    """Return the documents that hold a sequence of terms, of two or more.

    ``entries``: the indices, among the documents of the rarest term (of several, the first), of
    those that count and hold all terms.
    """
    fieldname, slop = sequence.field, sequence.slop
    places = [place for word in sequence.words if (place := segment.find(fieldname, word))]
    if len(places) < len(sequence.words):
        return np.zeros(0, np.int32)
    field = segment.positioned(fieldname)
    ordinals = [place.ordinal for place in places]
    order = sorted(range(len(places)), key=lambda i: places[i].documents)
    if entries is None:
        distinct = dict.fromkeys(ordinals[i] for i in order)
        entries = _holding(segment, [segment.term_at(fieldname, own) for own in distinct])
    if not len(entries):  # spares the decoding of positions that nobody may ask for again
        return np.zeros(0, np.int32)
    words = [segment.positions(fieldname, ordinal) for ordinal in ordinals]
    rarest = ordinals[order[0]]
    if slop == 1:
        members = _members(segment.starts(fieldname, rarest), entries)
        found = _adjacent(words[order[0]].positions.take(members), words, order)
        return _distinct(found >> field.shift)
    found = _near([word.positions for word in words], slop, field.shift)
    documents = _distinct(found >> field.shift)
    holding = segment.term_at(fieldname, rarest).all_documents().take(entries)
    return documents[segment.member(documents, holding)]


def _distinct(values: AnyInts) -> AnyInts:
    """Return ascending values without repeats."""
    new = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return values.take(new.nonzero()[0])


def _holding(segment: SegmentReader, terms: Sequence[SegmentTerm]) -> AnyInts:
    """Return the indices, among the documents of the first term, of those that hold all terms."""
    found: AnyInts = terms[0].all_documents()
    entries = np.arange(len(found))
    for other in terms[1:]:
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
        if word.bitmaps is not None and len(found):
            found = found.take(word.near(found + distance))
    for word, distance in others:
        if not len(found):
            break
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


def near_documents(segment: SegmentReader, query: Near) -> AnyInts:
    """Return the documents of a segment in which a `Near` finds its phrases, ascending.

    Of the places where a chain may go on, the nearest behind the chain is as good as any, so one
    look at each place is enough.
    """
    field = segment.field(query.field)
    if field is None or not query.phrases:
        return np.zeros(0, np.int32)
    shift = field.shift
    ends = np.zeros(0, np.int64)
    for number, words in enumerate(query.phrases):
        starts = _places_of_phrase(segment, query.field, words)
        if number:
            starts = starts[_follow(ends, starts, query.slop, shift)]
        ends = starts + (len(words) - 1)
    return np.unique(ends >> shift).astype(np.int32)


def _follow(ends: AnyInts, starts: AnyInts, slop: int, shift: int) -> AnyInts:
    """Tell which starts have an end before them, in the same document and not too far away."""
    if not len(ends):
        return np.zeros(len(starts), bool)
    before = np.searchsorted(ends, starts) - 1
    previous = ends[before]
    near: AnyInts = (before >= 0) & (starts - previous - 1 <= slop)
    near &= starts >> shift == previous >> shift
    return near


def _places_of_phrase(
    segment: SegmentReader, field: str, words: Sequence[Sequence[str]]
) -> AnyInts:
    """Return where a phrase is, as ascending positions over all documents of the segment."""
    starts: AnyInts = np.zeros(0, np.int64)
    for distance, alternatives in enumerate(words):
        places = _places(segment, field, alternatives) - distance
        starts = np.intersect1d(starts, places, assume_unique=True) if distance else places
    return starts


def _places(segment: SegmentReader, field: str, words: Sequence[str]) -> AnyInts:
    found = [np.zeros(0, np.int64)]
    for word in dict.fromkeys(words):
        place = segment.find(field, word)
        if place is not None:
            found.append(segment.positions(field, place.ordinal).positions.astype(np.int64))
    return found[1] if len(found) == 2 else np.sort(np.concatenate(found))
