"""Which lists a Word document of 2007 and later has, and which one a paragraph is in.

A paragraph names a list (``w:num``) and a level, directly or through its style; the list names the
definition of its levels (``w:abstractNum``): ECMA-376, part 1, 17.9.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.readers.docx.styles import W, is_on, value
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

    from searchkit.documents.readers.docx.styles import DocxStyles

_PLACEHOLDER = re.compile(r"%([1-9])")
_MOST_DIGITS = 9


class DocxNumbering:
    """Gives each paragraph of a document the label that Word shows before it."""

    def __init__(self, numbering: etree._Element | None, styles: DocxStyles) -> None:
        self._numbering = Numbering(_lists(numbering) if numbering is not None else {})
        self._of_style = {name: _list_of_style(styles.chain(name)) for name in styles.names()}

    def label(self, paragraph: etree._Element, font: str = "") -> str:
        """Return the label of the next paragraph in document order, empty outside lists.

        ``font`` is that of the paragraph's mark.
        """
        name, level = self._place(paragraph)
        return self._numbering.label(name, min(max(level, 0), LEVELS - 1), font)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """Return the list and the level of a paragraph, its own or its style's."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return "", 0
        name, level = self._of_style.get(value(properties, "pStyle"), ("", 0))
        own = properties.find(f"{W}numPr")
        if own is not None:
            name = value(own, "numId") or name
            level = _integer(value(own, "ilvl"), level)
        return name, level


def _integer(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else default


def _lists(numbering: etree._Element) -> dict[str, WordList]:
    """Return the lists by their numbers, each with the levels that it changes."""
    definitions = {
        item.get(f"{W}abstractNumId", ""): dict(_levels(item))
        for item in numbering.iterfind(f"{W}abstractNum")
    }
    lists: dict[str, WordList] = {}
    for item in numbering.iterfind(f"{W}num"):
        counter = value(item, "abstractNumId")
        changed = (level for it in item.iterfind(f"{W}lvlOverride") for level in _levels(it))
        levels = definitions.get(counter, {}) | dict(changed)
        lists[item.get(f"{W}numId", "")] = WordList(counter, levels, dict(_starts(item)))
    return lists


def _levels(container: etree._Element) -> Iterator[tuple[int, Level]]:
    for item in container.iterfind(f"{W}lvl"):
        restart = value(item, "lvlRestart")
        fonts = item.find(f"{W}rPr/{W}rFonts")
        pattern = value(item, "lvlText")[:LONGEST_PATTERN]
        yield (
            _integer(item.get(f"{W}ilvl", ""), 0),
            Level(
                start=_integer(value(item, "start"), 1),
                style=value(item, "numFmt") or "decimal",
                pattern=_PLACEHOLDER.sub(lambda mark: chr(int(mark[1]) - 1), pattern),
                font="" if fonts is None else fonts.get(f"{W}ascii", ""),
                restart=_integer(restart, 0) if restart else None,
                legal=is_on(item, "isLgl"),
            ),
        )


def _starts(item: etree._Element) -> Iterator[tuple[int, int]]:
    """Yield the levels at which a list begins anew, each with its first number."""
    for override in item.iterfind(f"{W}lvlOverride"):
        if start := value(override, "startOverride"):
            yield _integer(override.get(f"{W}ilvl", ""), 0), _integer(start, 1)


def _list_of_style(chain: Iterable[etree._Element]) -> tuple[str, int]:
    """Return the list and level of a style, each its own or inherited."""
    number = level = ""
    for style in chain:
        own = style.find(f"{W}pPr/{W}numPr")
        if own is not None:
            number, level = number or value(own, "numId"), level or value(own, "ilvl")
    return number, _integer(level, 0)
