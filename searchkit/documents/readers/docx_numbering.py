"""Which lists a Word document of 2007 and later has, and which one a paragraph is in.

A paragraph names a list (``w:num``) and a level, directly or through its style; the list names the
definition of its levels (``w:abstractNum``): ECMA-376, part 1, 17.9.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.readers.numbering import (
    LEVELS,
    LONGEST_PATTERN,
    Level,
    Numbering,
    WordList,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree  # type: ignore[import-untyped]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_PLACEHOLDER = re.compile(r"%([1-9])")
_MOST_DIGITS = 9
_DEEPEST_STYLE = 20
_OFF = ("0", "false", "off")  # ST_OnOff, ECMA-376, part 1, 22.9.2.7


class DocxNumbering:
    """Gives each paragraph of a document the label that Word shows before it."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._numbering = Numbering(_lists(numbering) if numbering is not None else {})
        self._of_style = _style_lists(styles)

    def label(self, paragraph: etree._Element) -> str:
        """Return the label of the next paragraph in document order, empty outside lists."""
        name, level = self._place(paragraph)
        return self._numbering.label(name, min(max(level, 0), LEVELS - 1))

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """Return the list and the level of a paragraph, its own or its style's."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name, level = (
            self._of_style.get(style.get(_VAL, ""), ("", 0)) if style is not None else ("", 0)
        )
        if own is not None:
            name = _value(own, "numId") or name
            level = _integer(_value(own, "ilvl"), level)
        return name, level


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return "" if child is None else child.get(_VAL, "")


def _integer(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else default


def _lists(numbering: etree._Element) -> dict[str, WordList]:
    """Return the lists by their numbers, each with the levels that it changes."""
    definitions = {
        item.get(f"{_W}abstractNumId", ""): dict(_levels(item))
        for item in numbering.iterfind(f"{_W}abstractNum")
    }
    lists: dict[str, WordList] = {}
    for item in numbering.iterfind(f"{_W}num"):
        counter = _value(item, "abstractNumId")
        changed = (level for it in item.iterfind(f"{_W}lvlOverride") for level in _levels(it))
        levels = definitions.get(counter, {}) | dict(changed)
        lists[item.get(f"{_W}numId", "")] = WordList(counter, levels, dict(_starts(item)))
    return lists


def _levels(container: etree._Element) -> Iterator[tuple[int, Level]]:
    for item in container.iterfind(f"{_W}lvl"):
        legal = item.find(f"{_W}isLgl")
        restart = _value(item, "lvlRestart")
        fonts = item.find(f"{_W}rPr/{_W}rFonts")
        pattern = _value(item, "lvlText")[:LONGEST_PATTERN]
        yield (
            _integer(item.get(f"{_W}ilvl", ""), 0),
            Level(
                start=_integer(_value(item, "start"), 1),
                style=_value(item, "numFmt") or "decimal",
                pattern=_PLACEHOLDER.sub(lambda mark: chr(int(mark[1]) - 1), pattern),
                font="" if fonts is None else fonts.get(f"{_W}ascii", ""),
                restart=_integer(restart, 0) if restart else None,
                legal=legal is not None and legal.get(_VAL, "") not in _OFF,
            ),
        )


def _starts(item: etree._Element) -> Iterator[tuple[int, int]]:
    """Yield the levels at which a list begins anew, each with its first number."""
    for override in item.iterfind(f"{_W}lvlOverride"):
        if start := _value(override, "startOverride"):
            yield _integer(override.get(f"{_W}ilvl", ""), 0), _integer(start, 1)


def _style_lists(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    found = styles.iterfind(f"{_W}style") if styles is not None else ()
    by_name = {style.get(f"{_W}styleId", ""): style for style in found}
    return {name: _style_list(by_name, name) for name in by_name}


def _style_list(by_name: dict[str, etree._Element], name: str) -> tuple[str, int]:
    """Return the list and level of a style, each its own or inherited."""
    number = level = ""
    for _ in range(_DEEPEST_STYLE):
        style = by_name.get(name)
        if style is None:
            break
        own = style.find(f"{_W}pPr/{_W}numPr")
        if own is not None:
            number, level = number or _value(own, "numId"), level or _value(own, "ilvl")
        name = _value(style, "basedOn")
    return number, _integer(level, 0)
