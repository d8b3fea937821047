import os
import pickle
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Timer

import pytest

from searchkit.documents.deadline import time_for
from searchkit.documents.discovery.sources import Source, discover
from searchkit.documents.isolation import reader as isolation
from searchkit.documents.isolation.reader import IsolatedReader, Limits
from searchkit.documents.model import Document
from searchkit.errors import DocumentError, ProcessError


def source(path: Path, content: bytes | str) -> Source:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (found,) = discover([path])
    return found


def hanging(path: Path) -> Source:
    """A file whose reading never ends, however fast the machine: a pipe that nobody writes to."""
    os.mkfifo(path)
    return Source(str(path), str(path.parent), path.name, 0, 0)


fifos = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader() as opened:
        yield opened


def test_documents_come_back_as_they_are(tmp_path: Path, reader: IsolatedReader) -> None:
    for name in ("một", "hai"):
        (item,) = reader.read(source(tmp_path / f"{name}.txt", f"Báo cáo {name}"))
        assert isinstance(item, Document)
        assert item.text == f"Báo cáo {name}"


def test_errors_come_back_with_reason_and_advice(tmp_path: Path, reader: IsolatedReader) -> None:
    (item,) = reader.read(source(tmp_path / "a.docx", b"PK\x03\x04"))
    assert isinstance(item, DocumentError)
    assert "damaged" in item.reason
    assert item.advice


def test_corpora_need_no_process(tmp_path: Path) -> None:
    with IsolatedReader(Limits(memory=0)) as opened:
        (item,) = opened.read(source(tmp_path / "a.jsonl", '{"id": 1, "text": "Nội dung"}'))
    assert isinstance(item, Document)


@fifos
def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    stuck = hanging(tmp_path / "a.txt")
    with IsolatedReader(Limits(seconds=0.05)) as opened:
        for _ in range(2):  # the second time with a new process
            (item,) = opened.read(stuck)
            assert isinstance(item, DocumentError)
            assert "took longer than" in item.reason


def test_a_file_that_eats_memory_is_given_up_and_the_next_one_read(tmp_path: Path) -> None:
    large = source(tmp_path / "a.txt", "Nội dung " * 8_000_000)
    small = source(tmp_path / "b.txt", "Nội dung")
    with IsolatedReader(Limits(memory=100 << 20)) as opened:
        (item,) = opened.read(large)
        assert isinstance(item, DocumentError)
        assert "memory" in item.reason
        (after,) = opened.read(small)
        assert isinstance(after, Document)


def test_an_answer_that_nobody_waits_for_is_not_given_to_the_next_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(50):
            archive.writestr(f"{number}.txt", "Cũ " * 5_000)
    (archived,) = discover([tmp_path / "a.zip"])
    with IsolatedReader() as opened:
        first = opened.read(archived)
        next(first)
        first.close()
        (item,) = opened.read(source(tmp_path / "b.txt", "Mới"))
    assert isinstance(item, Document)
    assert item.text == "Mới"


def test_a_large_file_is_given_more_time() -> None:
    assert time_for(0, 120) == 120
    assert time_for(512 << 20, 120) == 9 * 120


@fifos
def test_no_file_gets_longer_than_the_longest_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)  # the machine has been started just now
    with IsolatedReader(Limits(seconds=5, longest=0.05)) as opened:
        (item,) = opened.read(hanging(tmp_path / "a.txt"))
    assert isinstance(item, DocumentError)
    assert "took longer than" in item.reason


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds of each timer that a reader sets; none fires, and each look at the clock is 100
    seconds later than the one before."""
    seconds: list[float] = []

    class Kept(Timer):
        def start(self) -> None:
            seconds.append(self.interval)

    monkeypatch.setattr(isolation, "Timer", Kept)
    ticks = count(0, 100)
    monkeypatch.setattr(time, "monotonic", lambda: float(next(ticks)))
    return seconds


DIGITS = ["khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"]


def long_pdf(path: Path) -> Source:
    """A PDF of 900 pages that no two of them share a line of."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed")
    made = canvas.Canvas(str(path))
    for number in range(900):
        spelled = " ".join(DIGITS[int(digit)] for digit in str(number))
        made.drawString(72, 400, f"Ho so {spelled} cua co quan da duoc tiep nhan.")
        made.showPage()
    made.save()
    (found,) = discover([path])
    return found


def test_a_pdf_is_given_more_time_while_it_gets_on(tmp_path: Path, allowed: list[float]) -> None:
    long = long_pdf(tmp_path / "a.pdf")
    with IsolatedReader(Limits(seconds=30)) as opened:
        (item,) = opened.read(long)
    assert isinstance(item, Document)
    first, *later = allowed
    assert first == pytest.approx(30, abs=1), "a little more for its size"
    assert later[:-2] == [30] * (len(later) - 2), "it gets on with its pages"
    assert len(later) > 3
    assert later[-2:] == [pytest.approx(0.05 * 900), 30], "cutting the text, and the next document"


def test_more_time_ends_with_the_longest(tmp_path: Path, allowed: list[float]) -> None:
    long = long_pdf(tmp_path / "a.pdf")
    with IsolatedReader(Limits(seconds=150, longest=330)) as opened:
        list(opened.read(long))
    assert allowed == [pytest.approx(150, abs=2), 130]


@fifos
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no interval timers")
def test_a_process_whose_parent_is_gone_ends_by_itself(tmp_path: Path) -> None:
    stuck = hanging(tmp_path / "a.txt")
    limits = [str(1 << 30), "0.1", str(os.getpid()), str(tmp_path)]
    command = [sys.executable, "-m", "searchkit.documents.isolation.worker", *limits]
    done = subprocess.run(
        command, input=pickle.dumps((stuck, None)), capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGALRM


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_process_starts_a_reader_of_its_own(
    tmp_path: Path, reader: IsolatedReader
) -> None:
    first, second = (source(tmp_path / f"{n}.txt", f"Báo cáo {n}") for n in "12")
    assert list(reader.read(first))
    child = os.fork()
    if child == 0:
        code = 1
        try:
            (item,) = reader.read(second)
            code = int(isinstance(item, DocumentError))
            reader.close()
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0
    assert list(reader.read(first)), "and the parent keeps its own"


def test_without_a_process_no_file_is_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = source(tmp_path / "a.txt", "Báo cáo")

    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with IsolatedReader() as opened, pytest.raises(ProcessError, match="run again"):
        list(opened.read(found))
