"""What is kept is what is used, within its bytes, and it is forgotten on demand."""

from __future__ import annotations

import gc
import os
import subprocess
import sys

import pytest

from searchkit.engine import kernels
from searchkit.engine.storage.cache import BoundedCache, Memo, bytes_of
from searchkit.query_tree import And, Or, Term
from tests.support import ROOT


def fetch(cache: BoundedCache, key: str, size: int, made: list[str]) -> str:
    def make() -> tuple[str, int]:
        made.append(key)
        return key.upper(), size

    value: str = cache.fetch(key, make)
    return value


def test_what_is_kept_is_made_once_until_all_is_forgotten() -> None:
    cache, made = BoundedCache(10_000), list[str]()
    assert [fetch(cache, "a", 100, made) for _ in range(3)] == ["A"] * 3
    assert made == ["a"]
    cache.clear()
    assert cache.used == 0
    assert fetch(cache, "a", 100, made) == "A"
    assert made == ["a", "a"]


def test_what_was_used_outlives_what_was_not() -> None:
    cache, made = BoundedCache(10_000), list[str]()
    for key in ("a", "b", "a", "c", "d"):
        fetch(cache, key, 3000, made)
    assert cache.used <= 10_000
    made.clear()
    fetch(cache, "a", 3000, made)
    assert made == []
    fetch(cache, "b", 3000, made)
    assert made == ["b"]


def test_what_is_larger_than_the_cache_is_not_kept() -> None:
    cache, made = BoundedCache(1000), list[str]()
    assert [fetch(cache, "a", 2000, made) for _ in range(2)] == ["A"] * 2
    assert made == ["a", "a"]
    assert cache.used == 0


def test_what_grows_makes_others_go() -> None:
    cache = BoundedCache(10_000)
    for number in range(3):
        cache.fetch(number, lambda: ("kept", 1000))
    before = cache.used
    cache.grow(1, 500)
    cache.grow("not there", 500)
    assert cache.used == before + 500
    cache.grow(1, 7000)
    assert cache.used <= cache.limit
    assert cache.fetch(0, lambda: ("made anew", 10)) == "made anew"


def test_what_belongs_to_nobody_any_more_is_dropped_when_more_is_kept() -> None:
    class Owner:
        pass

    cache, owner = BoundedCache(10_000), Owner()
    gone, stays = cache.number_for(owner), cache.number_for(cache)
    for number in (gone, stays):
        cache.fetch((number, "postings"), lambda: ("kept", 1000))
    before = cache.used
    del owner
    gc.collect()
    cache.fetch((stays, "column"), lambda: ("kept", 10))
    assert cache.used < before
    assert cache.fetch((gone, "postings"), lambda: ("made anew", 1000)) == "made anew"
    assert cache.fetch((stays, "postings"), lambda: ("made anew", 1000)) == "kept"


def test_that_there_is_nothing_is_kept_of_a_bounded_number_of_keys() -> None:
    cache, made = BoundedCache(100_000_000), list[int]()

    def fetch_nothing(key: int) -> object:
        def make() -> tuple[None, int]:
            made.append(key)
            return None, 0

        return cache.fetch((0, key), make)

    assert [fetch_nothing(7) for _ in range(3)] == [None] * 3
    assert made == [7]
    for key in range(200_000):
        fetch_nothing(key)
    assert 0 < cache.used < 50_000_000
    cache.clear()
    assert cache.used == 0


def test_what_is_asked_for_once_is_not_kept() -> None:
    cache, made = BoundedCache(1 << 24), list[int]()

    def ask(number: int) -> str:
        def make() -> tuple[str, int]:
            made.append(number)
            return f"found {number}", 100

        value: str = cache.fetch_repeated((0, number), make)
        return value

    assert [ask(1), ask(1), ask(1)] == ["found 1"] * 3
    assert made == [1, 1]
    level = cache.used
    for number in range(2, 10_000):
        ask(number)
    assert cache.used <= level + (1 << 14)


def test_what_is_asked_for_again_is_made_and_kept() -> None:
    cache, made = BoundedCache(1 << 24), list[int]()

    def make(number: int) -> tuple[str | None, int]:
        made.append(number)
        return (f"found {number}" if number else None), 100

    def ask(number: int) -> list[str | None]:
        return [cache.fetch_if_repeated((0, number), make, number) for _ in range(3)]

    assert ask(1) == [None, "found 1", "found 1"]
    assert ask(0) == [None, None, None]
    assert made == [1, 0]


def test_what_does_not_all_fit_is_not_made_anew_for_ever() -> None:
    cache, made = BoundedCache(1 << 22), list[int]()

    def ask(number: int) -> str | None:
        def make() -> tuple[str, int]:
            made.append(number)
            return f"found {number}", 400_000

        value: str | None = cache.fetch_if_repeated((0, number), make)
        return value

    rounds = [[ask(number) for number in range(30)] for _ in range(20)]
    assert len(made) < 60
    assert all(value in (None, f"found {n}") for own in rounds for n, value in enumerate(own))
    assert all(sum(value is not None for value in own) >= 8 for own in rounds[2:])
    assert cache.used <= cache.limit


def test_what_is_asked_for_more_often_takes_the_place_of_what_was() -> None:
    cache = BoundedCache(1 << 22)

    def ask(number: int) -> int | None:
        value: int | None = cache.fetch_if_repeated((0, number), lambda: (number, 400_000))
        return value

    for _ in range(40):
        for number in range(10):
            ask(number)
    answers = [ask(number) for _ in range(200) for number in range(10, 20)]
    assert answers[:10] == [None] * 10
    assert set(answers[-10:]) >= {10, 11, 12}


def test_keys_count_with_all_their_parts() -> None:
    short = And((Term("folded", "a"), Or((Term("folded", "b"),))))
    long = And((Term("folded", "a"), Or((Term("folded", "b" * 4000),))))
    assert bytes_of((1, "mask", long)) >= bytes_of((1, "mask", short)) + 3999
    cache = BoundedCache(50_000)
    for number in range(100):
        cache.fetch((0, Term("folded", f"{number:04000}")), lambda: ("there", 0))
        cache.fetch((1, Term("folded", f"{number:04000}")), lambda: (None, 0))
        assert cache.used <= 51_000


def test_a_memo_stays_within_its_bytes_and_keeps_what_came_last() -> None:
    memo = Memo[str, int](10_000)
    for number in range(1000):
        assert memo.keep(f"term {number}", number) == number
        assert memo.get(f"term {number}") == number
        assert memo.used <= 10_000
    memo.keep("x" * 20_000, 1)
    assert memo.used <= 10_000
    assert "x" * 20_000 not in memo


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("", "256" if kernels.native else "1024"),
        ("64", "64"),
        ("0", "0"),
        ("viel", "UsageError"),
        ("-1", "UsageError"),
    ],
)
def test_a_setting_bounds_what_the_process_keeps(setting: str, said: str) -> None:
    script = (
        "from searchkit.errors import UsageError\n"
        "try: from searchkit.engine.storage.cache import HOT\n"
        "except UsageError as error: print('UsageError', error)\n"
        "else: print(HOT.limit >> 20)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"SEARCHKIT_CACHE": setting, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[0] == said
