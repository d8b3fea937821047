"""Documents whose names do not tell that they are documents."""

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from searchkit.documents.discovery.sniffing import tells_nothing
from searchkit.documents.discovery.sources import discover
from searchkit.documents.model import Document
from searchkit.documents.reading import read
from searchkit.errors import DocumentError
from tests.documents.test_reading import save_docx
from tests.documents.word_files import compound_file


def found(folder: Path) -> list[str]:
    return [source.id for source in discover([folder])]


def archive_of(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "name", ["Cong van 2210", "QD.docx.bak", "p.dat", "Báo cáo 5.2024", "5.QĐ-UBND", "a.docx~"]
)
def test_an_office_document_is_found_by_its_beginning(tmp_path: Path, name: str) -> None:
    save_docx(tmp_path / name)
    (source,) = discover([tmp_path])
    (item,) = read(source)
    assert isinstance(item, Document)
    assert item.metadata["number"] == "5/QĐ-UBND"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"%PDF-1.7\n", id="pdf"),
        pytest.param(b"\n\n%PDF-1.4\n", id="pdf-behind-lines"),
        pytest.param(b"{\\rtf1 x}", id="rtf"),
        pytest.param(compound_file(bytes(9), bytes(9)), id="word-97"),
        pytest.param(archive_of("xl/workbook.xml"), id="sheet"),
        pytest.param(archive_of("content.xml"), id="open-document"),
    ],
)
def test_signatures(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "van ban").write_bytes(content)
    assert found(tmp_path) == ["van ban"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param("Báo cáo tuần".encode(), id="text"),
        pytest.param(b"<html><p>x", id="page"),
        pytest.param(archive_of("META-INF/MANIFEST.MF"), id="archive-of-a-program"),
        pytest.param(b"PK\x03\x04" + bytes(99), id="cut-archive"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), id="cut-compound-file"),
        pytest.param(b"\x7fELF" + bytes(99), id="program"),
    ],
)
def test_what_does_not_begin_as_a_document_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "khong-ten").write_bytes(content)
    assert found(tmp_path) == []


def test_a_presentation_without_a_suffix_is_reported(tmp_path: Path) -> None:
    (tmp_path / "bai-giang").write_bytes(archive_of("ppt/presentation.xml"))
    (source,) = discover([tmp_path])
    (item,) = read(source)
    assert isinstance(item, DocumentError)
    assert "PowerPoint presentation" in item.reason


@pytest.mark.parametrize("name", ["a.exe", "a.mp4", "a.7z", "a.ini", "a.class"])
def test_a_suffix_of_another_kind_is_believed(tmp_path: Path, name: str) -> None:
    assert not tells_nothing(name)
    save_docx(tmp_path / name)
    assert found(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong")
    assert found(tmp_path) == []
