"""The compound words of many texts: those pyvi finds, and those of its word list in any context.

pyvi segments the same phrase differently in different sentences; the entries of its word list at
every position make a compound of a query meet that of a passage all the same.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from searchkit.text.query_streams import LENGTHS
from searchkit.text.segmentation.distinct import distinct
from searchkit.text.segmentation.words import Segmentation, word_segmenter
from searchkit.text.spelling.syllables import fold_term, lower_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from searchkit.text.segmentation.chunks import Chunks


def compounds(
    chunks: Chunks, texts: NDArray[np.int32]
) -> tuple[list[str], NDArray[np.int32], NDArray[np.int32]]:
    """Return the folded compounds of 2 to 4 syllables, one for each place at which one begins.

    ``texts``: normalised texts as the table of chunks has split them.

    They come as the distinct terms ("bo_may"), the places in these of all texts' compounds, one
    text after the other, and how many each text has, shape (texts,).
    """
    batch = word_segmenter(chunks).analyse(texts)
    used = np.flatnonzero(np.bincount(batch.numbers))
    names = [fold_term(lower_term(batch.tokens[number])) for number in used.tolist()]
    place = np.zeros(len(batch.tokens), np.int64)
    place[used] = np.arange(len(used))
    parts = place[batch.numbers]
    owner = np.cumsum(batch.numbers == 0)
    numbers: dict[str, int] = defaultdict(count().__next__)
    tokens, owners = [np.zeros(0, np.int32)], [np.zeros(0, np.intp)]
    for length, starts in _spans(batch):
        grams, same = _distinct(parts, starts, length)
        terms = ("_".join([names[part] for part in gram]) for gram in grams.tolist())
        places = np.fromiter(map(numbers.__getitem__, terms), np.int32, len(grams))
        tokens.append(places[same])
        owners.append(owner[starts])
    text_of = np.concatenate(owners)
    order = np.argsort(text_of, kind="stable")
    lengths = np.bincount(text_of, minlength=np.count_nonzero(texts == 0)).astype(np.int32)
    return list(numbers), np.concatenate(tokens)[order], lengths


def _spans(batch: Segmentation) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield each length and where compounds of that length begin, ascending."""
    begins = np.flatnonzero(~batch.joined)
    lengths = np.diff(begins, append=len(batch.joined))
    for length in LENGTHS:
        starts = np.zeros(len(batch.joined), bool)
        starts[begins[lengths == length]] = True
        starts[batch.ngrams[length]] = True
        yield length, np.flatnonzero(starts)


def _distinct(
    parts: NDArray[np.intp], starts: NDArray[np.intp], length: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the distinct n-grams at ``starts``, shape (k, length), and which one each is."""
    same, base = parts[starts], len(parts)
    for offset in range(1, length):
        # Numbered anew at each step, the keys stay far below 2**63.
        found, same = distinct(same * base + parts[starts + offset])
    place = np.zeros(len(found), np.intp)
    place[same] = starts  # the last place of each
    return parts[place[:, None] + np.arange(length)], same
