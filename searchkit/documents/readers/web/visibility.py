"""What a page does not show: dialogs, menus that are closed, remarks, text for programs.

Portals keep the wording of other acts in such blocks. What scripts show later is not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.readers.web.style_rules import attribute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborHTMLParser, LexborNode

# What browsers hide (HTML standard, 15.3.1), what is no text of a document, and what Word hides.
_NEVER_SHOWN = (
    "script, style, noscript, template, nav, select, button, svg, iframe, datalist, noembed, rp, "
    "dialog:not([open]), [hidden]:not([hidden='until-found']), del, "
    '[style*="mso-hide:all"], [style*="mso-element:comment"], .MsoCommentReference'
)
_DISPLAY = re.compile(r"(?:^|[;\s])(display|visibility)\s*:\s*([a-z-]+)", re.IGNORECASE)
_HIDDEN = {("display", "none"), ("visibility", "hidden"), ("visibility", "collapse")}


def drop_never_shown(tree: LexborHTMLParser) -> None:
    """Take out, in place, the elements that no browser shows as text, whatever their style."""
    for node in tree.css(_NEVER_SHOWN)[::-1]:  # the innermost first, so that none is gone
        node.decompose()


def drop_hidden(tree: LexborHTMLParser, rules: Iterable[tuple[str, str]]) -> bool:
    """Take out, in place, the elements whose style hides them; tell whether there were any.

    ``rules`` are those of the page's own style sheets. An element's own style counts more than
    theirs, of which a class counts more than a tag, and an id more than a class.
    """
    by_selector: dict[str, dict[str, str]] = {}
    for selector, declarations in rules:
        if shown := _shown(declarations):
            by_selector.setdefault(selector, {}).update(shown)
    hidden = [node for node in _styled(tree, by_selector) if _is_hidden(node, by_selector)]
    for node in hidden:
        node.decompose()
    return bool(hidden)


def _styled(tree: LexborHTMLParser, rules: dict[str, dict[str, str]]) -> list[LexborNode]:
    """Return the elements that a style may hide, the innermost first, so that none is gone."""
    selector = "[style], [class], [id]" if rules else "[style]"
    tags = [name for name in rules if name.isalnum() and name not in ("html", "body")]
    return tree.css(", ".join((selector, *tags)))[::-1]


def _is_hidden(node: LexborNode, rules: dict[str, dict[str, str]]) -> bool:
    if node.tag in ("html", "body"):
        return False
    tag = node.tag or ""
    names = attribute(node, "class").lower().split() if rules else ()
    style: dict[str, str] = {}
    for selector in (
        tag,
        *(f".{name}" for name in names),
        *(f"{tag}.{name}" for name in names),
        f"#{attribute(node, 'id').lower()}",
    ):
        style |= rules.get(selector, {})
    style |= _shown(attribute(node, "style"))
    return not _HIDDEN.isdisjoint(style.items())


def _shown(declarations: str) -> dict[str, str]:
    """Return what declarations say of ``display`` and ``visibility``, the last of each."""
    if "display" not in declarations.lower() and "visibility" not in declarations.lower():
        return {}
    return {name.lower(): value.lower() for name, value in _DISPLAY.findall(declarations)}
