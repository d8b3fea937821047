"""Counts of pairs and triples: the same as counting one by one, whatever is merged or pruned."""

from __future__ import annotations

import itertools
from collections import Counter
from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.correction import ngrams
from searchkit.text.correction.ngram_tree import MAX_ID
from searchkit.text.correction.ngrams import NgramCounts

passages_of_ids = st.lists(st.lists(st.integers(-1, 5), max_size=8), max_size=6)
orders = st.sampled_from([2, 3])


def counted(order: int, passages: list[list[int]]) -> NgramCounts:
    ids = np.array(list(chain.from_iterable(passages)), np.int64)
    return NgramCounts.from_tokens(order, ids, np.array([len(p) for p in passages], np.int64))


def one_by_one(order: int, passages: list[list[int]]) -> Counter[tuple[int, ...]]:
    windows: Counter[tuple[int, ...]] = Counter()
    for passage in passages:
        windows.update(zip(*(passage[i:] for i in range(order)), strict=False))
    return Counter({ids: n for ids, n in windows.items() if min(ids) >= 0})


def as_counter(counts: NgramCounts) -> Counter[tuple[int, ...]]:
    shifts = [21 * place for place in reversed(range(counts.order))]
    return Counter(
        {
            tuple(int(key) >> shift & MAX_ID for shift in shifts): int(n)
            for key, n in zip(counts.keys, counts.counts, strict=True)
        }
    )


@given(orders, passages_of_ids)
@settings(max_examples=150, deadline=None)
def test_counts_are_those_of_counting_one_by_one(order: int, passages: list[list[int]]) -> None:
    assert as_counter(counted(order, passages)) == one_by_one(order, passages)


@pytest.mark.parametrize("order", [2, 3])
def test_a_long_stream_is_counted_in_blocks(order: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ngrams, "_BLOCK", 7)
    passages = [[i * i % 6 for i in range(n)] for n in (40, 0, 1, 2, 23)]
    assert as_counter(counted(order, passages)) == one_by_one(order, passages)


@given(orders, passages_of_ids, passages_of_ids)
@settings(max_examples=100, deadline=None)
def test_merging_adds_up(order: int, some: list[list[int]], more: list[list[int]]) -> None:
    merged = NgramCounts.merge(order, [counted(order, some), counted(order, more)])
    assert as_counter(merged) == one_by_one(order, some + more)


@given(orders, passages_of_ids, st.lists(st.integers(-1, 3), min_size=6, max_size=6))
@settings(max_examples=100, deadline=None)
def test_renumbering_is_counting_with_the_new_ids(
    order: int, passages: list[list[int]], new_ids: list[int]
) -> None:
    renumbered = counted(order, passages).renumbered(np.array(new_ids, np.int64))
    moved = [[new_ids[i] if i >= 0 else -1 for i in passage] for passage in passages]
    assert as_counter(renumbered) == one_by_one(order, moved)


@given(passages_of_ids, st.integers(0, 10), st.integers(1, 3))
@settings(max_examples=100, deadline=None)
def test_pruning_keeps_the_most_frequent(
    passages: list[list[int]], max_size: int, min_count: int
) -> None:
    everything = one_by_one(2, passages)
    kept = as_counter(counted(2, passages).pruned(max_size, min_count))
    dropped = everything - kept
    assert len(kept) <= max_size
    assert all(everything[pair] == n >= min_count for pair, n in kept.items())
    if kept and dropped:
        assert min(kept.values()) > max(dropped.values())


@given(orders, passages_of_ids)
@settings(max_examples=100, deadline=None)
def test_look_up_and_continuations(order: int, passages: list[list[int]]) -> None:
    counts, expected = counted(order, passages), one_by_one(order, passages)
    grid = np.indices((7,) * (order - 1)).reshape(order - 1, -1).T - 1
    nexts = np.arange(-1, 6)
    tokens, types = counts.continuations(grid)
    for row, context in enumerate(grid.tolist()):
        seen = [expected[(*context, i)] for i in nexts.tolist()]
        assert counts.lookup(grid, nexts)[row].tolist() == seen
        assert (tokens[row], types[row]) == (sum(seen), np.count_nonzero(seen))
    for _ in range(2):  # at first each by itself, after so many from the sums of all
        often = counts.continuations(np.tile(grid, (2048 // len(grid), 1)))
        assert often[0].reshape(-1, len(grid)).tolist() == [tokens.tolist()] * (2048 // len(grid))


@given(orders, passages_of_ids, st.integers(1, 6))
@settings(max_examples=100, deadline=None)
def test_what_was_stored_answers_as_what_was_counted(
    order: int, passages: list[list[int]], most_parts: int
) -> None:
    """Whether what begins with each id is made apart, or all at once from the n-th on."""
    whole = counted(order, passages)
    contexts = np.array([*itertools.product(range(-1, 7), repeat=order - 1)], np.int64)
    nexts = np.arange(-1, 7)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ngrams, "_MOST_PARTS", most_parts)
        stored = NgramCounts.from_arrays(order, whole.to_arrays())
        assert len(stored) == len(whole)
        for some in (contexts[:3], contexts, contexts[::-1]):
            assert stored.lookup(some, nexts).tolist() == whole.lookup(some, nexts).tolist()
            for mine, theirs in zip(
                stored.continuations(some), whole.continuations(some), strict=True
            ):
                assert mine.tolist() == theirs.tolist()
        for context in contexts:
            for mine, theirs in zip(
                stored.followers(context), whole.followers(context), strict=True
            ):
                assert mine.tolist() == theirs.tolist()


@given(orders, passages_of_ids)
@settings(max_examples=50, deadline=None)
def test_arrays_bring_the_counts_back(order: int, passages: list[list[int]]) -> None:
    counts = counted(order, passages)
    again = NgramCounts.from_arrays(order, counts.to_arrays())
    assert as_counter(again) == as_counter(counts)


def test_arrays_bring_high_counts_back_and_take_few_bytes() -> None:
    ids = np.repeat(np.arange(40), np.arange(1, 321, 8))
    pairs = counted(2, [[number, number + 1] for number in ids.tolist()])
    arrays = pairs.to_arrays()
    again = NgramCounts.from_arrays(2, arrays)
    assert int(pairs.counts.max()) > 255
    assert again.keys.tolist() == pairs.keys.tolist()
    assert again.counts.tolist() == pairs.counts.tolist()
    assert sum(array.nbytes for array in arrays.values()) < 8 * len(pairs)
    every = np.arange(42)
    stored = NgramCounts.from_arrays(2, arrays)
    assert (
        stored.lookup(every[:, None], every).tolist()
        == pairs.lookup(every[:, None], every).tolist()
    )


@given(orders, passages_of_ids)
@settings(max_examples=20, deadline=None)
def test_keys_that_an_earlier_version_stored_are_read(
    order: int, passages: list[list[int]]
) -> None:
    counts = counted(order, passages)
    again = NgramCounts.from_arrays(order, {"keys": counts.keys, "counts": counts.counts})
    assert as_counter(again) == as_counter(counts)
