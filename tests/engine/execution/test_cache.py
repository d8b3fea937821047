"""The bounded cache keeps what is used, within its bytes, and forgets on demand."""

from __future__ import annotations

import gc

from searchkit.engine.execution.cache import BoundedCache


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


def test_what_belongs_to_nobody_any_more_is_dropped_when_more_is_kept() -> None:
    class Owner:
        pass

    cache, owner = BoundedCache(10_000), Owner()
    cache.forget_with(owner, 1)
    for number in (1, 2):
        cache.fetch((number, "postings"), lambda: ("kept", 1000))
    before = cache.used
    del owner
    gc.collect()
    cache.fetch((2, "column"), lambda: ("kept", 10))
    assert cache.used < before
    assert cache.fetch((1, "postings"), lambda: ("made anew", 1000)) == "made anew"
    assert cache.fetch((2, "postings"), lambda: ("made anew", 1000)) == "kept"
