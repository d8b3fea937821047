from __future__ import annotations

import pytest

from searchkit.engine.writer.merge_policy import Size, choose


@pytest.mark.parametrize(
    ("live", "runs"),
    [
        pytest.param([], [], id="no segment"),
        pytest.param([5], [], id="one segment"),
        pytest.param([80_000, 100], [], id="a small one behind a large one stays"),
        pytest.param([80_000, 100, 100], [range(1, 3)], id="two small ones become one"),
        pytest.param([40, 40, 40], [range(3)], id="equals become one"),
        pytest.param([1000, 200, 60, 40], [range(3)], id="a merge may set off the next"),
        pytest.param([100, 10, 30, 2], [range(3)], id="only neighbours are merged"),
        pytest.param([900_000, 900_000], [], id="not beyond the limit"),
    ],
)
def test_merges_until_each_is_four_times_the_next(live: list[int], runs: list[range]) -> None:
    assert choose([Size(n) for n in live], 1_000_000) == runs


def test_what_was_written_in_one_go_becomes_one() -> None:
    sizes = [Size(n) for n in (9000, 800, 100, 5)]
    assert choose(sizes, 10_000, new=3) == [range(1, 4)]
    assert choose(sizes, 850, new=3) == [range(2, 4)]


def test_a_segment_with_many_deletions_is_rewritten() -> None:
    assert choose([Size(700, 300), Size(80, 20)], 10_000) == [range(1)]


def test_adding_to_a_large_index_rewrites_little() -> None:
    segments, rewritten = [80_000], 0
    for _ in range(100):
        segments.append(100)
        for run in reversed(choose([Size(n) for n in segments], 10**9)):
            total = sum(segments[run.start : run.stop])
            rewritten += total
            segments[run.start : run.stop] = [total]
    assert rewritten < 100 * 100 * 10
    assert len(segments) < 8
