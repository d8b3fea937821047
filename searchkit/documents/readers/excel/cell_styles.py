"""How the cells of a workbook look: the format of their numbers and the font of their letters."""

from __future__ import annotations

from typing import NamedTuple


class CellStyle(NamedTuple):
    """A format of ECMA-376, part 1, 18.8.30, and the name of a font; empty where unknown."""

    format: str = ""
    font: str = ""


PLAIN = CellStyle()

SheetStyles = dict[tuple[int, int], CellStyle]
"""The styles of a sheet's cells by row and column, counted from 0."""
