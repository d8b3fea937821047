"""Scores of single terms tell how often documents hold them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchkit.backends.opensearch.reading.scoring.lengths import (
    frequencies,
    idf,
    stored_lengths,
)

K1, B = np.float32(0.7), np.float32(0.75)


def test_lengths_are_kept_as_lucene_keeps_them() -> None:
    # SmallFloat.byte4ToInt(SmallFloat.intToByte4(n)) of Lucene 9
    known = {0: 0, 1: 1, 39: 39, 40: 40, 41: 40, 42: 42, 57: 56, 100: 96, 255: 248, 1000: 984}
    assert stored_lengths(np.array([*known])).tolist() == [*known.values()]


@given(st.integers(0, 1 << 24))
def test_a_length_is_rounded_down_by_an_eighth_at_most(length: int) -> None:
    (kept,) = stored_lengths(np.array([length])).tolist()
    assert kept <= length < kept * 9 / 8 + 1


@given(
    st.integers(1, 400),
    st.integers(0, 2000),
    st.integers(1, 100_000),
    st.floats(0.01, 50),
    st.floats(5, 400),
)
def test_a_frequency_is_found_again(
    frequency: int, others: int, holding: int, boost: float, average: float
) -> None:
    lengths = np.array([frequency + others])
    own = float(idf(100_000, np.array([holding]))[0])
    # As BM25Similarity of Lucene reckons, in float32.
    weight = np.float32(np.float32(boost) * np.float32(1 + K1)) * np.float32(own)
    norm = K1 * ((1 - B) + B * np.float32(stored_lengths(lengths)[0]) / np.float32(average))
    inverse = np.float32(1) / norm
    score = weight - weight / (np.float32(1) + np.float32(frequency) * inverse)
    weights = np.array([[boost * own * 1.7]])
    found = frequencies(np.array([[score]], float), weights, lengths, average, 0.7, 0.75)
    assert round(float(found[0, 0])) == frequency
