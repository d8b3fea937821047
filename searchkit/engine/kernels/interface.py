"""What the extension module offers, for those who call it; the C files say what they do.

A function takes one-dimensional numpy arrays, contiguous and of the one type that it names. It
writes into arrays that it is given, so that numpy makes them all. Each raises ValueError where an
index or a size would lead outside of an array, and TypeError for an array of another type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Buffer = bytes | npt.NDArray[np.uint8]
    Checks = npt.NDArray[np.uint32]
    Bytes = npt.NDArray[np.uint8]
    AnyUnsigned = npt.NDArray[Any]
    Ints = npt.NDArray[np.int32]
    Longs = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]
    Roles = bytes | bytearray
    TermHandle = Any
    PositionsHandle = Any


class Native(Protocol):
    """The module ``_native``."""

    INTERFACE: int

    def check_pages(self, data: Buffer, page: int, checks: Checks, first: int, /) -> int:
        """Return the number of the first damaged page, or -1.

        ``data``: pages of ``page`` bytes, the last may be shorter, that begin with the page
        ``first``; ``checks``: the crc32 of every page.
        """

    def make_term(
        self,
        count: int,
        documents: Ints,
        frequencies: AnyUnsigned,
        norms: Bytes | None,
        lengths: Floats | None,
        numerator: float,
        impacts: Bytes,
        column: Bytes | None,
        /,
    ) -> TermHandle:
        """Return a term of a segment of ``count`` documents, for queries.

        ``documents`` (ascending) and ``frequencies`` are parallel. It scores, times a weight,
        f * ``numerator`` / (f + ``lengths[norms[document]]``), without ``lengths`` f; without
        ``norms`` they are 0. It fills in an impact for each of its documents, or with a ``column``,
        which must hold 0, both impacts and frequencies for all documents of the segment. An impact
        is a bound of the score in 254 steps.
        """

    def make_positions(
        self,
        count: int,
        documents: Ints,
        frequencies: AnyUnsigned,
        places: AnyUnsigned,
        starts: Ints,
        /,
    ) -> PositionsHandle:
        """Return where a term stands: its places in each of its documents, for phrases.

        It fills in ``starts``, one more than there are documents.
        """

    def rank_all(
        self,
        count: int,
        terms: list[TermHandle],
        roles: Roles,
        weights: Floats,
        positions: list[PositionsHandle | None] | None,
        mask: Flags | None,
        offset: int,
        documents: Longs,
        scores: Floats,
        /,
    ) -> int:
        """Return how many documents match, going through those of a term that must be there.

        It writes the best with ``offset`` added, as many as match and have room. Roles: 0 for a
        term that may be there, 1 that must, 2 that must and does not score, 3 that must not; where
        none has the role 1, any of those that may be there must. Terms with positions must stand
        one behind the other, in their order.
        """

    def rank_any(
        self,
        count: int,
        terms: list[TermHandle],
        roles: Roles,
        weights: Floats,
        mask: Flags | None,
        offset: int,
        documents: Longs,
        scores: Floats,
        /,
    ) -> int:
        """Do as ``rank_all`` by going through all documents; no term has the role 1."""

    def match_any(
        self,
        count: int,
        terms: list[TermHandle],
        roles: Roles,
        weights: Floats,
        mask: Flags | None,
        flags: Flags,
        /,
    ) -> int:
        """Return how many documents match, which are set in ``flags``, where none was before."""
