import pickle
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchkit.documents import ocr
from searchkit.documents.deadline import kept_by, time_for
from searchkit.documents.discovery.sources import Source, discover
from searchkit.documents.isolation.reader import IsolatedReader, Limits
from searchkit.documents.model import Document
from searchkit.documents.readers.pdf import reader as pdf
from searchkit.errors import DocumentError


def source(path: Path, content: bytes | str) -> Source:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (found,) = discover([path])
    return found


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


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    slow = source(tmp_path / "a.html", "<b><p>" * 4_000 + "chữ" * 2_000_000)
    with IsolatedReader(Limits(seconds=0.05)) as opened:
        started = time.monotonic()
        (item,) = opened.read(slow)
        assert isinstance(item, DocumentError)
        assert "took longer than 0." in item.reason
        assert time.monotonic() - started < 60
        (again,) = opened.read(slow)  # with a new process
        assert isinstance(again, DocumentError)


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


def test_a_pdf_asks_for_more_time_while_it_gets_on(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed")
    made = canvas.Canvas(str(tmp_path / "a.pdf"))
    for number in range(450):
        made.drawString(72, 720, f"Trang {number}: ke hoach va bao cao cua co quan.")
        made.showPage()
    made.save()
    asked: list[float] = []
    with kept_by(asked.append):
        pdf.extract((tmp_path / "a.pdf").read_bytes(), "a.pdf")
    assert len(asked) == 3
    assert asked[-1] == pytest.approx(0.05 * 450)


def test_no_file_gets_longer_than_the_longest_time(tmp_path: Path) -> None:
    slow = source(tmp_path / "a.html", "<b><p>" * 4_000 + "chữ" * 2_000_000)
    with IsolatedReader(Limits(seconds=600, longest=0.05)) as opened:
        (item,) = opened.read(slow)
    assert isinstance(item, DocumentError)
    assert "took longer than 0." in item.reason


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no interval timers")
def test_a_process_whose_parent_is_gone_ends_by_itself(tmp_path: Path) -> None:
    slow = source(tmp_path / "a.html", "<b><p>" * 4_000 + "chữ" * 2_000_000)
    command = [sys.executable, "-m", "searchkit.documents.isolation.worker", str(1 << 30), "0.1"]
    done = subprocess.run(command, input=pickle.dumps(slow), capture_output=True, check=False)
    assert done.returncode == -signal.SIGALRM


def test_a_reader_that_asks_is_given_more_time(shared: Path) -> None:
    if not ocr.available():
        pytest.skip("tesseract with its Vietnamese data is not installed")
    (source,) = discover([shared / "data/office/files/163-tb-vpcp.signed.pdf"])
    with IsolatedReader(Limits(seconds=5)) as opened:
        (item,) = opened.read(source)
    assert isinstance(item, Document), item
    assert item.metadata["ocr"] == "tesseract"
    assert "Tiền Giang" in item.text
