"""OpenDocument spreadsheets (.ods): each sheet's name, then its rows as they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.documents.extraction import Extraction, fold_space, join_cells
from searchkit.documents.readers.decoding import to_unicode
from searchkit.documents.readers.zip_xml import parse_xml, read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree  # type: ignore[import-untyped]

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PARAGRAPH = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"


def extract(data: bytes, path: str) -> Extraction:
    """Return the filled cells of all sheets, a line a row; equal cells that adjoin count once.

    Numbers and dates are in the file as they are shown.

    Raises:
        DocumentError: the archive is damaged, encrypted, or unpacks to a bomb.

    """
    root = parse_xml(read_part(data, "content.xml", path), path)
    lines = (line for sheet in root.iter(f"{_TABLE}table") for line in _lines(sheet))
    return Extraction(to_unicode("\n".join(lines)))


def _lines(sheet: etree._Element) -> Iterator[str]:
    rows = (join_cells([_text(cell) for cell in row]) for row in sheet.iter(f"{_TABLE}table-row"))
    filled = [row for row in rows if row]
    if filled:
        yield sheet.get(f"{_TABLE}name", "")
        yield from filled


def _text(cell: etree._Element) -> str:
    paragraphs = cell.iterchildren(_PARAGRAPH)
    return fold_space(" ".join("".join(paragraph.itertext()) for paragraph in paragraphs))
