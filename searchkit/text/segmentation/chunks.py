"""Texts as numbers: each distinct piece between two spaces is tokenised once, by each tokeniser.

Administrative prose repeats itself: numbering its pieces is one look-up for each, and what a
tokeniser makes of a piece is then taken from arrays. It is exact for any tokeniser whose tokens
never span a space. The tables are bounded: they say when they are full, for their owner to begin
anew.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from itertools import chain, count, islice
from typing import TYPE_CHECKING

import numpy as np

from searchkit.text import kernels
from searchkit.text.segmentation.piece_table import piece_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from searchkit.text.kernels.interface import Native

_MOST_CHUNKS = 1 << 17
_MOST_CHARACTERS = 1 << 22  # of all chunks together


class Chunks:
    """Pieces of text between two spaces and their numbers. Not to be shared between threads.

    Number 0 is no piece, it stands behind each text.
    """

    def __init__(self) -> None:
        self._table = piece_table()
        self._listed: list[str] = []  # the pieces in the order of their numbers, from 1 on
        self._characters = 0

    @property
    def full(self) -> bool:
        """Whether the table is so large that a new one should take over."""
        return len(self._listed) >= _MOST_CHUNKS or self._characters > _MOST_CHARACTERS

    def pieces(self, start: int) -> list[str]:
        """Return the pieces from number ``start`` on, at least 1, in the order of their numbers."""
        return self._listed[start - 1 :]

    def split(self, texts: Iterable[str]) -> NDArray[np.int32]:
        """Return the numbers of the pieces of all texts in order, with a 0 behind each text."""
        return self._with_new(self._table.cut([*texts]))

    def numbers(self, pieces: Iterable[str]) -> NDArray[np.int32]:
        """Return the numbers of single pieces."""
        return self._with_new(self._table.numbers([*pieces]))

    def _with_new(self, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        new = self._table.pieces(len(self._listed) + 1)
        self._listed += new
        self._characters += sum(map(len, new))
        return numbers


def joined(pieces: Iterable[str]) -> str:
    """Return the text that has these pieces."""
    return " ".join(pieces).replace(" \n ", "\n")


_local = threading.local()


def thread_chunks() -> Chunks:
    """Return this thread's table, which is a new one when the last has become full."""
    chunks: Chunks | None = getattr(_local, "chunks", None)
    if chunks is None or chunks.full:
        chunks = _local.chunks = Chunks()
    return chunks


class ChunkEncoder:
    """Turns ``chunks`` into token numbers with ``tokenize``, whose tokens never span a space.

    Number 0 is the empty token, which stands behind each text.
    """

    def __init__(self, chunks: Chunks, tokenize: Callable[[str], Sequence[str]]) -> None:
        self.chunks = chunks
        self._tokenize = tokenize
        self._numbers: dict[str, int] = defaultdict(count(1).__next__, {"": 0})
        self._tokens = np.zeros(1, np.int32)  # of all chunks in the order of their numbers
        self._bounds = np.array([0, 1])  # where those of each chunk begin, and the last one's end

    def tokens(self, start: int = 0) -> list[str]:
        """Return the tokens from number ``start`` on, in the order of their numbers."""
        return list(islice(self._numbers, start, None))

    def encode(self, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the token numbers of texts that ``chunks`` has split, a 0 behind each text."""
        self._learn()
        if kernels.native is not None:
            return _taken(kernels.native, self._tokens, self._bounds, numbers)
        starts = self._bounds[numbers]
        lengths = self._bounds[numbers + 1] - starts
        ends = np.cumsum(lengths)
        shifts = np.repeat(starts - (ends - lengths), lengths)
        tokens: NDArray[np.int32] = self._tokens[np.arange(len(shifts)) + shifts]
        return tokens

    def _learn(self) -> None:
        """Tokenise the chunks that are new since the last call."""
        new = [self._tokenize(piece) for piece in self.chunks.pieces(len(self._bounds) - 1)]
        numbers = map(self._numbers.__getitem__, chain.from_iterable(new))
        self._tokens = np.concatenate([self._tokens, np.fromiter(numbers, np.int32)])
        ends = self._bounds[-1] + np.cumsum([len(tokens) for tokens in new], dtype=np.int64)
        self._bounds = np.concatenate([self._bounds, ends])


def _taken(
    native: Native, tokens: NDArray[np.int32], bounds: NDArray[np.int64], numbers: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return the tokens of chunks, one behind the other; most chunks are one token."""
    into = np.empty(2 * len(numbers), np.int32)
    many = native.take_spans(tokens, bounds, numbers, into)
    if many > len(into):
        into = np.empty(many, np.int32)
        native.take_spans(tokens, bounds, numbers, into)
    return into[:many]
