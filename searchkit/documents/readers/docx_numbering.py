"""The numbers that Word computes: "Điều 1.", "a)" and the like are not in a paragraph's text.

The rules are those of ECMA-376, part 1, 17.9: a paragraph names a list and a level, directly or
through its style; a level has a first number, a format and a pattern such as ``%1.%2)``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_SMALL_ROMAN = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DEEPEST_STYLE = 20


class _Level(NamedTuple):
    """One level of a list: its first number, the format and the pattern of its labels."""

    start: int
    style: str
    pattern: str


class Numbering:
    """Counts the paragraphs of a document's lists and gives each its label."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists = _abstract_lists(numbering)
        self._levels = _levels(numbering)
        self._overrides = _overrides(numbering)
        self._of_style = _style_lists(styles)
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)

    def label(self, paragraph: etree._Element) -> str:
        """Return the label of the next paragraph in document order, empty outside lists."""
        number, level = self._place(paragraph)
        abstract = self._lists.get(number, "")
        rule = self._levels.get((abstract, level))
        if rule is None:
            return ""
        counts = self._counts[abstract]
        override = self._overrides.pop((number, level), None)
        known = counts[level]
        start = rule.start if override is None else override
        counts[level] = start if known is None or override is not None else known + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if rule.style == "bullet":
            return "-"
        return _PLACEHOLDER.sub(lambda mark: self._shown(abstract, int(mark[1]) - 1), rule.pattern)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """Return the list and the level of a paragraph, its own or its style's."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        number, level = (
            self._of_style.get(style.get(_VAL, ""), ("", 0)) if style is not None else ("", 0)
        )
        if own is not None:
            number = _value(own, "numId") or number
            level = _integer(_value(own, "ilvl"), level)
        return number, min(max(level, 0), _LEVELS - 1)

    def _shown(self, abstract: str, level: int) -> str:
        rule = self._levels.get((abstract, level))
        if rule is None:
            return ""
        count = self._counts[abstract][level]
        return _formatted(rule.start if count is None else count, rule.style)


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return "" if child is None else child.get(_VAL, "")


def _integer(text: str, default: int) -> int:
    return int(text) if text.isdecimal() else default


def _abstract_lists(numbering: etree._Element | None) -> dict[str, str]:
    if numbering is None:
        return {}
    found = numbering.iterfind(f"{_W}num")
    return {item.get(f"{_W}numId", ""): _value(item, "abstractNumId") for item in found}


def _levels(numbering: etree._Element | None) -> dict[tuple[str, int], _Level]:
    levels: dict[tuple[str, int], _Level] = {}
    for abstract in numbering.iterfind(f"{_W}abstractNum") if numbering is not None else ():
        for level in abstract.iterfind(f"{_W}lvl"):
            key = (abstract.get(f"{_W}abstractNumId", ""), _integer(level.get(f"{_W}ilvl", ""), 0))
            start = _integer(_value(level, "start"), 1)
            style = _value(level, "numFmt") or "decimal"
            levels[key] = _Level(start, style, _value(level, "lvlText"))
    return levels


def _overrides(numbering: etree._Element | None) -> dict[tuple[str, int], int]:
    """Return where a list begins anew with a number of its own."""
    found: dict[tuple[str, int], int] = {}
    for item in numbering.iterfind(f"{_W}num") if numbering is not None else ():
        for override in item.iterfind(f"{_W}lvlOverride"):
            if start := _value(override, "startOverride"):
                level = _integer(override.get(f"{_W}ilvl", ""), 0)
                found[item.get(f"{_W}numId", ""), level] = _integer(start, 1)
    return found


def _style_lists(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """Return the list and level of each style that has one, its own or inherited."""
    found = styles.iterfind(f"{_W}style") if styles is not None else ()
    by_name = {style.get(f"{_W}styleId", ""): style for style in found}
    lists: dict[str, tuple[str, int]] = {}
    for name in by_name:
        ancestor = name
        for _ in range(_DEEPEST_STYLE):
            style = by_name.get(ancestor)
            if style is None:
                break
            own = style.find(f"{_W}pPr/{_W}numPr")
            if own is not None:
                lists[name] = (_value(own, "numId"), _integer(_value(own, "ilvl"), 0))
                break
            ancestor = _value(style, "basedOn")
    return lists


def _formatted(count: int, style: str) -> str:
    """Return a number in a style of ECMA-376, 17.18.59; unknown styles count in digits."""
    if style in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        for value, digits in (*_ROMAN, *_SMALL_ROMAN):
            roman += digits * (count // value)
            count %= value
        return roman.upper() if style == "upperRoman" else roman
    return "" if style == "none" else f"{count:02}" if style == "decimalZero" else str(count)
