"""Spreadsheets of Excel (.xlsx, .xls) through calamine: each sheet's name, then its rows."""

from __future__ import annotations

import io
import re
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree  # type: ignore[import-untyped]
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from searchkit.documents.extraction import Extraction, fold_space, join_cells, tidy_lines
from searchkit.documents.readers.decoding import run_to_unicode, to_unicode
from searchkit.documents.readers.excel.cell_styles import PLAIN, CellStyle
from searchkit.documents.readers.excel.number_formats import shown
from searchkit.documents.readers.zip_xml import check_package
from searchkit.errors import DocumentError
from searchkit.text.encodings.detection import has_unicode_only_letters
from searchkit.text.encodings.legacy import font_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit.documents.readers.excel.cell_styles import SheetStyles

# Names that Excel gives, in English and in Vietnamese.
_DEFAULT_NAME = re.compile(r"(?:sheet|trang[ _]?tính)\s*\d*", re.IGNORECASE)

# What calamine raises where it did not expect a damage; no Exception, and no name to import.
_PANIC = "PanicException"


class _Cell(NamedTuple):
    text: str
    font: str


def extract(data: bytes, path: str) -> Extraction:
    """Return the filled cells of all sheets as they are shown, a line a row.

    Raises:
        DocumentError: the workbook is damaged, encrypted, or unpacks to a bomb.

    """
    check_package(data, path)
    try:
        rows = list(_rows(CalamineWorkbook.from_filelike(io.BytesIO(data)), _styles(data, path)))
    except PasswordError as error:
        raise DocumentError(path, "is encrypted", "save it without a password") from error
    except BaseException as error:
        if not (isinstance(error, CalamineError) or type(error).__name__ == _PANIC):
            raise
        reason = f"is a damaged workbook: {error}"
        raise DocumentError(path, reason, "open it in Excel and save it again") from error
    return Extraction(tidy_lines("\n".join(_lines(rows))))


def _styles(data: bytes, path: str) -> Iterator[SheetStyles]:
    """Yield the styles of the cells, sheet by sheet, as far as they can be read."""
    from searchkit.documents.readers.excel import xls_styles, xlsx_styles

    try:
        if data.startswith(b"PK"):
            yield from xlsx_styles.sheet_styles(data, path)
        else:
            yield from xls_styles.sheet_styles(data)
    except (DocumentError, etree.XMLSyntaxError, OSError, ValueError, LookupError):
        return


def _rows(workbook: CalamineWorkbook, styles: Iterable[SheetStyles]) -> Iterator[list[_Cell]]:
    """Yield each sheet's name and its rows, where it has any; rows that show nothing are empty."""
    for name, cells in zip(workbook.sheet_names, chain(styles, repeat({})), strict=False):
        sheet = workbook.get_sheet_by_name(name)
        top, left = sheet.start or (0, 0)
        rows = (
            [_cell(value, cells.get((y, x), PLAIN)) for x, value in enumerate(row, left)]
            for y, row in enumerate(sheet.to_python(skip_empty_area=True), top)
        )
        filled = [row if any(cell.text for cell in row) else [] for row in rows]
        if any(filled):
            yield [] if _DEFAULT_NAME.fullmatch(name) else [_Cell(name, "")]
            yield from filled
            yield []


def _cell(value: object, style: CellStyle) -> _Cell:
    if isinstance(value, str):
        return _Cell(value.replace("\n", " ").replace("\r", " "), style.font)
    return _Cell(shown(value, style.format), "")


def _lines(rows: list[list[_Cell]]) -> Iterator[str]:
    """Yield the rows in Unicode: by the font of a cell, or else by the evidence of all cells."""
    evident = iter(to_unicode("\n".join(cell.text for row in rows for cell in row)).split("\n"))
    for row in rows:
        texts = [
            run_to_unicode(cell.text, cell.font) if _is_legacy(cell) else reading
            for cell, reading in zip(row, evident, strict=False)
        ]
        yield join_cells([fold_space(text) for text in texts])


def _is_legacy(cell: _Cell) -> bool:
    return font_of(cell.font) is not None and not has_unicode_only_letters(cell.text)
