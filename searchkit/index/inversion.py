"""From the token stream of many documents to postings: one counting sort, no Python objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.index import kernels
from searchkit.index.postings import Inverted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import AnyInts, Ints


def invert(terms: Sequence[str], tokens: Ints, lengths: AnyInts, *, positions: bool) -> Inverted:
    """Return postings of one field.

    ``terms``: the distinct terms; ``tokens``: indices into them, documents one by one;
    ``lengths``: tokens of each document. Terms that no token names are left out.
    """
    used = np.flatnonzero(np.bincount(tokens, minlength=len(terms)))
    ranked = sorted(used.tolist(), key=terms.__getitem__)  # code points sort as their UTF-8 does
    rank = np.zeros(len(terms), np.int32)
    rank[ranked] = np.arange(len(ranked), dtype=np.int32)
    starts, documents, places = kernels.counting_sort(rank.take(tokens), lengths, len(ranked))
    if positions:
        first_tokens = (np.cumsum(lengths) - lengths).astype(places.dtype)
        places -= first_tokens.take(documents)
    return _grouped([terms[i].encode() for i in ranked], starts, documents, places, positions)


def _grouped(
    terms: list[bytes], starts: AnyInts, documents: Ints, places: AnyInts, positions: bool
) -> Inverted:
    """Occurrences, sorted by term and document, become postings with frequencies."""
    new = np.ones(len(documents), bool)
    np.not_equal(documents[1:], documents[:-1], out=new[1:])
    new[starts[:-1]] = True
    first = np.flatnonzero(new)
    frequencies = np.empty(len(first), np.int32)
    np.subtract(first[1:], first[:-1], out=frequencies[:-1], casting="same_kind")
    frequencies[-1:] = len(documents) - first[-1:]
    return Inverted(
        terms,
        np.diff(np.searchsorted(first, starts)),
        documents.take(first),
        frequencies,
        places if positions else None,
    )
