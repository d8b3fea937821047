import shlex
import sys
from pathlib import Path

import pytest

from searchkit.documents.readers.pdf.poppler import improve

GOOD = "Người dân được tiếp nhận tại huyện, được hướng dẫn và trả kết quả đúng hẹn ở tỉnh. " * 3
SPLIT = GOOD.replace("ười", "ườ i").replace("ược", "ượ c").replace("iếp", "iế p")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pdftotext that reads three good pages out of any file."""
    # The shell starts Python: a line of #! takes no path with a space or of more than 127 bytes.
    (tmp_path / "pages.txt").write_text((GOOD + "\f") * 3, "utf-8")
    printing = "import sys; sys.stdout.buffer.write(open(sys.argv[1], 'rb').read())"
    words = shlex.join([sys.executable, "-c", printing, str(tmp_path / "pages.txt")])
    (tmp_path / "pdftotext").write_text(f"#!/bin/sh\nexec {words}\n", "utf-8")
    (tmp_path / "pdftotext").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("program")
def test_a_page_of_split_words_is_read_again() -> None:
    assert improve(b"%PDF", [GOOD, SPLIT]) == [GOOD, GOOD]


@pytest.mark.usefixtures("program")
def test_pages_that_read_well_stay() -> None:
    other = GOOD.replace("tỉnh", "thành phố")
    assert improve(b"%PDF", [other, "Trang 1", ""]) == [other, "Trang 1", ""]


def test_without_the_program_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert improve(b"%PDF", [SPLIT]) == [SPLIT]
