"""The styles of cells in workbooks of Excel 5 to 2003. Section numbers are those of [MS-XLS]."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import olefile  # type: ignore[import-untyped]

from searchkit.documents.readers.excel.cell_styles import PLAIN, CellStyle, SheetStyles
from searchkit.documents.readers.excel.number_formats import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGIN, _SHEET, _FONT, _FORMAT, _LOOK = 0x809, 0x85, 0x31, 0x41E, 0xE0
_ONE_CELL = {0x06, 0x203, 0x204, 0x27E, 0xD6, 0xFD}  # a formula, a number, a label, ...
_MANY_CELLS = 0xBD  # MulRk, 2.4.175
_EXCEL_97 = 0x600
_NO_FONT = 4  # 2.5.129: no font has this number, those above count on
_HIGH_BYTES = 1  # of a string, 2.5.240: its characters have two bytes


def sheet_styles(data: bytes) -> list[SheetStyles]:
    """Return the styles of the cells that have one, by sheet in the order of the workbook."""
    stream = _stream(data)
    book = _Workbook()
    sheets: list[int] = []
    cells: dict[int, SheetStyles] = {}
    current: SheetStyles = {}
    for at, kind, content in _records(stream):
        if kind == _BEGIN:
            book.new = _number(content, 0) >= _EXCEL_97
            current = cells[at] = {}
        elif kind == _SHEET:
            sheets.append(int.from_bytes(content[:4], "little"))
        elif kind in _ONE_CELL or kind == _MANY_CELLS:
            current.update(book.cells(kind, content))
        else:
            book.learn(kind, content)
    return [cells.get(at, {}) for at in sheets]


def _stream(data: bytes) -> bytes:
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        for name in ("Workbook", "Book"):
            if container.exists(name):
                content: bytes = container.openstream(name).read()
                return content
    return b""


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield each record's place, kind and content (2.1.4)."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


class _Workbook:
    """What the head of a workbook says of styles."""

    def __init__(self) -> None:
        self.new = True
        self.fonts: list[str] = []
        self.formats = dict(BUILT_IN)
        self.styles: list[CellStyle] = []

    def learn(self, kind: int, content: bytes) -> None:
        """Take in a font (2.4.122), a format (2.4.126) or a style (XF, 2.4.353)."""
        if kind == _FONT:
            self.fonts.append(self._string(content[14:], 1))
        elif kind == _FORMAT:
            self.formats[_number(content, 0)] = self._string(content[2:], 2 if self.new else 1)
        elif kind == _LOOK:
            font = _number(content, 0)
            font -= font > _NO_FONT
            code = self.formats.get(_number(content, 2), "")
            self.styles.append(CellStyle(code, self.fonts[font] if font < len(self.fonts) else ""))

    def cells(self, kind: int, content: bytes) -> Iterator[tuple[tuple[int, int], CellStyle]]:
        """Yield the places and styles of the cells in a record."""
        row, column = _number(content, 0), _number(content, 2)
        many = kind == _MANY_CELLS
        for place, at in enumerate(range(4, len(content) - 4, 6) if many else (4,)):
            style = _number(content, at)
            if style < len(self.styles) and self.styles[style] != PLAIN:
                yield (row, column + place), self.styles[style]

    def _string(self, content: bytes, width: int) -> str:
        """Return a string behind its length, a number of ``width`` bytes."""
        size = int.from_bytes(content[:width], "little")
        if not self.new:
            return content[width : width + size].decode("latin-1")
        text = content[width + 1 :]
        if content[width : width + 1] == bytes([_HIGH_BYTES]):
            return text[: 2 * size].decode("utf-16-le", "replace")
        return text[:size].decode("latin-1")


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 2], "little")
