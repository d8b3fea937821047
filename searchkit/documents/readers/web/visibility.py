"""What a page does not show: dialogs, menus that are closed, remarks, text for programs.

Portals keep the wording of other acts in such blocks. What scripts show later is not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.readers.web.style_rules import Cascade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

# What browsers hide (HTML standard, 15.3.1), what is no text of a document, and what Word hides.
_NEVER_SHOWN = (
    "script, style, noscript, template, nav, select, button, svg, iframe, datalist, noembed, rp, "
    "dialog:not([open]), [hidden]:not([hidden='until-found']), del, "
    '[style*="mso-hide:all"], [style*="mso-element:comment"], .MsoCommentReference'
)
_LINKED = "link[rel~=stylesheet][href]"
_COMBINATOR = re.compile(r"[\s>+~]+")
_HIDDEN = {("display", "none"), ("visibility", "hidden"), ("visibility", "collapse")}
_PROPERTIES = (
    *("display", "visibility", "position", "left", "top", "right", "text-indent"),
    *("clip", "clip-path", "font-size", "font"),
)
# Where a style puts a text that only programs are to read: far outside the page, or cut to nothing.
_OUTSIDE = re.compile(r"-(?:999|\d{4,})(?:\.\d+)?(?:px|pt|em|rem|%|vw|vh)?")
_CUT_AWAY = re.compile(r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)|inset\(\s*(?:50|100)%\s*\)")
_NO_SIZE = re.compile(r"0+(?:\.0+)?(?:px|pt|em|rem|%)?")


def drop_never_shown(tree: LexborHTMLParser) -> None:
    """Take out, in place, the elements that no browser shows as text, whatever their style."""
    for node in tree.css(_NEVER_SHOWN)[::-1]:  # the innermost first, so that none is gone
        node.decompose()


def drop_hidden(tree: LexborHTMLParser, rules: Sequence[tuple[str, str]]) -> bool:
    """Take out, in place, the elements whose style hides them; tell whether there were any.

    ``rules`` are those of the page's own style sheets.
    """
    styles = _styles(tree, _hiding(rules))
    sized: set[int] = set()
    if any(_is_tiny(style) for _, style in styles):
        styles = _styles(tree, _one_part(rules))
        sized = _around(node for node, style in styles if _has_size(style))
        if tree.css_first(_LINKED) is not None:  # it may size whatever it has a name for
            sized |= _around(tree.css("[class], [id]"))
    hidden = [node for node, style in styles if _is_hidden(node, style, sized)]
    for node in hidden:
        node.decompose()
    return bool(hidden)


def _styles(
    tree: LexborHTMLParser, rules: Iterable[tuple[str, str]]
) -> list[tuple[LexborNode, dict[str, str]]]:
    """Return the elements that have a style; the innermost first, so that they go first, too."""
    cascade = Cascade(rules, *_PROPERTIES)
    styled = tree.css("*" if cascade else "[style]")[::-1]
    return [(node, style) for node in styled if (style := cascade.of(node))]


def _hiding(rules: Sequence[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Return the rules, none where none hides anything: what the elements say themselves is all."""
    inline = Cascade((), *_PROPERTIES)
    styles = (inline.declared(declarations) for _, declarations in rules)
    return _one_part(rules) if any(_hides(it) or _is_tiny(it) for it in styles) else ()


def _one_part(rules: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield rules of one part, and the last part of others that show what may be hidden."""
    inline = Cascade((), *_PROPERTIES)
    for selector, declarations in rules:
        *around, last = _COMBINATOR.split(selector)
        if not around:
            yield selector, declarations
        elif ":" not in selector and not _hides(inline.declared(declarations)):
            yield last, declarations


def _is_hidden(node: LexborNode, style: dict[str, str], sized: set[int]) -> bool:
    """Tell whether a style hides all of an element.

    What stands inside an element of no font size is seen where it has a size of its own
    (``sized``: the elements around those that may have one).
    """
    if node.tag in ("html", "body"):
        return False
    return _hides(style) or (_is_tiny(style) and node.mem_id not in sized)


def _around(nodes: Iterable[LexborNode]) -> set[int]:
    """Return the ids of the elements around some."""
    found: set[int] = set()
    for node in nodes:
        outer = node.parent
        while outer is not None and outer.mem_id not in found:
            found.add(outer.mem_id)
            outer = outer.parent
    return found


def _has_size(style: dict[str, str]) -> bool:
    return ("font-size" in style or "font" in style) and not _is_tiny(style)


def _is_tiny(style: dict[str, str]) -> bool:
    return _NO_SIZE.fullmatch(style.get("font-size", "")) is not None


def _hides(style: dict[str, str]) -> bool:
    if not _HIDDEN.isdisjoint(style.items()):
        return True
    placed = style.get("position") in ("absolute", "fixed")
    away = any(placed and _OUTSIDE.fullmatch(style.get(it, "")) for it in ("left", "top", "right"))
    clips = ("clip", "clip-path") if placed else ("clip-path",)
    cut = any(_CUT_AWAY.fullmatch(style.get(it, "")) for it in clips)
    return away or cut or _OUTSIDE.fullmatch(style.get("text-indent", "")) is not None
