"""The token streams of passages and of queries: what the index stores and what a query asks for.

A Vietnamese syllable is ambiguous, a pair of syllables hardly is, with diacritics or without. So a
passage is indexed as five streams, and a query is cut into the same terms (``query_streams``):

- ``text``: every syllable and number in order, lower-cased, with its diacritics;
- ``folded``: the same without diacritics;
- ``pairs``: two adjacent folded syllables, "bo may";
- ``skips``: two folded syllables with one between them, "tinh bo" for "tinh gọn bộ";
- ``words``: folded compounds, "bo_may": those that pyvi finds and each entry of 2 to 4 syllables
  of its word list, in whatever context.

Texts are expected as ``searchkit.text.normalize`` returns them.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from searchkit.text.segmentation.chunks import ChunkEncoder, Chunks, thread_chunks
from searchkit.text.segmentation.distinct import distinct
from searchkit.text.spelling.syllables import fold_term, syllable_terms
from searchkit.token_stream import PairTerms, Stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def token_streams(texts: Sequence[str]) -> dict[str, Stream]:
    """Return the streams of normalised texts: ``text folded pairs skips words``.

    ``text`` and ``folded`` hold every syllable in order, so a token's place in its passage is its
    position. Safe in several threads and processes; memory beyond the result is bounded by the
    batch. Raises SearchkitError when pyvi's model cannot be read.
    """
    chunks = thread_chunks()
    return streams_of(chunks, chunks.split(texts))


def streams_of(chunks: Chunks, numbers: NDArray[np.int32]) -> dict[str, Stream]:
    """Return what ``token_streams`` does, of texts that a table of chunks has split."""
    # A query needs no segmenter, and starts sooner without its model.
    from searchkit.text.segmentation.compounds import compounds

    syllables = _syllables(chunks)
    text = syllables.encode(numbers)
    folded = syllables.folded(text)
    pairs = _Pairs(folded, syllables.folded_terms)
    return {
        "text": _stream(text, syllables.terms),
        "folded": _stream(folded, syllables.folded_terms),
        "pairs": pairs.at_distance(1),
        "skips": pairs.at_distance(2),
        "words": Stream(*compounds(chunks, numbers)),
    }


class _Syllables:
    """Chunks to syllable numbers, and each syllable's number to that of its folded form.

    Number 0 stands behind each text. The tables grow with those of the chunks.
    """

    def __init__(self, chunks: Chunks) -> None:
        self._encoder = ChunkEncoder(chunks, syllable_terms)
        self._folded = {"": 0}
        self._folded_of = np.zeros(1, np.int32)

    @property
    def chunks(self) -> Chunks:
        return self._encoder.chunks

    @property
    def terms(self) -> list[str]:
        return self._encoder.tokens()

    @property
    def folded_terms(self) -> list[str]:
        return list(self._folded)

    def encode(self, chunks: NDArray[np.int32]) -> NDArray[np.int32]:
        return self._encoder.encode(chunks)

    def folded(self, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        new = [fold_term(term) for term in self._encoder.tokens(len(self._folded_of))]
        places = [self._folded.setdefault(term, len(self._folded)) for term in new]
        self._folded_of = np.concatenate([self._folded_of, np.array(places, np.int32)])
        return self._folded_of[numbers]


_local = threading.local()


def _syllables(chunks: Chunks) -> _Syllables:
    syllables: _Syllables | None = getattr(_local, "syllables", None)
    if syllables is None or syllables.chunks is not chunks:
        syllables = _local.syllables = _Syllables(chunks)
    return syllables


def _stream(numbers: NDArray[np.int32], names: list[str]) -> Stream:
    ends = np.flatnonzero(numbers == 0)
    used = np.flatnonzero(np.bincount(numbers, minlength=1)[1:]) + 1
    place = np.zeros(len(names), np.int32)
    place[used] = np.arange(len(used))
    return Stream(
        [names[number] for number in used.tolist()],
        place[numbers[numbers > 0]],
        (np.diff(ends, prepend=-1) - 1).astype(np.int32),
    )


class _Pairs:
    """Pairs of folded syllables at a distance; ``folded`` has a 0 behind each text."""

    def __init__(self, folded: NDArray[np.int32], names: list[str]) -> None:
        self._folded, self._names = folded.astype(np.int64), names
        self._lengths = np.diff(np.flatnonzero(folded == 0), prepend=-1) - 1

    def at_distance(self, distance: int) -> Stream:
        """Return the pairs of syllables ``distance`` places apart in the same text."""
        folded, base = self._folded, len(self._names)
        inside = folded > 0
        for step in range(1, distance + 1):
            inside = inside[:-1] & (folded[step:] > 0)
        first, second = folded[: len(inside)][inside], folded[distance:][inside]
        keys, tokens = distinct(first * base + second)
        terms = self._terms(keys // base, keys % base)
        lengths = np.maximum(self._lengths - distance, 0)
        return Stream(terms, tokens.astype(np.int32), lengths.astype(np.int32))

    def _terms(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> PairTerms:
        """Return the terms with only those names that they have: they go to another process."""
        used = np.zeros(len(self._names), bool)
        used[first] = used[second] = True
        place = np.cumsum(used) - 1
        names = [self._names[name] for name in np.flatnonzero(used).tolist()]
        return PairTerms(names, place.take(first), place.take(second))
