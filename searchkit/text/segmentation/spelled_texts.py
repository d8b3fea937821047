"""Many texts in their one spelling at once, cut into the pieces that all tokenisers ask for.

What `normalize` does to a text it does to each piece between two spaces, but for letters that are
set apart. So a piece is looked at once, and of most texts no more is done than to cut them.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.text.segmentation.chunks import Chunks, joined, thread_chunks
from searchkit.text.segmentation.piece_table import split
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LONE, _RESPELT, _ODD = 1, 2, 4
"""A letter alone; what is spelt otherwise, and stays one piece; what only the whole text tells."""


class SpelledTexts(NamedTuple):
    """Texts as ``normalize`` returns them, and as ``chunks`` has split them: ``numbers``."""

    texts: list[str]
    chunks: Chunks
    numbers: NDArray[np.int32]


def spelled_texts(texts: Sequence[str]) -> SpelledTexts:
    """Return texts in their one spelling; safe in several threads.

    >>> spelled_texts(["Uỷ ban", "N G H Ị  Q U Y Ế T"]).texts
    ['Ủy ban', 'NGHỊ QUYẾT']
    """
    pieces = _thread_pieces()
    numbers = pieces.chunks.split(texts)
    kinds = pieces.kinds(numbers)
    lone = kinds & _LONE > 0
    kinds[1:][lone[1:] & lone[:-1]] |= _ODD  # as in "Q U Y Ế T"
    if not len(texts) or int(kinds.max()) < _RESPELT:
        return SpelledTexts(list(texts), pieces.chunks, numbers)
    return _respelled(pieces, texts, numbers, kinds)


def _respelled(
    pieces: _Pieces, texts: Sequence[str], numbers: NDArray[np.int32], kinds: NDArray[np.uint8]
) -> SpelledTexts:
    ends = np.flatnonzero(numbers == 0) + 1
    parts = np.split(pieces.spelled(numbers), ends[:-1])
    spelled = list(texts)
    of_texts = np.bitwise_or.reduceat(kinds, np.append(0, ends[:-1]))
    for number in np.flatnonzero(of_texts >= _RESPELT).tolist():
        if of_texts[number] & _ODD:
            spelled[number] = normalize(texts[number]).text
            parts[number] = pieces.chunks.split([spelled[number]])
        else:
            spelled[number] = pieces.respelled(texts[number])
    return SpelledTexts(spelled, pieces.chunks, np.concatenate(parts))


class _Pieces:
    """What is to be done with each piece of a table of chunks, and what it becomes."""

    def __init__(self, chunks: Chunks) -> None:
        self.chunks = chunks
        self._kinds = np.zeros(1, np.uint8)
        self._spelled = np.zeros(1, np.int32)  # the number of what each becomes
        self._other: dict[str, str] = {}

    def kinds(self, numbers: NDArray[np.int32]) -> NDArray[np.uint8]:
        """Return the kinds of pieces, 0 for those that are as they should be; looks at new ones."""
        while new := self.chunks.pieces(len(self._kinds)):  # what one becomes is a piece, too
            kinds, spelled = zip(*map(self._looked_at, new), strict=True)
            self._kinds = np.append(self._kinds, np.array(kinds, np.uint8))
            self._spelled = np.append(self._spelled, self.chunks.numbers(spelled))
        return self._kinds.take(numbers)

    def spelled(self, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the numbers of what pieces become, those of odd ones as they are."""
        return self._spelled.take(numbers)

    def respelled(self, text: str) -> str:
        """Return a text of which no piece is odd in its one spelling."""
        other = self._other.get
        return joined([other(piece, piece) for piece in split(text)])

    def _looked_at(self, piece: str) -> tuple[int, str]:
        spelled = piece if piece == "\n" else normalize(piece).text
        lone = _LONE if len(spelled) == 1 and spelled.isalnum() else 0
        if spelled == piece:
            return lone, piece
        if " " in spelled or "\n" in spelled:
            return _ODD, piece
        self._other[piece] = spelled
        return lone | _RESPELT, spelled


_local = threading.local()


def _thread_pieces() -> _Pieces:
    chunks = thread_chunks()
    pieces: _Pieces | None = getattr(_local, "pieces", None)
    if pieces is None or pieces.chunks is not chunks:
        pieces = _local.pieces = _Pieces(chunks)
    return pieces
