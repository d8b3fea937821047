"""Several neighbouring segments become one, without their deleted documents.

Postings are merged field by field and, within a field, some hundred thousand at a time: a piece
is a range of terms, taken from all segments, decoded, renumbered and laid out anew by array
operations. Memory is bounded by the piece and by the encoded postings of one field.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.engine.storage import docstore, postings
from searchkit.engine.storage.arrays import live_mask
from searchkit.engine.storage.docstore import StoredWriter, write_documents
from searchkit.engine.storage.durable_files import segment_path
from searchkit.engine.storage.postings import FieldPostingsWriter, Inverted, postings_file
from searchkit.engine.writer.term_order import EntryLayout, TermOrder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.engine.storage.arrays import AnyInts, Bytes, Ints, Longs
    from searchkit.engine.storage.postings import FieldPostings, PostingsFile
    from searchkit.engine.whoosh.codec import ArrayCodec, ArraySegment, ArrayTermsReader

_PIECE = 1 << 18  # postings merged at a time; few, so that their memory is used again


class _Part:
    """One of the segments to merge: its readers, and its documents' numbers in the result."""

    def __init__(self, storage: Any, codec: ArrayCodec, segment: Any, first: int) -> None:
        self.terms: ArrayTermsReader = codec.terms_reader(storage, segment)
        self.live = live_mask(segment.doc_count_all(), segment.deleted_docs())
        self.docnums: Ints = (first + np.cumsum(self.live) - 1).astype(np.int32)
        self.end = first + int(self.live.sum())


def merge(
    storage: Any, codec: ArrayCodec, indexname: str, schema: Any, segments: Sequence[Any]
) -> ArraySegment:
    """Write a segment that holds the live documents of ``segments`` in their order."""
    parts: list[_Part] = []
    for segment in segments:
        parts.append(_Part(storage, codec, segment, parts[-1].end if parts else 0))
    result = codec.new_segment(storage, indexname)
    result.set_doc_count(parts[-1].end)
    names = {name for part in parts for name in part.terms.indexed_field_names()}
    norms: dict[str, Bytes] = {}
    result._fieldlengths = {}
    with postings_file(segment_path(storage, result, postings.EXTENSION)) as file:
        for name in sorted(names & set(schema.names())):
            tokens = _merge_field(file, name, parts, schema[name])
            if schema[name].scorable:
                norms[name] = _merge_norms(name, parts)
                result._fieldlengths[name] = tokens
    stored = StoredWriter()
    for part in parts:
        stored.extend_from(part.terms.documents, part.live)
    write_documents(segment_path(storage, result, docstore.EXTENSION), stored, norms)
    return result


def _merge_norms(name: str, parts: Sequence[_Part]) -> Bytes:
    norms = []
    for part in parts:
        own = part.terms.field_norms(name)
        norms.append(np.zeros(part.live.sum(), np.uint8) if own is None else own[part.live])
    return np.concatenate(norms)


def _merge_field(file: PostingsFile, name: str, parts: Sequence[_Part], field: Any) -> int:
    """Merge one field into ``file``; returns its tokens."""
    positions = bool(field.format.supports("positions"))
    writer = FieldPostingsWriter(positions=positions)
    tokens = 0
    own = [(part, found) for part in parts if (found := part.terms.field(name)) is not None]
    for ranges in _pieces([found for _, found in own]):
        runs = [
            _renumbered(part, found.run(*span))
            for (part, found), span in zip(own, ranges, strict=True)
            if span[0] < span[1]
        ]
        if not runs:  # all that had the field has been deleted
            continue
        run = _interleaved(runs, positions=positions)
        tokens += int(run.frequencies.sum())
        writer.append(run)
    file.add(name, writer, _merge_field_lengths(name, parts) if positions else None)
    return tokens


def _merge_field_lengths(name: str, parts: Sequence[_Part]) -> AnyInts:
    field_lengths = []
    for part in parts:
        own = part.terms.field(name)
        field_lengths.append(
            np.zeros(part.live.sum(), np.int32) if own is None else own.field_lengths()[part.live]
        )
    return np.concatenate(field_lengths)


def _pieces(fields: Sequence[FieldPostings]) -> Iterator[list[tuple[int, int]]]:
    """Cut the terms into ranges; yields each segment's range of term ordinals.

    The cuts are terms of the segment with the most terms, evenly spread over its postings.
    """
    largest = max(fields, key=lambda field: len(field.dictionary))
    total = sum(field.total for field in fields)
    cuts = largest.even_cuts(1 + total // _PIECE)
    before = [0] * len(fields)
    for cut in cuts:
        term = largest.dictionary.term(cut)
        ends = [field.dictionary.lower_bound(term) for field in fields]
        yield list(zip(before, ends, strict=True))
        before = ends
    yield [(first, len(field.dictionary)) for first, field in zip(before, fields, strict=True)]


def _renumbered(part: _Part, run: Inverted) -> Inverted:
    """Return the run without deleted documents, under the documents' new numbers."""
    if part.live.all():
        run.documents = part.docnums.take(run.documents)
        return run
    kept = part.live[run.documents]
    if run.positions is not None:
        run.positions = run.positions[np.repeat(kept, run.frequencies)]
    counts = np.append(0, np.cumsum(kept))
    ends = np.cumsum(run.document_frequencies)
    run.document_frequencies = counts[ends] - counts[ends - run.document_frequencies]
    run.documents = part.docnums[run.documents[kept]]
    run.frequencies = run.frequencies[kept]
    return run


def _interleaved(runs: Sequence[Inverted], *, positions: bool) -> Inverted:
    """Return the postings of all runs in one, by term, and those of a term by run.

    Documents stay sorted, because every document of a run comes before those of the next.
    """
    # Each run is sorted, so that sorting them merges them, and equal terms meet.
    terms = list(dict.fromkeys(sorted(chain.from_iterable(run.terms for run in runs))))
    number = {term: i for i, term in enumerate(terms)}
    columns = [np.fromiter(map(number.__getitem__, run.terms), np.int32) for run in runs]
    order = TermOrder(columns, len(terms))
    spans = EntryLayout(order, np.concatenate([run.document_frequencies for run in runs]))
    indices = spans.indices(0, len(terms))
    result = Inverted(
        terms,
        spans.totals(0, len(terms)),
        np.concatenate([run.documents for run in runs]).take(indices),
        np.concatenate([run.frequencies for run in runs]).take(indices),
    )
    if positions:
        tokens = EntryLayout(
            order,
            np.concatenate([_sums(run.frequencies, run.document_frequencies) for run in runs]),
        )
        joined = np.concatenate([_all(run.positions) for run in runs])
        result.positions = joined.take(tokens.indices(0, len(terms)))
    return _without_empty_terms(result)


def _all(positions: AnyInts | None) -> AnyInts:
    return np.zeros(0, np.int32) if positions is None else positions


def _sums(values: AnyInts, sizes: AnyInts) -> Longs:
    """Return the sum of each span of ``values``; spans may be empty."""
    sums = np.append(0, np.cumsum(values, dtype=np.int64))
    ends = np.cumsum(sizes)
    totals: Longs = sums[ends] - sums[ends - sizes]
    return totals


def _without_empty_terms(run: Inverted) -> Inverted:
    if not run.document_frequencies.all():
        run.terms = [
            term
            for term, size in zip(run.terms, run.document_frequencies.tolist(), strict=True)
            if size
        ]
        run.document_frequencies = run.document_frequencies[run.document_frequencies > 0]
    return run
