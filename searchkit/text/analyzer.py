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
from searchkit.text.segmentation.compounds import compounds
from searchkit.text.segmentation.pairs import numbered_pairs
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
    syllables = _syllables(chunks)
    text = syllables.encode(numbers)
    folded = syllables.folded(text)
    names = syllables.folded_terms
    return {
        "text": _stream(text, syllables.terms),
        "folded": _stream(folded, names),
        "pairs": _pairs(folded, names, 1),
        "skips": _pairs(folded, names, 2),
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


def _pairs(folded: NDArray[np.int32], names: list[str], distance: int) -> Stream:
    """Return the pairs of syllables so far apart; ``folded`` has a 0 behind each text."""
    tokens, firsts, seconds = numbered_pairs(folded, distance)
    lengths = np.diff(np.flatnonzero(folded == 0), prepend=-1) - 1
    lengths = np.maximum(lengths - distance, 0).astype(np.int32)
    return Stream(_pair_terms(names, firsts, seconds), tokens, lengths)


def _pair_terms(
    names: list[str], firsts: NDArray[np.int32], seconds: NDArray[np.int32]
) -> PairTerms:
    """Return the terms with only those names that they have: they go to another process."""
    used = np.zeros(len(names), bool)
    used[firsts] = used[seconds] = True
    place = np.cumsum(used) - 1
    own = [names[name] for name in np.flatnonzero(used).tolist()]
    return PairTerms(own, place.take(firsts), place.take(seconds))
