"""OpenDocument texts (.odt): paragraphs, lists and tables in the order of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.documents.decoding import to_unicode
from searchkit.documents.extraction import Extraction, join_cells, tidy_lines
from searchkit.documents.readers.packages import parse_xml, read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree  # type: ignore[import-untyped]

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_CHARACTERS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}
_SKIPPED = {f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_OFFICE}annotation"}
_ROWS = {f"{_TABLE}table-row"}


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of the document, tables in place, without deleted text and comments.

    Raises:
        DocumentError: the archive is damaged, encrypted, or unpacks to a bomb.

    """
    root = parse_xml(read_part(data, "content.xml", path), path)
    body = root.find(f"{_OFFICE}body")
    return Extraction(
        tidy_lines(to_unicode("\n".join(_blocks(body if body is not None else root))))
    )


def _blocks(container: etree._Element) -> Iterator[str]:
    for element in container:
        if element.tag in _PARAGRAPHS:
            yield "".join(_characters(element))
        elif element.tag in _ROWS:
            yield join_cells(["\n".join(_blocks(cell)) for cell in element])
        elif element.tag not in _SKIPPED:
            yield from _blocks(element)


def _characters(element: etree._Element) -> Iterator[str]:
    """Yield the characters of a paragraph; an element's tail belongs to its parent."""
    yield element.text or ""
    for child in element:
        if child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _SKIPPED:
            yield from _characters(child)
        yield child.tail or ""
