"""Calls that run at the same time, and ahead of time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from searchkit.backends.opensearch.reading.parallel import ahead, together

MANY = 40


def numbers(depth: int) -> list[object]:
    """Return what calls return that make such calls themselves."""
    if not depth:
        return [1]
    return together(*[partial(numbers, depth - 1)] * 3)


def test_answers_come_in_the_order_of_the_calls() -> None:
    assert together(*(partial(int, text) for text in ("3", "1", "2"))) == [3, 1, 2]
    assert together() == []


def test_calls_within_calls_do_not_wait_for_one_another() -> None:
    with ThreadPoolExecutor(MANY) as threads:
        found = [threads.submit(numbers, 3) for _ in range(MANY)]
        assert all(own.result(60) == found[0].result() for own in found)
    assert [ahead(partial(numbers, 2)).result(60) for _ in range(MANY)] == [numbers(2)] * MANY


def test_what_one_call_raises_is_raised() -> None:
    with pytest.raises(ValueError, match="chữ"):
        together(partial(int, "1"), partial(int, "chữ"))
