"""Word documents of 2007 and later: the XML's paragraphs and tables in the order of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.extraction import Extraction, join_cells, tidy_lines
from searchkit.documents.readers.anchored_boxes import Run, boxes_around
from searchkit.documents.readers.decoding import runs_to_unicode, to_unicode
from searchkit.documents.readers.docx.numbering import DocxNumbering
from searchkit.documents.readers.docx.page_header import header_parts
from searchkit.documents.readers.docx.styles import DocxStyles, W, value
from searchkit.documents.readers.page_headers import letterhead_of
from searchkit.documents.readers.zip_xml import parse_xml, part_names, read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree  # type: ignore[import-untyped]

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BODY = "word/document.xml"
_NOTES = {"word/footnotes.xml": f"{W}footnote", "word/endnotes.xml": f"{W}endnote"}
_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_TEXT_BOX = f"{W}txbxContent"
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_SKIPPED = {_FALLBACK, f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText"}
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXTS = {f"{W}t", f"{_MATHS}t", *_CHARACTERS}
_DENOMINATOR = f"{_MATHS}den"


class _Rules(NamedTuple):
    """What tells how a paragraph is shown."""

    numbering: DocxNumbering
    styles: DocxStyles


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of the body, tables in place, then the footnotes and endnotes.

    A letterhead that stands in the header of the first page comes before the body.

    Raises:
        DocumentError: the archive is damaged, lacks the document, or unpacks to a bomb.

    """
    names = part_names(data)
    parts = {
        name: parse_xml(read_part(data, name, path), path)
        for name in (_BODY, *_NOTES, _NUMBERING, _STYLES)
        if name in names or name == _BODY
    }
    styles = DocxStyles(parts.get(_STYLES))
    rules = _Rules(DocxNumbering(parts.get(_NUMBERING), styles), styles)
    body = [*_blocks(parts[_BODY].find(f"{W}body"), rules)]
    headers = (
        "\n".join(_blocks(parse_xml(read_part(data, name, path), path), rules))
        for name in header_parts(parts[_BODY], data, path)
        if name in names
    )
    blocks = [letterhead_of(headers, body), *body]
    for part, tag in _NOTES.items():
        for note in parts[part].iterfind(tag) if part in parts else ():
            blocks.extend(_blocks(note, rules))
    return Extraction(tidy_lines(to_unicode("\n".join(blocks))))


def _blocks(container: etree._Element | None, rules: _Rules) -> Iterator[str]:
    """Yield the paragraphs and tables of a body or cell, also those in content controls."""
    for element in container if container is not None else ():
        if element.tag == _PARAGRAPH:
            yield from _paragraph(element, rules)
        elif element.tag == _TABLE:
            for row in _inside(element, _ROW):
                cells = _inside(row, _CELL)
                yield join_cells(["\n".join(_blocks(cell, rules)) for cell in cells])
        elif element.tag not in _SKIPPED:
            yield from _blocks(element, rules)


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag != _PARAGRAPH:
            yield from _inside(child, tag)


def _paragraph(paragraph: etree._Element, rules: _Rules) -> Iterator[str]:
    """Yield a paragraph, and the text boxes in it, before it or behind it."""
    properties = paragraph.find(f"{W}pPr")
    style = "" if properties is None else value(properties, "pStyle")
    runs = list(_runs(paragraph, style, "", rules.styles))
    text = _labelled(paragraph, style, runs, rules)
    before, behind = boxes_around(runs)
    for box in before:
        yield from _blocks(box, rules)
    if text.strip() or not (before or behind):
        yield text
    for box in behind:
        yield from _blocks(box, rules)


def _labelled(paragraph: etree._Element, style: str, runs: list[Run], rules: _Rules) -> str:
    """Return a paragraph with its label; one that is hidden or deleted whole has none."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    text = runs_to_unicode((run.text, run.font) for run in runs)
    formatting = rules.styles.formatting(style, mark)
    deleted = mark is not None and mark.find(f"{W}del") is not None
    if not text.strip() and (deleted or formatting.hidden):
        return ""
    label = rules.numbering.label(paragraph, formatting.font)
    return f"{label} {text}" if label and text.strip() else text


def _runs(element: etree._Element, style: str, font: str, styles: DocxStyles) -> Iterator[Run]:
    """Yield the characters that are shown, each with its font; deleted ones are not."""
    for child in element:
        if child.tag in _TEXTS:
            yield Run(_CHARACTERS.get(child.tag, child.text or ""), font)
        elif child.tag == f"{W}r":
            formatting = styles.formatting(style, child.find(f"{W}rPr"))
            if not formatting.hidden:
                yield from _runs(child, style, formatting.font, styles)
        elif child.tag == _TEXT_BOX:
            yield Run("", font, child)
        elif child.tag not in _SKIPPED:
            if child.tag == _DENOMINATOR:
                yield Run("/", font)
            yield from _runs(child, style, font, styles)
