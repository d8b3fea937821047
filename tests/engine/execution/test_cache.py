"""The bounded cache keeps what is used, within its bytes, and forgets on demand."""

from __future__ import annotations

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
