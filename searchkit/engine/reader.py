"""Single facts of the index as arrays: postings, frequencies, positions, terms.

All document numbers are global, over all segments; deleted documents are left out of
``postings`` and counted in collection frequencies until a merge drops them.
"""

from __future__ import annotations

from heapq import merge
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.engine.execution import top_k
from searchkit.engine.execution.bm25 import Weights
from searchkit.engine.execution.segment import segments
from searchkit.engine.storage.arrays import LENGTH_OF_NORM
from searchkit.engine.storage.shared_values import SharedRuns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.engine.execution.bm25 import Similarity
    from searchkit.engine.execution.segment import IndexReader, Saturation
    from searchkit.engine.storage.arrays import AnyInts, Floats, Ints, Longs
    from searchkit.query_tree import Term


class Postings(NamedTuple):
    """A term's documents, its frequency in each, and the length of the field in each."""

    docnums: Longs
    frequencies: Longs
    lengths: Longs


def postings(reader: IndexReader, fieldname: str, term: str) -> Postings:
    """Where a term occurs; empty arrays if nowhere."""
    parts = []
    for segment in segments(reader):
        found = segment.term(fieldname, term)
        if found is None:
            continue
        documents, frequencies = found.all_documents(), found.all_frequencies()
        if segment.live is not None:
            kept = segment.live[documents]
            documents, frequencies = documents[kept], frequencies[kept]
        lengths = segment.lengths(fieldname)[documents]
        parts.append((documents.astype(np.int64) + segment.offset, frequencies, lengths))
    columns = zip(*parts, strict=True) if parts else ((), (), ())
    return Postings(*(np.concatenate([np.zeros(0, np.int64), *column]) for column in columns))


def term_frequencies(reader: IndexReader, fieldname: str, term: str, docnums: AnyInts) -> Floats:
    """How often a term occurs in each of ``docnums`` (in any order); 0 where it does not."""
    found = np.zeros(len(docnums))
    for segment in segments(reader):
        own = segment.term(fieldname, term)
        if own is not None:
            inside = (docnums >= segment.offset) & (docnums < segment.offset + segment.count)
            found[inside] = own.frequencies_in(docnums[inside] - segment.offset)
    return found


class Occurrences(NamedTuple):
    """The number of all documents, that of those with each term, and the terms' frequencies."""

    documents: int
    holding: Longs
    frequencies: Floats


def occurrences(reader: Any, terms: Sequence[Term], docnums: Longs) -> Occurrences:
    """Return how often terms occur in ``docnums`` (ascending), shape (terms, docnums)."""
    holding = np.zeros(len(terms), np.int64)
    frequencies = np.zeros((len(terms), len(docnums)))
    for segment in segments(reader):
        first, end = np.searchsorted(docnums, [segment.offset, segment.offset + segment.count])
        own = docnums[first:end] - segment.offset
        for number, term in enumerate(terms):
            found = segment.find(term.field, term.text)
            if found is None:
                continue
            holding[number] += found.documents
            if first < end:
                postings = segment.term_at(term.field, found.ordinal)
                frequencies[number, first:end] = postings.frequencies_in(own)
    return Occurrences(int(reader.doc_count_all()), holding, frequencies)


def positions(
    reader: IndexReader, fieldname: str, term: str, docnums: Sequence[int] | AnyInts
) -> list[Ints]:
    """Return the ascending positions of a term in each of ``docnums``; empty for none."""
    wanted = np.asarray(docnums, np.int64)
    found = [np.zeros(0, np.int32)] * len(wanted)
    for segment in segments(reader):
        there = segment.find(fieldname, term)
        if there is None or not there.field.has_positions:
            continue
        shift = there.field.shift
        found_at = segment.positions(fieldname, there.ordinal).positions
        for i, document in enumerate((wanted - segment.offset).tolist()):
            if 0 <= document < segment.count:
                start = document << shift
                first, end = np.searchsorted(found_at, [start, start + (1 << shift)])
                found[i] = (found_at[first:end] - start).astype(np.int32)
    return found


class TermCounts(NamedTuple):
    """Terms in the order of their code points, and how often each occurs in all documents."""

    terms: list[str]
    frequencies: Longs


def term_counts(reader: IndexReader, fieldname: str, prefix: str = "") -> TermCounts:
    """Return the terms of a field that begin with ``prefix``, over all segments."""
    counted: dict[bytes, int] = {}
    parts = segments(reader)
    for segment in parts:
        field = segment.field(fieldname)
        if field is None:
            continue
        first, end = field.dictionary.prefix_range(prefix.encode())
        frequencies = field.collection_frequencies(first, end).tolist()
        for term, frequency in zip(field.dictionary.iterate(first, end), frequencies, strict=True):
            counted[term] = counted.get(term, 0) + frequency
    terms = sorted(counted) if len(parts) > 1 else list(counted)
    counts = np.array([counted[term] for term in terms], np.int64)
    return TermCounts([term.decode() for term in terms], counts)


