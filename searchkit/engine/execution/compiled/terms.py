"""Terms of a segment as the kernels take them, kept while they are hot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from searchkit.engine import kernels
from searchkit.engine.execution.segment import length_norms, without_positions
from searchkit.engine.storage.cache import HOT

if TYPE_CHECKING:
    from searchkit.engine.execution.segment import Saturation, SegmentReader
    from searchkit.engine.execution.segment_term import SegmentTerm
    from searchkit.engine.storage.arrays import Bytes

_NOT_RARE = 64
"""Of the terms that are lists, one in more than every 64th document has a bitmap of them."""

_FREQUENT = 8
"""A term in more than every eighth document has a bitmap of its places in each."""


class CompiledTerm(NamedTuple):
    """A term that the kernels hold for one saturation, and in how many documents it is."""

    handle: Any
    size: int
    saturation: Saturation | None


def compiled_term(
    segment: SegmentReader, fieldname: str, text: str | bytes, saturation: Saturation | None
) -> CompiledTerm | None:
    """Return a term of a segment, or None if it is not there.

    It hangs on the `SegmentTerm`, whose arrays it shares; one of another saturation, which a search
    with other parameters asks for, takes its place.
    """
    field, ordinal = segment.find(fieldname, text)
    if field is None or ordinal < 0:
        return None
    term = segment.term_at(fieldname, ordinal)
    found: CompiledTerm | None = term.compiled
    if found is None or found.saturation != saturation:
        made, size = _make(segment, fieldname, term, saturation)
        if found is None:
            HOT.grow(segment.term_key(fieldname, ordinal), size)
        found = term.compiled = made
    return found


def _make(
    segment: SegmentReader, fieldname: str, term: SegmentTerm, saturation: Saturation | None
) -> tuple[CompiledTerm, int]:
    """Return a term for the kernels, and the bytes that it takes beside its postings."""
    bits = None
    if term.documents is not None and len(term) * _NOT_RARE > segment.count:
        bits = np.zeros((segment.count + 7) // 8, np.uint8)
    impacts = np.zeros(len(term.frequencies), np.uint8)
    norms: Bytes | None = None
    lengths = None
    if saturation is not None:
        norms, lengths = segment.field_norms(fieldname), length_norms(saturation)
    numerator = 1.0 if saturation is None else saturation.k1 + 1
    assert kernels.native is not None
    handle = kernels.native.make_term(
        segment.count, term.documents, term.frequencies, norms, lengths, numerator, impacts, bits
    )
    kept = impacts.nbytes + (0 if bits is None else bits.nbytes)
    return CompiledTerm(handle, len(term), saturation), kept


def compiled_positions(segment: SegmentReader, fieldname: str, text: str | bytes) -> Any:
    """Return where a term stands that the segment has.

    Raises:
        QueryError: the field keeps no positions.

    """
    key = (segment.id, "places", fieldname, text)
    return HOT.fetch(key, _make_positions, segment, fieldname, text)


def _make_positions(segment: SegmentReader, fieldname: str, text: str | bytes) -> tuple[Any, int]:
    field, ordinal = segment.find(fieldname, text)
    if field is None or not field.has_positions:
        raise without_positions(fieldname)
    documents, frequencies = field.postings(ordinal)
    places = field.positions(ordinal)
    places = places.astype(np.min_scalar_type(places.max()))
    starts = np.empty(len(documents) + 1, np.int32)
    bitmaps = None
    if len(documents) * _FREQUENT > segment.count:
        bitmaps = np.zeros(segment.count, np.uint16)
    assert kernels.native is not None
    handle = kernels.native.make_positions(
        segment.count, documents, frequencies, places, starts, bitmaps
    )
    kept = (documents, places, starts) if bitmaps is None else (documents, places, starts, bitmaps)
    return handle, sum(array.nbytes for array in kept)
