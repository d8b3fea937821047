"""A writer groups many small additions into one commit, and writers wait for each other."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

import searchkit
from searchkit import NewDocument
from tests.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searchkit import Index

ADD = """
import sys, searchkit
with searchkit.open_index(sys.argv[1]) as index:
    for number in range(5):
        index.add_documents([{"id": f"{sys.argv[2]}{number}", "text": "Họp giao ban."}], wait=300)
"""


MAKE = """
import sys, searchkit
sys.stdin.read(1)
with searchkit.open_index(sys.argv[1], create=True) as index:
    index.add_documents([{"id": sys.argv[2], "text": "Họp giao ban."}], wait=300)
"""
"""Makes an index and adds to it, once there is something to read."""


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with searchkit.open_index(tmp_path / "index", create=True) as opened:
        yield opened


def test_nothing_is_seen_before_the_end(index: Index) -> None:
    before = index.stamp()
    with index.writer() as writer:
        for number in range(500):
            writer.add(NewDocument(f"{number}", f"Bản ghi số {number}."))
        assert writer.report.added == 500
        assert index.stats().documents == 0
    assert index.stats().documents == 500
    assert index.stamp()[0] == before[0] + 1, "all became one commit"
    assert writer.report.added == 500


def test_a_report_names_what_was_done_and_how_long_it_took(index: Index) -> None:
    first = index.add_documents([NewDocument("a", "Họp."), NewDocument("b", "Họp.")])
    assert first.names == {"added": ["a", "b"]}
    uploaded = index.add_bytes("tin/thong-bao.txt", "Thông báo tuyển dụng.".encode())
    assert uploaded.names == {"added": ["tin/thong-bao.txt"]}
    assert uploaded.seconds > 0
    with index.writer() as writer:
        writer.add(NewDocument("a", "Họp lại."), NewDocument("c", "Tin."), NewDocument("b", "Họp."))
        writer.remove(["tin/thong-bao.txt", "c"])
    report = writer.report
    assert report.names == {
        "added": ["c"],
        "changed": ["a"],
        "removed": ["tin/thong-bao.txt", "c"],
    }
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 2, 1)
    assert report.seconds > 0


def test_on_an_exception_nothing_is_kept(index: Index) -> None:
    index.add_documents([NewDocument("a", "Họp.")])

    def fail(writer: searchkit.Writer) -> None:
        writer.add(NewDocument("b", "Họp."), NewDocument("a", "Khác."), NewDocument("b", "Nữa."))
        assert writer.remove(["a", "b"]) == 2
        writer.add(NewDocument("a", "Lại."))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), index.writer() as writer:
        fail(writer)
    assert [document.id for document in index.documents()] == ["a"]
    assert index.document("a").text == "Họp."
    assert index.add_documents([NewDocument("b", "Họp.")], wait=0).added == 1, "the lock is free"


def test_a_writer_is_used_in_a_block(index: Index) -> None:
    writer = index.writer()
    with pytest.raises(searchkit.UsageError, match=r"with index\.writer"):
        writer.add(NewDocument("a", "Họp."))
    with writer:
        writer.add(NewDocument("a", "Họp."))
    with pytest.raises(searchkit.UsageError, match=r"with index\.writer"):
        writer.remove("a")


def test_what_is_wrong_is_in_the_report_of_the_writer(index: Index) -> None:
    with index.writer() as writer:
        writer.add(NewDocument("", "Họp."), {"id": "b", "text": "Họp."})
        writer.add_bytes("a.docx", b"PK\3\4 damaged")
        with pytest.raises(searchkit.UsageError, match="nothing in the index"):
            writer.remove("c")
    assert (writer.report.added, writer.report.failed) == (1, 2)


def test_threads_and_processes_wait_for_each_other(index: Index, tmp_path: Path) -> None:
    others = [
        subprocess.Popen([sys.executable, "-c", ADD, str(tmp_path / "index"), name], cwd=ROOT)
        for name in "ab"
    ]
    problems: list[Exception] = []

    def add(name: str) -> None:
        try:
            for number in range(5):
                index.add_documents([NewDocument(f"{name}{number}", "Họp giao ban.")], wait=300)
        except searchkit.SearchkitError as error:
            problems.append(error)

    threads = [threading.Thread(target=add, args=(name,)) for name in "cd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [other.wait() for other in others] == [0, 0]
    assert problems == []
    assert index.search("giao ban").total == 20


def test_who_has_waited_in_vain_is_told(index: Index) -> None:
    with index.writer():
        for write in (
            lambda: index.add_documents([NewDocument("a", "Họp.")], wait=0.01),
            lambda: index.remove("a", wait=0.01),
            lambda: index.add_bytes("a.txt", b"Hop.", wait=0.01),
            lambda: searchkit.rebuild_index(index.name, [index.name], wait=0.01),
            lambda: searchkit.repair_index(index.name, wait=0.01),
        ):
            with pytest.raises(searchkit.IndexLockedError, match=r"0\.01 seconds"):
                write()


def test_of_those_that_make_an_index_at_the_same_time_each_adds_to_the_same(
    tmp_path: Path,
) -> None:
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE, str(tmp_path / "index"), name],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
        for name in "abc"
    ]
    for maker in makers:
        assert maker.stdin is not None
        maker.stdin.write(b".")
        maker.stdin.flush()
    assert [maker.communicate()[1] for maker in makers] == [b"", b"", b""]
    with searchkit.open_index(tmp_path / "index") as index:
        assert sorted(document.id for document in index.documents()) == ["a", "b", "c"]


@pytest.mark.parametrize("wait", [-1.0, float("nan")])
def test_what_is_waited_is_a_number_of_seconds(index: Index, wait: float) -> None:
    with pytest.raises(searchkit.UsageError, match="seconds"):
        index.writer(wait=wait)


def test_an_empty_path_is_not_the_current_folder(index: Index) -> None:
    for paths in ("", ["", "van-ban"]):
        with pytest.raises(searchkit.UsageError, match="a path is empty"):
            index.add(paths)
