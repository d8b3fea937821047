"""What the extension module offers, for those who call it; the C files say what they do.

A function takes one-dimensional numpy arrays, contiguous and of the one type that it names. It
writes into arrays that it is given, so that numpy makes them all. Each raises ValueError where an
index or a size would lead outside of an array, and TypeError for an array of another type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Buffer = bytes | npt.NDArray[np.uint8]
    Checks = npt.NDArray[np.uint32]


class Native(Protocol):
    """The module ``_native``."""

    INTERFACE: int

    def check_pages(self, data: Buffer, page: int, checks: Checks, first: int, /) -> int:
        """Return the number of the first damaged page, or -1.

        ``data``: pages of ``page`` bytes, the last may be shorter, that begin with the page
        ``first``; ``checks``: the crc32 of every page.
        """
