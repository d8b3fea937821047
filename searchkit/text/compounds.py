"""The compound words of many texts: those pyvi finds, and those of its word list in any context.

pyvi segments the same phrase differently in different sentences; the entries of its word list at
every position make a compound of a query meet that of a passage all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.text.lexicon import LENGTHS
from searchkit.text.terms import fold_term, lower_term
from searchkit.text.words import Segmentation, word_segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


def compounds(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int32], NDArray[np.int32]]:
    """Return the folded compounds of 2 to 4 syllables, one for each place at which one begins.

    They come as the distinct terms ("bo_may"), the places in these of all texts' compounds, one
    text after the other, and how many each text has, shape (texts,).
    """
    batch = word_segmenter().analyse(texts)
    used, parts = np.unique(batch.numbers, return_inverse=True)
    names = [fold_term(lower_term(batch.tokens[number])) for number in used.tolist()]
    owner = np.cumsum(batch.numbers == 0)
    numbers: dict[str, int] = {}
    tokens, owners = [np.zeros(0, np.int32)], [np.zeros(0, np.intp)]
    for length, starts in _spans(batch):
        grams, same = _distinct(parts, starts, length)
        terms = ["_".join([names[part] for part in gram]) for gram in grams.tolist()]
        places = [numbers.setdefault(term, len(numbers)) for term in terms]
        tokens.append(np.array(places, np.int32)[same])
        owners.append(owner[starts])
    text_of = np.concatenate(owners)
    order = np.argsort(text_of, kind="stable")
    lengths = np.bincount(text_of, minlength=len(texts)).astype(np.int32)
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
    keys, base = parts[starts], len(parts)
    for offset in range(1, length):
        # Numbered anew at each step, the keys stay far below 2**63.
        _, first, keys = np.unique(
            keys * base + parts[starts + offset], return_index=True, return_inverse=True
        )
    return parts[starts[first][:, None] + np.arange(length)], keys
