"""Ctrl-C at the worst moment: the index is whole, and the next run completes it."""

from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

import searchkit
from searchkit.engine.storage.durable_files import sync_file
from searchkit.engine.whoosh import checksummed_storage
from searchkit.engine.writer import index_writer
from searchkit.engine.writer.segment_writer import SegmentBuilder
from searchkit.index.ingest import updater
from searchkit.index.ingest.interrupts import uninterrupted
from searchkit.index.schema import FIELDS
from tests.support import found, verify, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there, raise_signal ends the process"
)


def test_an_interrupt_waits_for_the_end_of_the_block() -> None:
    done = []

    def work() -> None:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            done.append("all")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_handler_of_the_program_is_called_once_and_put_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[int] = []

    def handler(number: int, _: object) -> None:
        calls.append(number)

    before = signal.signal(signal.SIGINT, handler)
    try:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            assert not calls
        assert calls == [signal.SIGINT]
        assert signal.getsignal(signal.SIGINT) is handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_leave_signals_alone() -> None:
    seen: list[object] = []

    def look() -> None:
        with uninterrupted():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler]


def interrupt_before(function: Callable[..., Any], call: int) -> Callable[..., Any]:
    """Return a function to which Ctrl-C comes as it is called for the n-th time."""
    calls = 0

    def interrupted(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            signal.raise_signal(signal.SIGINT)
        return function(*arguments, **options)

    return interrupted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = {f"{n:03}.txt": f"Thông báo số {n} về lịch trực cơ quan.\n" for n in range(70)}
    return write(tmp_path / "documents", documents)


def assert_whole(tmp_path: Path, kept: int) -> None:
    """Check an index that was interrupted with so many documents kept, and complete it."""
    verify(tmp_path / "index")
    index = searchkit.open_index(tmp_path / "index")
    assert index.stats().documents == kept
    assert len(found(index, '"lịch trực"', 99)) == kept
    report = index.add([tmp_path / "documents"], jobs=1)
    assert (report.added, report.unchanged) == (70 - kept, kept)
    assert len(found(index, '"lịch trực"', 99)) == 70


@pytest.mark.parametrize(
    ("module", "file"),
    [(index_writer, 1), (index_writer, 2), (checksummed_storage, 1)],
    ids=["first file", "second file", "table of contents"],
)
def test_during_the_commit_of_every_minute(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, file: int
) -> None:
    index = searchkit.open_index(tmp_path / "index", create=True)
    monkeypatch.setattr(updater, "COMMIT_SECONDS", 0.0)
    monkeypatch.setattr(module, "sync_file", interrupt_before(sync_file, file))
    report = index.add([folder], jobs=1)
    assert report.interrupted
    assert report.added == 32
    assert_whole(tmp_path, report.added)


def test_during_the_last_commit(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_writer, "sync_file", interrupt_before(sync_file, 1))
    report = searchkit.open_index(tmp_path / "index", create=True).add([folder], jobs=1)
    assert report.interrupted
    assert report.added == 70
    assert_whole(tmp_path, report.added)


@pytest.mark.parametrize("method", ["add_tokens", "add_stored"])
def test_while_a_batch_is_added(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    fields = len(FIELDS.streams) + len(FIELDS.keywords)
    call = 2 if method == "add_stored" else fields + 1  # both in the second batch
    interrupted = interrupt_before(getattr(SegmentBuilder, method), call)
    monkeypatch.setattr(SegmentBuilder, method, interrupted)
    report = searchkit.open_index(tmp_path / "index", create=True).add([folder], jobs=1)
    assert report.interrupted
    assert report.added == 64
    assert_whole(tmp_path, report.added)
