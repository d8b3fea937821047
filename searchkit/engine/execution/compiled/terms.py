"""Terms of a segment as the kernels take them, kept while they are hot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.engine import kernels
from searchkit.engine.execution.segment import length_norms
from searchkit.engine.storage.cache import HOT

if TYPE_CHECKING:
    from searchkit.engine.execution.segment import Found, Saturation, SegmentReader
    from searchkit.engine.execution.segment_term import SegmentTerm
    from searchkit.engine.storage.arrays import Bytes, Floats

_NOT_RARE = 64
"""A term in more than every 64th document has a bitmap of them, by whose ranks places are found."""

_LARGE = 10
"""Bits by which the limit of the cache is more than the documents of a segment that is not large:
of 256 MB 262,144. In a larger one terms with a bitmap are sets, which take a third of the room."""

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
    segment: SegmentReader,
    fieldname: str,
    found: Found,
    saturation: Saturation | None,
    *,
    once: bool,
) -> CompiledTerm:
    """Return a term; it is kept, but not if it is one that is asked for ``once``.

    It hangs on the `SegmentTerm`, whose arrays it shares; one of another saturation, which a search
    with other parameters asks for, takes its place.
    """
    if saturation is not None and _is_set(segment, found):
        fetch = HOT.fetch_if_repeated if once else HOT.fetch
        key = (segment.id, "set", fieldname, found.ordinal, saturation)
        made: CompiledTerm | None = fetch(key, _make_set, segment, fieldname, found, saturation)
        if made is not None or once:
            return made or coded_term(segment, fieldname, found, saturation)
    ask = segment.repeated_term if once else segment.term_at
    term = ask(fieldname, found.ordinal)
    if term is None:
        return coded_term(segment, fieldname, found, saturation)
    own: CompiledTerm | None = term.compiled
    if own is None or own.saturation != saturation:
        new = _make(segment, fieldname, term, saturation)
        more = new.nbytes - (0 if own is None else own.nbytes)
        own = term.compiled = new
        HOT.grow(segment.term_key(fieldname, found.ordinal), more)
    return own


def _is_set(segment: SegmentReader, found: Found) -> bool:
    return segment.count > HOT.limit >> _LARGE and found.documents * _NOT_RARE > segment.count


def _make_set(
    segment: SegmentReader, fieldname: str, found: Found, saturation: Saturation
) -> tuple[CompiledTerm | None, int]:
    """Return a term as a set, or None if it is too often in a document."""
    documents, frequencies = found.field.postings(found.ordinal)
    if frequencies.itemsize > 1:
        return None, 0
    bits = np.zeros((segment.count + 63) // 64, np.uint64)
    ranks = np.zeros((segment.count + 255) // 256, np.uint32)
    assert kernels.native is not None
    handle = kernels.native.make_set(
        segment.count,
        documents,
        frequencies,
        segment.field_norms(fieldname),
        length_norms(saturation),
        saturation.k1 + 1,
        bits,
        ranks,
    )
    kept = bits.nbytes + ranks.nbytes + frequencies.nbytes
    return CompiledTerm(handle, found.documents, saturation, coded=False, nbytes=kept), kept


def coded_term(
    segment: SegmentReader, fieldname: str, found: Found, saturation: Saturation | None
) -> CompiledTerm:
    """Return a term as it lies in the file.

    The query that asks for it decodes it, and nothing is kept.
    """
    assert kernels.native is not None
    gaps, frequencies = found.field.coded_postings
    size = found.documents
    scale = _scale(segment, fieldname, saturation)
    handle = kernels.native.read_term(segment.count, gaps, frequencies, found.start, size, *scale)
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
    if len(term) * _NOT_RARE > segment.count:
        bits = np.zeros((segment.count + 63) // 64, np.uint64)
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


def compiled_positions(segment: SegmentReader, fieldname: str, found: Found, *, once: bool) -> Any:
    """Return where a term stands in all its documents; it is kept.

    With ``once`` this returns None the first time: then ``coded_positions`` are enough. The field
    must keep positions.
    """
    fetch = HOT.fetch_if_repeated if once else HOT.fetch
    key = (segment.id, "places", fieldname, found.ordinal)
    return fetch(key, _make_positions, segment.count, found)


def coded_positions(found: Found) -> Any:
    """Return where a term stands, which stays as it lies in the file.

    The field must keep positions.
    """
    assert kernels.native is not None
    return kernels.native.read_positions(*found.field.coded_positions(found.ordinal))


def _make_positions(count: int, found: Found) -> tuple[Any, int]:
    documents, frequencies = found.field.postings(found.ordinal)
    places = found.field.positions(found.ordinal)
    places = places.astype(np.min_scalar_type(places.max()))
    starts = np.empty(len(documents) + 1, np.int32)
    ranks = bitmaps = None
    if len(documents) * _NOT_RARE > count:
        ranks = np.empty((count + 63) // 64, np.uint32)
    if len(documents) * _FREQUENT > count:
        bitmaps = np.zeros(count, np.uint16)
    assert kernels.native is not None
    handle = kernels.native.make_positions(
        count, documents, frequencies, places, starts, ranks, bitmaps
    )
    kept = (documents, places, starts, ranks, bitmaps)
    return handle, sum(array.nbytes for array in kept if array is not None)
