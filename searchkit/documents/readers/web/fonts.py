"""Web pages in legacy fonts (.VnTime, VNI-Times): their letters as the fonts show them.

A page names fonts in ``<font face>``, in the style of an element, and in the rules of its
``<style>`` for tags and classes, which is how Word saves pages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.readers.decoding import runs_to_unicode, to_unicode
from searchkit.documents.readers.web.nodes import BLOCKS, walk
from searchkit.text.encodings.legacy import font_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborNode

_LINE_BREAKS = BLOCKS | {"br", "tr", "td", "th"}
# A no-break space is a letter's byte in some encodings.
_SPACE = re.compile(r"[ \t\n\r\f]+")
# The shorthand names the font behind its size.
_FAMILY = re.compile(
    r"(?:^|[;{\s])font(?:-family\s*:|\s*:[^;]{0,200}?\d(?:pt|px|em|rem|%)(?:/\S{1,20})?\s)\s*([^;,]+)",
    re.IGNORECASE,
)


class _Run(NamedTuple):
    """A text node, its text with single spaces, and its font, empty where none is named."""

    node: LexborNode
    text: str
    font: str


def fonts_of(rules: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the fonts that the rules of a page's style sheets name, by selector."""
    found = ((selector, _family(declarations)) for selector, declarations in rules)
    return {selector: font for selector, font in found if font}


def make_unicode(root: LexborNode, fonts: dict[str, str]) -> None:
    """Turn the legacy letters under ``root`` into Unicode, in place.

    ``fonts`` are the fonts by selector. Lines without a legacy font are converted on the evidence
    of the page as a whole. A letter may be split between elements, so a line that changes is put
    into the first of its text nodes.
    """
    lines = list(_lines(root, fonts))
    before = ["".join(run.text for run in line) for line in lines]
    evident = to_unicode("\n".join(before)).split("\n")
    for line, text, reading in zip(lines, before, evident, strict=bool(lines)):
        legacy = any(font_of(run.font) for run in line)
        shown = runs_to_unicode((run.text, run.font) for run in line) if legacy else reading
        if shown != text:
            for run in line[1:]:
                run.node.decompose()
            line[0].node.replace_with(shown)


def _lines(root: LexborNode, fonts: dict[str, str]) -> Iterator[list[_Run]]:
    """Yield the text between one line break and the next, where there is any."""
    line: list[_Run] = []
    above = [""]
    for node, opening in walk(root):
        if node.is_text_node:
            if opening:
                line.append(_Run(node, _SPACE.sub(" ", node.text_content or ""), above[-1]))
            continue
        if node.tag in _LINE_BREAKS and line:
            if len(line) > 1 or line[0].text != " ":
                yield line
            line = []
        if opening:
            above.append(_font(node, fonts) or above[-1])
        else:
            above.pop()
    if line:
        yield line


def _font(node: LexborNode, fonts: dict[str, str]) -> str:
    """Return the font that an element names itself, or its class, or its tag; empty for none."""
    own = node.attributes
    if own:
        if font := _family(own.get("style") or "") or _first(own.get("face") or ""):
            return font
        for name in (own.get("class") or "").lower().split() if fonts else ():
            if named := fonts.get(f"{node.tag}.{name}") or fonts.get(f".{name}"):
                return named
    return fonts.get(node.tag or "", "")


def _family(declarations: str) -> str:
    """Return the first font of a style, whatever the case of its letters; Word names it first."""
    found = _FAMILY.search(declarations)
    return _first(found[1]) if found else ""


def _first(families: str) -> str:
    return families.partition(",")[0].strip().strip("\"'").strip()
