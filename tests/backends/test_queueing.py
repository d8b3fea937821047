"""Writers wait for each other in line, for as long as they were told to."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from searchkit.backends import queueing
from searchkit.backends.queueing import QUEUE_FILE, wait_for
from searchkit.errors import IndexLockedError, IndexMissingError
from tests.support import ROOT, local_index

if TYPE_CHECKING:
    from pathlib import Path

LONG = 300.0
"""Seconds that nobody waits, for what is waited for happens before."""

OTHERS = """
import sys
from tests.support import local_index

index = local_index(sys.argv[1]).open()
for _ in range(5):
    with index.writer(memory=1 << 20, wait=300):
        with open(sys.argv[2], "a", encoding="utf-8") as log:
            log.write(sys.argv[3])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    local_index(tmp_path / "index").create()
    return tmp_path / "index"


@pytest.mark.parametrize("seconds", [0.0, 0.01])
def test_who_may_not_wait_is_told(folder: Path, seconds: float) -> None:
    index = local_index(folder).open()
    with (
        index.writer(memory=1 << 20),
        pytest.raises(IndexLockedError, match="another process is writing"),
        index.writer(memory=1 << 20, wait=seconds),
    ):
        pass
    with index.writer(memory=1 << 20, wait=seconds):
        pass


def test_nothing_is_left_where_nobody_has_waited(folder: Path) -> None:
    with local_index(folder).open().writer(memory=1 << 20, wait=LONG):
        assert not (folder / QUEUE_FILE).exists()


def test_threads_write_in_the_order_in_which_they_came(folder: Path) -> None:
    index = local_index(folder).open()
    order: list[int] = []

    def write(number: int) -> None:
        with index.writer(memory=1 << 20, wait=LONG):
            order.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    line = queueing._line_of(folder)
    with index.writer(memory=1 << 20):
        for number, thread in enumerate(threads):
            thread.start()
            while len(line._waiting) <= number:
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(8))
    assert not line._waiting


def test_processes_write_one_after_the_other(folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with local_index(folder).open().writer(memory=1 << 20):
        others = [
            subprocess.Popen([sys.executable, "-c", OTHERS, str(folder), str(log), name], cwd=ROOT)
            for name in "ab"
        ]
    assert [other.wait() for other in others] == [0, 0]
    assert sorted(log.read_text("utf-8")) == list("aaaaabbbbb")


def test_who_waits_in_vain_leaves_the_line(folder: Path) -> None:
    index = local_index(folder).open()
    with index.writer(memory=1 << 20):
        for _ in range(3):
            with pytest.raises(IndexLockedError), index.writer(memory=1 << 20, wait=0.01):
                pass
    assert not queueing._line_of(folder)._waiting


def test_an_index_that_is_deleted_meanwhile_is_missing(tmp_path: Path) -> None:
    def take() -> None:
        raise IndexMissingError("gone")

    with pytest.raises(IndexMissingError):
        wait_for(tmp_path / "none", 1.0, take)


def test_an_error_of_the_first_does_not_stop_the_next(tmp_path: Path) -> None:
    def take() -> None:
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            wait_for(tmp_path, 1.0, take)
