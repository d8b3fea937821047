"""What the extension module offers, for those who call it; the C files say what they do.

A function takes one-dimensional numpy arrays, contiguous and of the one type that it names. It
writes into arrays that it is given, so that numpy makes them all. Each raises ValueError where an
index or a size would lead outside of an array, and TypeError for an array of another type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    Buffer = bytes | npt.NDArray[np.uint8]
    Checks = npt.NDArray[np.uint32]
    Ints = npt.NDArray[np.int32]
    Bytes = npt.NDArray[np.uint8]

Sections: TypeAlias = object
Integers: TypeAlias = object
Terms: TypeAlias = object
"""What the module has opened; it keeps the sections, not the descriptor of their file."""


class Native(Protocol):
    """The module ``_native``."""

    INTERFACE: int

    def check_pages(self, data: Buffer, page: int, checks: Checks, first: int, /) -> int:
        """Return the number of the first damaged page, or -1.

        ``data``: pages of ``page`` bytes, the last may be shorter, that begin with the page
        ``first``; ``checks``: the crc32 of every page.
        """

    def open_sections(
        self,
        descriptor: int,
        size: int,
        checks: Checks,
        directory: Mapping[str, Sequence[Any]],
        report: Callable[[str, int, int], None],
        /,
    ) -> Sections:
        """Read the sections of an open file.

        ``size``: bytes of all pages; ``checks``: the crc32 of each; ``directory``: of each section
        its offset and its bytes. ``report`` raises the error for damage, which all functions that
        read a file then raise: ("checksum", where the page begins, its end), ("cut", the bytes that
        are left, 0), ("contradiction", 0, 0) where a section cannot be what the others say.
        """

    def open_integers(self, sections: Sections, name: str, /) -> Integers:
        """Find the integers (or sizes of spans) that were written as section ``name``."""

    def decode_integers(self, integers: Integers, first: int, into: Ints, /) -> None:
        """Decode those from ``first`` on, as many as there is room for."""

    def find_span(self, sizes: Integers, index: int, /) -> tuple[int, int]:
        """Return (start, end) of a span; behind the last one there is an empty one."""

    def open_terms(self, sections: Sections, name: str, /) -> Terms:
        """Find the term dictionary that was written as sections below ``name``."""

    def find_term(self, terms: Terms, term: bytes, /) -> int:
        """Return the term's ordinal; -1 - n if it is not there and would have the ordinal n."""

    def decode_terms(self, terms: Terms, first: int, end: int, /) -> list[bytes]:
        """Return the terms with the ordinals ``first`` to ``end``."""

    def decode_postings(
        self,
        gaps: Integers,
        frequencies: Integers,
        first: int,
        all_documents: int,
        documents: Ints,
        often: Bytes,
        /,
    ) -> int:
        """Decode the postings from ``first`` on, as many as there is room for.

        They are those of one term, in a segment of so many documents. Returns the greatest
        frequency; where it is above 255, ``often`` holds no more than the low byte of each.
        """