def terms_of(reader: IndexReader, fieldname: str, prefix: str = "") -> list[str]:
    """Return the terms of a field that begin with ``prefix``, in the order of their code points."""
    found = [
        field.dictionary.terms(*field.dictionary.prefix_range(prefix.encode()))
        for segment in segments(reader)
        if (field := segment.field(fieldname)) is not None
    ]
    terms = found[0] if len(found) == 1 else sorted(set(chain.from_iterable(found)))
    return [term.decode() for term in terms]


def term_count(reader: IndexReader, fieldname: str) -> int:
    """Return how many terms a field has over all segments."""
    dictionaries = [
        field.dictionary
        for segment in segments(reader)
        if (field := segment.field(fieldname)) is not None
    ]
    if len(dictionaries) == 1:
        return len(dictionaries[0])
    merged = merge(*(dictionary.iterate() for dictionary in dictionaries))
    return sum(1 for _ in groupby(merged))  # one by one: of millions no list is made


def frequent_terms(reader: IndexReader, fieldname: str, prefix: str, limit: int) -> TermCounts:
    """Return those terms with a prefix that are in the most documents, the most frequent first.

    Of each segment the ``limit`` most frequent are looked at, so that no list of all is made.
    """
    counted: dict[bytes, int] = {}
    for segment in segments(reader):
        field = segment.field(fieldname)
        if field is None:
            continue
        first, end = field.dictionary.prefix_range(prefix.encode())
        holding = field.document_frequencies(first, end)
        several = (holding > 1).nonzero()[0]  # most are in one, and to choose among equals is slow
        chosen = several if len(several) >= limit else np.arange(end - first)
        numbers = holding.take(chosen).astype(float)
        ordinals, numbers = top_k.best(chosen + first, numbers, limit)
        for ordinal, number in zip(ordinals.tolist(), numbers.tolist(), strict=True):
            term = field.dictionary.term(ordinal)
            counted[term] = counted.get(term, 0) + int(number)
    best = sorted(counted, key=lambda term: (-counted[term], term))[:limit]
    counts = np.array([counted[term] for term in best], np.int64)
    return TermCounts([term.decode() for term in best], counts)


def lost_scores(
    reader: IndexReader,
    terms: Sequence[Term],
    docnums: Longs,
    fewer: Floats,
    *,
    similarity: Similarity,
) -> Floats:
    """Return how much less ``docnums`` would score if they held some terms less often.

    ``fewer``, shape (terms, docnums): by how many occurrences; none has less than no occurrence.
    The field of each term must be scorable.
    """
    weights = Weights(reader, similarity)
    lost = np.zeros(len(docnums))
    norms: dict[str, Floats] = {}
    for term, less in zip(terms, fewer, strict=True):
        saturation = weights.saturation(term.field)
        if saturation is None:
            raise ValueError(f"the field {term.field!r} is not scored by BM25")
        if term.field not in norms:
            norms[term.field] = _norms(reader, term.field, saturation, docnums)
        whole = term_frequencies(reader, term.field, term.text, docnums)
        own = np.maximum(whole - less, 0)
        difference = saturation.of(whole, norms[term.field]) - saturation.of(own, norms[term.field])
        lost += term.boost * weights.weight(term.field, term.text) * difference
    return lost


def _norms(reader: IndexReader, fieldname: str, saturation: Saturation, docnums: Longs) -> Floats:
    """Return BM25's length norm of each document."""
    norms = np.zeros(len(docnums))
    for segment in segments(reader):
        inside = (docnums >= segment.offset) & (docnums < segment.offset + segment.count)
        codes = segment.field_norms(fieldname)
        norms[inside] = saturation.length_norms(codes, docnums[inside] - segment.offset)
    return norms


def stored_fields(reader: IndexReader, docnum: int, *, body: bool = True) -> dict[str, Any]:
    """Return the stored fields of a document but its context, a fresh dict.

    Without ``body`` that one is spared.
    """
    for segment in reversed(segments(reader)):
        if docnum >= segment.offset:
            documents = segment.documents
            read = documents.stored_fields if body else documents.fields_but_body
            return read(docnum - segment.offset)
    raise IndexError(docnum)


def contexts(reader: IndexReader, docnums: Longs) -> SharedRuns:
    """Return the stored field ``context`` of documents (ascending), and who shares it."""
    parts = [SharedRuns(np.zeros(0, np.int64), np.zeros(0, np.int64), [])]
    for segment in segments(reader):
        offset = segment.offset
        first, end = np.searchsorted(docnums, [offset, offset + segment.count])
        if first < end:
            runs = segment.documents.contexts.of(docnums[first:end] - offset)
            parts.append(SharedRuns(runs.firsts + offset, runs.ends + offset, runs.values))
    return SharedRuns(
        np.concatenate([runs.firsts for runs in parts]),
        np.concatenate([runs.ends for runs in parts]),
        [value for runs in parts for value in runs.values],
    )


def lengths(reader: IndexReader, fieldname: str, docnums: Longs) -> Longs:
    """Return the tokens of a field in documents (ascending), as precise as one byte tells it."""
    found = np.zeros(len(docnums), np.int64)
    for segment in segments(reader):
        first, end = np.searchsorted(docnums, [segment.offset, segment.offset + segment.count])
        codes = segment.field_norms(fieldname)
        if codes is not None:
            found[first:end] = LENGTH_OF_NORM[codes[docnums[first:end] - segment.offset]]
    return found
