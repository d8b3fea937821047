"""Work spread over processes gives the same results in the same order, and never runs ahead."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import loky
import pytest

from searchkit.index.ingest.workers import AHEAD, HELD, default_jobs, ordered_map
from tests.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    assert list(ordered_map(abs, range(-9, 9), jobs)) == [abs(n) for n in range(-9, 9)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_tasks_are_taken_only_as_they_are_needed(jobs: int) -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    results = ordered_map(abs, tasks(), jobs)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    assert len(taken) <= 3 + HELD * jobs


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_a_task_reaches_the_caller(jobs: int) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(ordered_map(int, ["1", "hai", "3"], jobs))


def process_of(_task: int) -> int:
    return os.getpid()


def test_this_process_is_one_of_the_workers() -> None:
    assert set(ordered_map(process_of, range(3), 1)) == {os.getpid()}
    *others, last = ordered_map(process_of, range(AHEAD + 1), 2)
    assert len(set(others)) == 1  # a process that is yet to start
    assert last == os.getpid() not in others


def test_there_is_at_least_one_job() -> None:
    assert 1 <= default_jobs() <= 8


def test_no_module_of_the_current_folder_runs(tmp_path: Path) -> None:
    for name in ("loky", "random", "queue", "pickle", "numpy"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w')", "utf-8")
    script = (
        "from searchkit.index.ingest.workers import ordered_map\n"
        "print(sum(ordered_map(abs, range(-40, 0), 2)))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "820\n"
    assert not (tmp_path / "ran").exists()


def test_where_there_is_no_room_for_semaphores_one_process_does_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(loky, "ProcessPoolExecutor", refuse)
    assert list(ordered_map(abs, [-1, 2, -3], jobs=2)) == [1, 2, 3]
