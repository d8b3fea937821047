"""Terms of a segment as the kernels take them, kept while they are hot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.engine import kernels
from searchkit.engine.execution.segment import length_norms
from searchkit.engine.storage.cache import HOT

if TYPE_CHECKING:
    from searchkit.engine.execution.segment import Saturation, SegmentReader
    from searchkit.engine.execution.segment_term import SegmentTerm
    from searchkit.engine.storage.arrays import Bytes, Floats

_NOT_RARE = 64
"""Of the terms that are lists, one in more than every 64th document has a bitmap of them."""

_FREQUENT = 8
"""A term in more than every eighth document has a bitmap of its places in each."""


class CompiledTerm(NamedTuple):
    """A term that the kernels hold for one saturation.

    ``size``: in how many documents it is; ``coded``: whether it stays as it lies in the file;
    ``nbytes``: what it takes beside the postings.
    """

    handle: Any
    size: int
    saturation: Saturation | None
    coded: bool
    nbytes: int


def compiled_term(
    segment: SegmentReader, fieldname: str, ordinal: int, saturation: Saturation | None
) -> CompiledTerm:
    """Return the term of an ordinal.

    It hangs on the `SegmentTerm`, whose arrays it shares; one of another saturation, which a search
    with other parameters asks for, takes its place.
    """
    term = segment.term_at(fieldname, ordinal)
    found: CompiledTerm | None = term.compiled
    if found is None or found.saturation != saturation:
        made = _make(segment, fieldname, term, saturation)
        more = made.nbytes - (0 if found is None else found.nbytes)
        found = term.compiled = made
        HOT.grow(segment.term_key(fieldname, ordinal), more)
    return found


def coded_term(
    segment: SegmentReader, fieldname: str, ordinal: int, saturation: Saturation | None
) -> CompiledTerm:
    """Return the term of an ordinal as it lies in the file.

    The query that asks for it decodes it, and nothing is kept.
    """
    field = segment.field(fieldname)
    assert field is not None
    assert kernels.native is not None
    gaps, frequencies, start, size = field.coded_postings(ordinal)
    handle = kernels.native.read_term(
        segment.count, gaps, frequencies, start, size, *_scale(segment, fieldname, saturation)
    )
    return CompiledTerm(handle, size, saturation, coded=True, nbytes=0)


def _scale(
    segment: SegmentReader, fieldname: str, saturation: Saturation | None
) -> tuple[Bytes | None, Floats | None, float]:
    """Return what frequencies become scores by: the field norms, the length norms, the factor."""
    if saturation is None:
        return None, None, 1.0
    return segment.field_norms(fieldname), length_norms(saturation), saturation.k1 + 1


def _make(
    segment: SegmentReader, fieldname: str, term: SegmentTerm, saturation: Saturation | None
) -> CompiledTerm:
    bits = None
    if term.documents is not None and len(term) * _NOT_RARE > segment.count:
        bits = np.zeros((segment.count + 7) // 8, np.uint8)
    impacts = np.zeros(len(term.frequencies), np.uint8)
    assert kernels.native is not None
    handle = kernels.native.make_term(
        segment.count,
        term.documents,
        term.frequencies,
        *_scale(segment, fieldname, saturation),
        impacts,
        bits,
    )
    kept = impacts.nbytes + (0 if bits is None else bits.nbytes)
    return CompiledTerm(handle, len(term), saturation, coded=False, nbytes=kept)


def compiled_positions(segment: SegmentReader, fieldname: str, text: str | bytes) -> Any:
    """Return where a term that the segment has stands in all its documents; it is kept.

    The first time this returns None: ``coded_positions`` are enough where they are asked for once.
    The field must keep positions.
    """
    key = (segment.id, "places", fieldname, text)
    return HOT.fetch_if_repeated(key, _make_positions, segment, fieldname, text)


def coded_positions(segment: SegmentReader, fieldname: str, text: str | bytes) -> Any:
    """Return where a term that the segment has stands, which stays as it lies in the file.

    The field must keep positions.
    """
    field, ordinal = segment.find(fieldname, text)
    assert field is not None
    assert kernels.native is not None
    return kernels.native.read_positions(*field.coded_positions(ordinal))


def _make_positions(segment: SegmentReader, fieldname: str, text: str | bytes) -> tuple[Any, int]:
    field, ordinal = segment.find(fieldname, text)
    assert field is not None
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
