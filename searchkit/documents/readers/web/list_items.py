"""The numbers of ordered lists, which a browser shows and the text of a page does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.readers.list_numbering import format_number
from searchkit.documents.readers.web.nodes import walk
from searchkit.documents.readers.web.style_rules import Cascade, attribute
from searchkit.documents.structure.markers import opens_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

# HTML standard, 4.4.5 (type) and CSS Lists 3 (list-style-type), by the names of ECMA-376, 17.18.59.
_STYLES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_LISTS = ("ol", "ul", "menu", "dir")
_UNNUMBERED = ("none", "disc", "circle", "square")
_BREADCRUMBS = "breadcrumb"  # Bootstrap's are an ordered list without numbers
_MOST_DIGITS = 9


class _List(NamedTuple):
    """An open list: the number of its next item and the step to the one behind it."""

    style: str
    number: int
    step: int


def item_numbers(root: LexborNode, rules: Iterable[tuple[str, str]] = ()) -> dict[int, str]:
    """Return the numbers to put in front of text nodes, by ``mem_id``: ``2. ``, ``1. a. ``.

    An item that has its number in its text, or has no text, gets none. ``rules`` are those of the
    page's own style sheets.
    """
    cascade = Cascade(rules, "list-style", "list-style-type")
    numbers: dict[int, str] = {}
    lists: list[_List] = []
    waiting: list[str] = []  # numbers of items whose text is still to come
    for node, opening in walk(root):
        if node.tag in _LISTS:
            if opening:
                lists.append(_list(node, cascade))
            elif lists:
                lists.pop()
        elif node.tag == "li" and lists:
            if opening:
                lists[-1], label = _next(lists[-1], node, cascade)
                waiting.append(label)
            elif waiting:
                waiting.pop()
        elif opening and node.is_text_node and any(waiting):
            text = (node.text_content or "").strip()
            if text and not opens_paragraph(text):
                numbers[node.mem_id] = "".join(f"{label} " for label in waiting if label)
            if text:
                waiting = [""] * len(waiting)
    return numbers


def _list(node: LexborNode, cascade: Cascade) -> _List:
    style = _style(node, "decimal" if node.tag == "ol" else "", cascade)
    if node.tag != "ol" or _BREADCRUMBS in attribute(node, "class").lower():
        return _List("", 1, 1)
    reverse = "reversed" in (node.attributes or {})
    items = sum(child.tag == "li" for child in node.iter()) if reverse else 1
    return _List(style, _integer(attribute(node, "start"), items), -1 if reverse else 1)


def _next(current: _List, item: LexborNode, cascade: Cascade) -> tuple[_List, str]:
    """Return the list behind an item, and the item's label, empty where none is shown."""
    number = _integer(attribute(item, "value"), current.number)
    style = _style(item, current.style, cascade)
    label = f"{format_number(number, style)}." if style else ""
    return current._replace(number=number + current.step), label


def _style(node: LexborNode, inherited: str, cascade: Cascade) -> str:
    """Return the style of a list or item by its attributes and style, empty for none."""
    declared = " ".join(cascade.of(node).values())
    for word in declared.split():
        if word in _UNNUMBERED:
            return ""
        if word in _STYLES:
            return _STYLES[word]
    kind = attribute(node, "type").strip()
    return "" if kind.lower() in _UNNUMBERED else _STYLES.get(kind, inherited)


def _integer(text: str, default: int) -> int:
    digits = text.strip().removeprefix("-")
    fits = digits.isdecimal() and len(digits) <= _MOST_DIGITS
    return int(text) if fits else default
