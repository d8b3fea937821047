"""OpenDocument texts (.odt): paragraphs, lists and tables in the order of the page, then notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.extraction import Extraction, join_cells, tidy_lines
from searchkit.documents.readers.anchored_boxes import Run, boxes_around
from searchkit.documents.readers.decoding import runs_to_unicode, to_unicode
from searchkit.documents.readers.opendocument.styles import STYLE, TEXT, Lists, Styles
from searchkit.documents.readers.page_headers import letterhead_of
from searchkit.documents.readers.zip_xml import parse_xml, part_names, read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree  # type: ignore[import-untyped]

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_PARAGRAPHS = {f"{TEXT}p", f"{TEXT}h"}
_CHARACTERS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n", f"{TEXT}s": " "}
_SKIPPED = {
    f"{TEXT}tracked-changes",
    f"{TEXT}note",
    f"{_OFFICE}annotation",
    f"{_SVG}title",
    f"{_SVG}desc",
}
_HEADERS = (f"{STYLE}header-first", f"{STYLE}header")
_STYLE_NAME = f"{TEXT}style-name"


class _Item(NamedTuple):
    """Where in a list a block stands; ``depth`` counts lists from 0, and is -1 outside."""

    name: str = ""
    style: str = ""
    depth: int = -1


_NOWHERE = _Item()


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of the document, tables in place, without deleted text and comments.

    Footnotes and endnotes follow the text; a letterhead in the header of the page precedes it.

    Raises:
        DocumentError: the archive is damaged, encrypted, or unpacks to a bomb.

    """
    root = parse_xml(read_part(data, "content.xml", path), path)
    named = part_names(data) & {"styles.xml"}
    parts = [root, *(parse_xml(read_part(data, name, path), path) for name in named)]
    reader = _Reader(Styles(parts))
    body = list(reader.document(root))
    headers = (header for tag in _HEADERS for part in parts for header in part.iter(tag))
    blocks = [letterhead_of(("\n".join(reader.blocks(it)) for it in headers), body), *body]
    return Extraction(tidy_lines(to_unicode("\n".join(blocks))))


class _Reader:
    """Turns elements into text; a list that goes on counts over the whole document."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._lists = Lists(styles)

    def document(self, root: etree._Element) -> Iterator[str]:
        """Yield the blocks of the body, then those of the notes."""
        body = root.find(f"{_OFFICE}body")
        whole = body if body is not None else root
        yield from self.blocks(whole)
        for note in whole.iter(f"{TEXT}note-body"):
            yield from self.blocks(note)

    def blocks(self, container: etree._Element, item: _Item = _NOWHERE) -> Iterator[str]:
        """Yield the paragraphs, the rows and the items under an element."""
        for element in container:
            if element.tag in _PARAGRAPHS:
                yield from self._paragraph(element)
            elif element.tag == f"{_TABLE}table-row":
                yield join_cells(["\n".join(self.blocks(cell)) for cell in element])
            elif element.tag == f"{TEXT}list":
                yield from self.blocks(element, self._list(element, item))
            elif element.tag == f"{TEXT}list-item" and item.name:
                yield from self._item(element, item)
            elif element.tag not in _SKIPPED:
                yield from self.blocks(element, item)

    def _list(self, element: etree._Element, outer: _Item) -> _Item:
        style = element.get(_STYLE_NAME) or outer.style
        inside = outer.name and style == outer.style
        name = outer.name if inside else self._lists.begin(element, style)
        return _Item(name, style, outer.depth + 1)

    def _item(self, element: etree._Element, item: _Item) -> Iterator[str]:
        """Yield the blocks of an item; its label is in front of the paragraph it begins with."""
        label = ""
        if len(element) > 0 and element[0].tag in _PARAGRAPHS:
            label = self._lists.label(item.name, item.depth)
        for block in self.blocks(element, item):
            yield f"{label} {block}" if label and block.strip() else block
            label = ""

    def _paragraph(self, element: etree._Element) -> Iterator[str]:
        """Yield a paragraph, and the text boxes in it, before it or behind it."""
        runs = list(self._runs(element, self._font(element)))
        text = runs_to_unicode((run.text, run.font) for run in runs)
        label = self._lists.heading(element) if element.tag == f"{TEXT}h" and text.strip() else ""
        before, behind = boxes_around(runs)
        for box in before:
            yield from self.blocks(box)
        if text.strip() or not (before or behind):
            yield f"{label} {text}" if label else text
        for box in behind:
            yield from self.blocks(box)

    def _runs(self, element: etree._Element, font: str) -> Iterator[Run]:
        """Yield the characters of a paragraph with their fonts, and the drawings in it."""
        yield Run(element.text or "", font)
        for child in element:
            if child.tag in _CHARACTERS:
                yield Run(_CHARACTERS[child.tag], font)
            elif str(child.tag).startswith(_DRAW):
                yield Run("", font, child)
            elif child.tag not in _SKIPPED:
                own = self._styles.font(child.get(_STYLE_NAME, ""))
                yield from self._runs(child, own or font)
            yield Run(child.tail or "", font)

    def _font(self, paragraph: etree._Element) -> str:
        return self._styles.font(paragraph.get(_STYLE_NAME, "")) or self._styles.default_font
