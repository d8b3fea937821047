"""A term of a segment as all queries share it: a list of its documents, or a column over all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit.engine import kernels
from searchkit.engine.storage.arrays import values_at

if TYPE_CHECKING:
    from searchkit.engine.storage.arrays import AnyInts, Ints
    from searchkit.engine.storage.postings import TermPostings

_FREQUENT = 8
"""A term in more than every eighth document is a column over all documents of the segment, unless
it occurs more than 255 times in one."""


class SegmentTerm:
    """In which documents of a segment a term is, and how often; its length is how many these are.

    Of a list, ``documents`` (ascending) and ``frequencies`` are parallel; of a column ``documents``
    is None, and ``frequencies`` is a byte for every document of the segment. ``compiled``: what
    the kernels hold of it (compiled/terms.py).
    """

    __slots__ = ("_size", "compiled", "documents", "frequencies")

    def __init__(self, postings: TermPostings, count: int) -> None:
        documents, frequencies = postings
        self._size = len(documents)
        self.documents: Ints | None = documents
        self.frequencies: AnyInts = frequencies
        self.compiled: Any = None
        if self._size * _FREQUENT > count and frequencies.itemsize == 1:
            self.documents = None
            self.frequencies = np.zeros(count, np.uint8)
            if kernels.native is not None:
                kernels.native.spread(documents, frequencies, self.frequencies)
            else:
                self.frequencies[documents.astype(np.intp)] = frequencies  # no slow casts

    def __len__(self) -> int:
        return self._size

    @property
    def nbytes(self) -> int:
        """Bytes of both arrays."""
        listed = 0 if self.documents is None else self.documents.nbytes
        return self.frequencies.nbytes + listed

    @property
    def members(self) -> AnyInts:
        """What tells the documents: their list, or the column."""
        return self.frequencies if self.documents is None else self.documents

    def all_documents(self) -> Ints:
        """Return the documents, ascending."""
        if self.documents is not None:
            return self.documents
        if kernels.native is not None:
            found = np.empty(len(self.frequencies), np.int32)
            return found[: kernels.native.unite(found, [self.frequencies])]
        return self.frequencies.nonzero()[0].astype(np.int32)

    def all_frequencies(self) -> AnyInts:
        """Return how often each of all its documents holds the term."""
        if self.documents is not None:
            return self.frequencies
        return self.frequencies.take(self.all_documents())

    def frequencies_in(self, documents: AnyInts) -> AnyInts:
        """Return how often each of some documents of the segment holds the term."""
        if self.documents is None:
            return self.frequencies.take(documents)
        return values_at(self.documents, self.frequencies, documents)
