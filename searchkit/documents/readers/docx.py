"""Word documents of 2007 and later: the XML's paragraphs and tables in the order of the page."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from lxml import etree  # type: ignore[import-untyped]

from searchkit.documents.extraction import Extraction, join_cells, tidy_lines
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY = "word/document.xml"
_LARGEST_PART = 200 << 20
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_SKIPPED = {_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText"}
_PARSER_OPTIONS = {"resolve_entities": False, "no_network": True, "load_dtd": False}


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of the body, tables in place, then the footnotes.

    Raises:
        DocumentError: the archive is damaged, lacks the document, or unpacks to a bomb.

    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            xml = _part(archive, _BODY, path)
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, ValueError) as error:
        raise DocumentError(
            path, f"is a damaged Word document: {error}", "open it in Word and save it again"
        ) from error
    root = etree.fromstring(xml, etree.XMLParser(**_PARSER_OPTIONS))
    return Extraction(tidy_lines("\n".join(_blocks(root.find(f"{_W}body")))))


def _part(archive: zipfile.ZipFile, name: str, path: str) -> bytes:
    """Read a part of the archive, never more than ``_LARGEST_PART`` bytes of it."""
    with archive.open(name) as part:
        content = part.read(_LARGEST_PART + 1)
    if len(content) > _LARGEST_PART:
        raise DocumentError(
            path,
            f"unpacks to more than {_LARGEST_PART >> 20} MB",
            "this is no ordinary document; leave it out with .searchkitignore",
        )
    return content


def _blocks(container: etree._Element | None) -> Iterator[str]:
    """Yield the paragraphs and tables of a body or cell, also those in content controls."""
    for element in container if container is not None else ():
        if element.tag == f"{_W}p":
            yield "".join(_runs(element))
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                yield join_cells(["\n".join(_blocks(cell)) for cell in row.iter(f"{_W}tc")])
        elif element.tag not in _SKIPPED:
            yield from _blocks(element)


def _runs(element: etree._Element) -> Iterator[str]:
    """Yield the characters of a paragraph: inserted ones too, deleted ones not."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _SKIPPED:
            yield from _runs(child)
