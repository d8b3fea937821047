"""The styles of OpenDocument files: which font a text is in, and which numbers a list has.

The rules are those of OpenDocument 1.3, part 3 (OASIS), chapters 5.3 (lists) and 16 (styles).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from searchkit.documents.readers.list_numbering import (
    LEVELS,
    LONGEST_PATTERN,
    Level,
    Numbering,
    WordList,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree  # type: ignore[import-untyped]

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_STYLE, _DEFAULT, _FACE = f"{STYLE}style", f"{STYLE}default-style", f"{STYLE}font-face"
_LIST, _OUTLINE_STYLE = f"{TEXT}list-style", f"{TEXT}outline-style"
_KINDS = (_STYLE, _DEFAULT, _FACE, _LIST, _OUTLINE_STYLE)
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_OUTLINE = "\0outline"
_DEEPEST = 20


class Styles:
    """The styles of a document's parts, automatic ones and those with names."""

    def __init__(self, parts: Iterable[etree._Element]) -> None:
        elements = [element for part in parts for element in part.iter(*_KINDS)]
        self._styles = {one.get(f"{STYLE}name", ""): one for one in elements if one.tag == _STYLE}
        self._faces = {
            one.get(f"{STYLE}name", ""): one.get(f"{_SVG}font-family", "")
            for one in elements
            if one.tag == _FACE
        }
        self._lists = {
            _OUTLINE if one.tag == _OUTLINE_STYLE else one.get(f"{STYLE}name", ""): one
            for one in elements
            if one.tag in (_LIST, _OUTLINE_STYLE)
        }
        self.font = cache(self._font)
        self.levels = cache(self._levels)
        defaults = (one for one in elements if one.tag == _DEFAULT)
        self.default_font = next(
            (self._own_font(one) for one in defaults if one.get(f"{STYLE}family") == "paragraph"),
            "",
        )

    def _levels(self, name: str) -> dict[int, Level]:
        """Return the levels of a list style, or of headings."""
        return dict(_levels(self._lists[name])) if name in self._lists else {}

    def _font(self, name: str) -> str:
        """Return the font of a style, its own or inherited, empty where none is named."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                break
            if font := self._own_font(style):
                return font
            name = style.get(f"{STYLE}parent-style-name", "")
        return ""

    def _own_font(self, style: etree._Element) -> str:
        properties = style.find(f"{STYLE}text-properties")
        if properties is None:
            return ""
        face = properties.get(f"{STYLE}font-name", "")
        font = self._faces.get(face) or face or properties.get(f"{_FO}font-family", "")
        return str(font).strip("'")


class Lists:
    """Counts the items of a document's lists and gives each its label."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._known: dict[str, WordList] = {
            _OUTLINE: WordList(_OUTLINE, styles.levels(_OUTLINE), {})
        }
        self._numbering = Numbering(self._known)
        self._last: dict[str, str] = {}
        self._count = 0

    def begin(self, element: etree._Element, style: str) -> str:
        """Return the name of a list that begins: of an earlier one if it goes on with that."""
        self._count += 1
        name = element.get(_ID) or f"\0{self._count}"
        earlier = element.get(f"{TEXT}continue-list", "")
        if element.get(f"{TEXT}continue-numbering") == "true" and not earlier:
            earlier = self._last.get(style, "")
        counter = self._known[earlier].counter if earlier in self._known else name
        self._known[name] = WordList(counter, self._styles.levels(style), {})
        self._last[style] = name
        return name

    def label(self, name: str, level: int) -> str:
        """Return the label of the next item of a list at a level, counted from 0."""
        return self._numbering.label(name, min(level, LEVELS - 1))

    def heading(self, element: etree._Element) -> str:
        """Return the label of a heading, empty where headings have no numbers."""
        level = element.get(f"{TEXT}outline-level", "1")
        if element.get(f"{TEXT}is-list-header") == "true" or level not in "123456789":
            return ""
        return self.label(_OUTLINE, int(level) - 1)


def _levels(style: etree._Element) -> Iterator[tuple[int, Level]]:
    for item in style:
        number = item.get(f"{TEXT}level", "")
        if number not in tuple("123456789"):
            continue
        level = int(number) - 1
        if item.tag == f"{TEXT}list-level-style-bullet":
            yield level, Level(style="bullet")
        else:
            yield level, _numbered(item, level)


def _numbered(item: etree._Element, level: int) -> Level:
    """Return a level that shows a number, alone or behind those of levels above."""
    shown = item.get(f"{STYLE}num-format", "")
    above = min(_integer(item.get(f"{TEXT}display-levels"), 1) - 1, level)
    numbers = ".".join(map(chr, range(level - above, level + 1))) if shown else ""
    prefix, suffix = item.get(f"{STYLE}num-prefix", ""), item.get(f"{STYLE}num-suffix", "")
    return Level(
        start=_integer(item.get(f"{TEXT}start-value"), 1),
        style=_FORMATS.get(shown, "decimal" if shown else "none"),
        pattern=f"{prefix}{numbers}{suffix}"[:LONGEST_PATTERN],
    )


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= len("999999999") else default
