"""Rows of texts as CSV or XLSX, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from searchkit.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Row = Sequence[str | int | float]

_FORMULA = re.compile(r"[=+\-@\t\r]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML, and so XLSX, cannot hold."""

_LONGEST_CELL = 32_767
"""Characters that Excel allows in a cell."""


def csv_table(rows: Iterable[Row]) -> bytes:
    """Return rows as CSV in UTF-8 with a byte order mark, by which Excel knows the encoding.

    A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV
    Injection): what stands in a document is not to be run.
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_unarmed(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_table(rows: Iterable[Row]) -> bytes:
    """Return rows as a workbook with a bold first row; without a writer, MissingExtraError."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError("XLSX needs xlsxwriter, CSV nothing", "xlsx") from error
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            look = () if place else (bold,)
            if isinstance(cell, str):
                text = _FORBIDDEN.sub(" ", cell)[:_LONGEST_CELL]
                sheet.write_string(place, column, text, *look)
            else:
                sheet.write_number(place, column, cell, *look)
    sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()


def _unarmed(cell: str | float) -> str | float:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
