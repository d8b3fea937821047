"""Word documents of 2007 and later: the XML's paragraphs and tables in the order of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.documents.decoding import runs_to_unicode, to_unicode
from searchkit.documents.extraction import Extraction, join_cells, tidy_lines
from searchkit.documents.readers.docx_numbering import DocxNumbering
from searchkit.documents.readers.packages import parse_xml, part_names, read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree  # type: ignore[import-untyped]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY, _NOTES = "word/document.xml", "word/footnotes.xml"
_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_SKIPPED = {_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText"}
_TEXTS = {f"{_W}t", *_CHARACTERS}


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of the body, tables in place, then the footnotes.

    Raises:
        DocumentError: the archive is damaged, lacks the document, or unpacks to a bomb.

    """
    names = part_names(data)
    parts = {
        name: parse_xml(read_part(data, name, path), path)
        for name in (_BODY, _NOTES, _NUMBERING, _STYLES)
        if name in names or name == _BODY
    }
    numbering = DocxNumbering(parts.get(_NUMBERING), parts.get(_STYLES))
    blocks = [*_blocks(parts[_BODY].find(f"{_W}body"), numbering)]
    for note in parts[_NOTES].iterfind(f"{_W}footnote") if _NOTES in parts else ():
        blocks.extend(_blocks(note, numbering))
    return Extraction(tidy_lines(to_unicode("\n".join(blocks))))


def _blocks(container: etree._Element | None, numbering: DocxNumbering) -> Iterator[str]:
    """Yield the paragraphs and tables of a body or cell, also those in content controls."""
    for element in container if container is not None else ():
        if element.tag == f"{_W}p":
            label = numbering.label(element)
            text = _paragraph(element)
            yield f"{label} {text}" if label and text.strip() else text
        elif element.tag == f"{_W}tbl":
            for row in element.iterchildren(f"{_W}tr"):
                cells = row.iterchildren(f"{_W}tc")
                yield join_cells(["\n".join(_blocks(cell, numbering)) for cell in cells])
        elif element.tag not in _SKIPPED:
            yield from _blocks(element, numbering)


def _paragraph(element: etree._Element) -> str:
    """Return the characters of a paragraph, each run of one font read as that font shows it."""
    return runs_to_unicode(_runs(element, ""))


def _runs(element: etree._Element, font: str) -> Iterator[tuple[str, str]]:
    """Yield characters with the font that their run names: inserted ones too, deleted ones not."""
    for child in element:
        if child.tag in _TEXTS:
            yield _CHARACTERS.get(child.tag, child.text or ""), font
        elif child.tag not in _SKIPPED:
            if child.tag == f"{_W}p":  # of a text box
                yield "\n", font
            yield from _runs(child, _font(child) if child.tag == f"{_W}r" else font)


def _font(run: etree._Element) -> str:
    fonts = run.find(f"{_W}rPr/{_W}rFonts")
    return "" if fonts is None else fonts.get(f"{_W}ascii", "")
