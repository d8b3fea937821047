"""The styles of cells in workbooks of Excel 2007 and later: ECMA-376, part 1, 18.3 and 18.8."""

from __future__ import annotations

import io
import posixpath
from typing import TYPE_CHECKING

from lxml import etree  # type: ignore[import-untyped]

from searchkit.documents.readers.excel.cell_styles import PLAIN, CellStyle, SheetStyles
from searchkit.documents.readers.excel.number_formats import BUILT_IN
from searchkit.documents.readers.zip_xml import parse_xml, part_names, read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORKBOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"


def sheet_styles(data: bytes, path: str) -> Iterator[SheetStyles]:
    """Yield the styles of the cells that have one, sheet by sheet in the order of the workbook.

    Raises:
        DocumentError: a part is damaged.

    """
    names = part_names(data)
    if _STYLES not in names or _WORKBOOK not in names:
        return
    styles = _styles(parse_xml(read_part(data, _STYLES, path), path))
    targets = _targets(data, path)
    book = parse_xml(read_part(data, _WORKBOOK, path), path)
    for sheet in book.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
        part = posixpath.normpath(posixpath.join("/xl", targets.get(sheet.get(_RELATION), "")))[1:]
        yield dict(_cells(read_part(data, part, path), styles)) if part in names else {}


def _targets(data: bytes, path: str) -> dict[str, str]:
    relations = parse_xml(read_part(data, "xl/_rels/workbook.xml.rels", path), path)
    return {item.get("Id"): item.get("Target", "") for item in relations.iterfind(_RELATIONS)}


def _styles(sheet: etree._Element) -> list[CellStyle]:
    """Return the styles by the number that cells name them by."""
    formats = BUILT_IN | {
        int(item.get("numFmtId")): item.get("formatCode", "")
        for item in sheet.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
    }
    fonts = [_value(font) for font in sheet.iterfind(f"{_MAIN}fonts/{_MAIN}font")]
    styles: list[CellStyle] = []
    for item in sheet.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
        font = int(item.get("fontId", 0))
        code = formats.get(int(item.get("numFmtId", 0)), "")
        styles.append(CellStyle(code, fonts[font] if font < len(fonts) else ""))
    return styles


def _value(font: etree._Element) -> str:
    name = font.find(f"{_MAIN}name")
    return "" if name is None else str(name.get("val", ""))


def _cells(content: bytes, styles: list[CellStyle]) -> Iterator[tuple[tuple[int, int], CellStyle]]:
    """Yield the styles of a sheet's cells; one without an address stands behind the one before."""
    row = column = -1
    elements = etree.iterparse(
        io.BytesIO(content),
        tag=(f"{_MAIN}row", f"{_MAIN}c"),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
    )
    for event, element in elements:
        if event == "end":
            element.clear()
        elif element.tag == f"{_MAIN}row":
            row, column = int(element.get("r", row + 2)) - 1, -1
        else:
            column = _column(element.get("r", "")) if element.get("r") else column + 1
            style = int(element.get("s", 0))
            if style < len(styles) and styles[style] != PLAIN:
                yield (row, column), styles[style]


def _column(address: str) -> int:
    """Return the column of an address such as ``AB12``, counted from 0."""
    column = 0
    for letter in address.rstrip("0123456789"):
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
