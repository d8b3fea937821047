"""The pieces of texts between two spaces, numbered: by a compiled kernel, or by a dict."""

from __future__ import annotations

import os
from collections import defaultdict
from itertools import chain, count, islice
from typing import TYPE_CHECKING, Protocol

import numpy as np

from searchkit.text import kernels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from searchkit.text.kernels.interface import Native


class PieceTable(Protocol):
    """Numbers pieces from 1 on in the order in which they come; 0 stands behind each text."""

    def cut(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """Return the numbers of the pieces of all texts in order, with a 0 behind each text."""

    def numbers(self, pieces: Sequence[str]) -> NDArray[np.int32]:
        """Return the numbers of single pieces."""

    def pieces(self, first: int) -> list[str]:
        """Return the pieces from number ``first`` on, at least 1."""


def piece_table() -> PieceTable:
    """Return an empty table. Not to be shared between threads."""
    return DictTable() if kernels.native is None else CompiledTable(kernels.native)


def split(text: str) -> list[str]:
    """Return the pieces of a text; a line end is one of its own.

    Set off, a line end (a token for some tokenisers) leaves its neighbours repeatable.
    """
    return text.replace("\n", " \n ").split(" ")


class DictTable:
    """A table that is a dict, which numbers new keys itself, in C."""

    def __init__(self) -> None:
        self._numbers: dict[str | None, int] = defaultdict(count(1).__next__, {None: 0})

    def cut(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """See PieceTable."""
        pieces = chain.from_iterable(map(_with_end, texts))
        return np.fromiter(map(self._numbers.__getitem__, pieces), np.int32)

    def numbers(self, pieces: Sequence[str]) -> NDArray[np.int32]:
        """See PieceTable."""
        return np.fromiter(map(self._numbers.__getitem__, pieces), np.int32)

    def pieces(self, first: int) -> list[str]:
        """See PieceTable."""
        if first >= len(self._numbers):
            return []
        return [piece for piece in islice(self._numbers, first, None) if piece is not None]


def _with_end(text: str) -> list[str | None]:
    pieces: list[str | None] = []
    pieces += split(text)
    pieces.append(None)
    return pieces


class CompiledTable:
    """A table that reads the UTF-8 of texts, and makes a string of a piece once."""

    def __init__(self, native: Native) -> None:
        self._native = native
        first, second = (int.from_bytes(os.urandom(8), "little") >> 1 for _ in range(2))
        self._pieces = native.make_pieces(first, second)

    def cut(self, texts: Sequence[str]) -> NDArray[np.int32]:
        """See PieceTable."""
        data, ends = _joined(texts)
        many = data.count(b" ") + 2 * data.count(b"\n") + 2 * len(ends)
        return self._numbered(data, ends, 1, many)

    def numbers(self, pieces: Sequence[str]) -> NDArray[np.int32]:
        """See PieceTable."""
        return self._numbered(*_joined(pieces), 0, len(pieces))

    def _numbered(
        self, data: bytes, ends: NDArray[np.int64], cut: int, many: int
    ) -> NDArray[np.int32]:
        into = np.empty(many, np.int32)
        self._native.number_pieces(self._pieces, data, ends, cut, into)
        return into

    def pieces(self, first: int) -> list[str]:
        """See PieceTable."""
        return self._native.list_pieces(self._pieces, first)


def _joined(texts: Iterable[str]) -> tuple[bytes, NDArray[np.int64]]:
    """Return the UTF-8 of texts, and where each ends."""
    parts = [text.encode("utf-8", "surrogatepass") for text in texts]
    return b"".join(parts), np.cumsum([*map(len, parts)], dtype=np.int64)
