"""Word documents of 2007 and later: the XML's paragraphs and tables in the order of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.documents.decoding import to_unicode
from searchkit.documents.extraction import Extraction, join_cells, tidy_lines
from searchkit.documents.readers.packages import parse_xml, read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree  # type: ignore[import-untyped]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY = "word/document.xml"
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_SKIPPED = {_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText"}


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of the body, tables in place.

    Raises:
        DocumentError: the archive is damaged, lacks the document, or unpacks to a bomb.

    """
    root = parse_xml(read_part(data, _BODY, path), path)
    return Extraction(tidy_lines(to_unicode("\n".join(_blocks(root.find(f"{_W}body"))))))


def _blocks(container: etree._Element | None) -> Iterator[str]:
    """Yield the paragraphs and tables of a body or cell, also those in content controls."""
    for element in container if container is not None else ():
        if element.tag == f"{_W}p":
            yield "".join(_runs(element))
        elif element.tag == f"{_W}tbl":
            yield from _rows(element)
        elif element.tag not in _SKIPPED:
            yield from _blocks(element)


def _rows(table: etree._Element) -> Iterator[str]:
    for row in table.iterchildren(f"{_W}tr"):
        yield join_cells(["\n".join(_blocks(cell)) for cell in row.iterchildren(f"{_W}tc")])


def _runs(element: etree._Element) -> Iterator[str]:
    """Yield the characters of a paragraph: inserted ones too, deleted ones not."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _SKIPPED:
            yield from _runs(child)
