"""The rules of a page's own style sheets, as a screen applies them.

Selectors of more than one part, and style sheets that are files of their own, are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"([{}])")
# Groups of rules that a screen applies whatever its width; others are of print and of telephones.
_APPLIES = re.compile(r"@(?:supports|layer)\b.*|@media\s+(?:all|screen)", re.DOTALL)
_SCREENS = ("", "all", "screen")
_COMPOUND = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)")
_PART = re.compile(r"[.#][\w-]+")


class _Rule(NamedTuple):
    """A selector of one part, how much it counts, and what it declares."""

    tag: str
    parts: frozenset[str]
    specificity: tuple[int, int, int]
    declared: dict[str, str]


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


class Cascade:
    """What style rules, and the style of an element itself, say of some properties.

    Only selectors of one part are known (``p``, ``.a.b``, ``td#c``), by CSS Cascading 4, 6.
    """

    def __init__(self, rules: Iterable[tuple[str, str]], *properties: str) -> None:
        self._property = re.compile(
            rf"(?:^|[;\s])({'|'.join(properties)})\s*:\s*([^;!]+)", re.IGNORECASE
        )
        self._rules: dict[str, dict[tuple[str, frozenset[str]], _Rule]] = {}
        for selector, declarations in rules:
            match = _COMPOUND.fullmatch(selector)
            declared = self.declared(declarations) if match and selector else {}
            if match and declared:
                parts = frozenset(_PART.findall(match[2]))
                ids = sum(part.startswith("#") for part in parts)
                specificity = (ids, len(parts) - ids, int(bool(match[1])))
                tag = match[1] or ""
                known = self._rules.setdefault(min(parts, default=tag), {})
                earlier = known.pop((tag, parts), None)
                declared = (earlier.declared if earlier else {}) | declared
                known[tag, parts] = _Rule(tag, parts, specificity, declared)

    def __bool__(self) -> bool:
        return bool(self._rules)

    def of(self, node: LexborNode) -> dict[str, str]:
        """Return the values of an element's properties, those that are declared for it."""
        style: dict[str, str] = {}
        if self._rules:
            names = {f".{name}" for name in attribute(node, "class").lower().split()}
            names |= {f"#{attribute(node, 'id').lower()}", node.tag or ""}
            found = (rule for name in names for rule in self._rules.get(name, {}).values())
            fitting = [it for it in found if it.tag in ("", node.tag) and it.parts <= names]
            for rule in sorted(fitting, key=lambda it: it.specificity):
                style |= rule.declared
        return style | self.declared(attribute(node, "style"))

    def declared(self, declarations: str) -> dict[str, str]:
        """Return the values that declarations give to the properties, the last of each."""
        found = self._property.findall(declarations) if declarations else ()
        return {name.lower(): value.strip().lower() for name, value in found}


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
