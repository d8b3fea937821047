"""Word files as offices write them: letterhead and signature are tables of two columns."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

if TYPE_CHECKING:
    from .source import Block, Source


def write(source: Source) -> bytes:
    """Return the DOCX file with the same bytes on every run."""
    document = docx.Document()
    _columns(document, source.lines("left"), source.lines("right"))
    for text in (*source.lines("type"), *source.lines("summary")):
        _heading(document, text)
    for block in source.blocks():
        _add(document, block)
    _columns(document, source.lines("recipients"), source.lines("signer"))
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_fixed_times(buffer.getvalue())


def _columns(document: Any, *columns: list[str]) -> None:
    table = document.add_table(rows=1, cols=len(columns))
    for cell, lines in zip(table.rows[0].cells, columns, strict=True):
        cell.text = "\n".join(lines)


def _heading(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = True


def _add(document: Any, block: Block) -> None:
    if block.kind == "table":
        _grid(document, block.rows)
    elif block.kind == "h1":
        _heading(document, block.text)
    else:
        document.add_paragraph().add_run(block.text).bold = block.kind == "h2"


def _grid(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _with_fixed_times(archive: bytes) -> bytes:
    """Return the same ZIP archive with one time for all members: python-docx writes the clock's."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            new.writestr(member, old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
