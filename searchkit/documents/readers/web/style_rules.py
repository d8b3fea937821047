"""The rules of a page's own style sheets, as a screen applies them.

Selectors of more than one part, and style sheets that are files of their own, are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"([{}])")
# Groups of rules that a screen applies whatever its width; others are of print and of telephones.
_APPLIES = re.compile(r"@(?:supports|layer)\b.*|@media\s+(?:all|screen)", re.DOTALL)
_SCREENS = ("", "all", "screen")


def style_rules(tree: LexborHTMLParser) -> list[tuple[str, str]]:
    """Return each selector (``p``, ``.a``, ``p.a``, ``#b``) with its declarations, in order."""
    return [
        (selector.strip().lower(), declarations)
        for style in tree.css("style")
        if (attribute(style, "media").strip().lower() in _SCREENS)
        for selectors, declarations in _rules(_COMMENT.sub("", style.text()))
        for selector in selectors.split(",")
    ]


def attribute(node: LexborNode, name: str) -> str:
    """Return an attribute of an element, empty where it has none or no value."""
    return (node.attributes or {}).get(name) or ""


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations; in a group of rules the braces are nested."""
    around: list[tuple[str, bool]] = []  # what stands before each open brace, and if it applies
    text = ""
    for piece in _BRACE.split(sheet):
        if piece == "{":
            # In front of the first rule may stand statements: @charset, @import.
            prelude = text.rpartition(";")[2].strip()
            outer = not around or (around[-1][1] and _APPLIES.fullmatch(around[-1][0]) is not None)
            around.append((prelude, outer))
        elif piece == "}" and around:
            selectors, applies = around.pop()
            if applies and selectors and not selectors.startswith("@"):
                yield selectors, text
        text = "" if piece in "{}" else piece
