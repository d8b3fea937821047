"""Spreadsheets (.xlsx, .xls, .ods) through calamine: each sheet's name, then its rows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from searchkit.documents.decoding import to_unicode
from searchkit.documents.extraction import Extraction, fold_space, join_cells
from searchkit.documents.readers.packages import check_package
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator


def extract(data: bytes, path: str) -> Extraction:
    """Return the filled cells of all sheets, a line a row.

    Raises:
        DocumentError: the workbook is damaged, encrypted, or unpacks to a bomb.

    """
    check_package(data, path)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        lines = [line for name in workbook.sheet_names for line in _sheet(workbook, name)]
    except PasswordError as error:
        raise DocumentError(path, "is encrypted", "save it without a password") from error
    except CalamineError as error:
        reason = f"is a damaged workbook: {error}"
        raise DocumentError(path, reason, "open it in Excel and save it again") from error
    return Extraction(to_unicode("\n".join(lines)))


def _sheet(workbook: CalamineWorkbook, name: str) -> Iterator[str]:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=True)
    lines = [line for row in rows if (line := join_cells([_shown(cell) for cell in row]))]
    if lines:
        yield name
        yield from lines


def _shown(cell: object) -> str:
    """Return a cell as people see it: whole numbers without a decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return fold_space(str(cell))
