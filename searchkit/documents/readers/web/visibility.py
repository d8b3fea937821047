"""What a page does not show: dialogs, menus that are closed, remarks, text for programs.

Portals keep the wording of other acts in such blocks. What scripts show later is not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.readers.web.style_rules import Cascade

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

# What browsers hide (HTML standard, 15.3.1), what is no text of a document, and what Word hides.
_NEVER_SHOWN = (
    "script, style, noscript, template, nav, select, button, svg, iframe, datalist, noembed, rp, "
    "dialog:not([open]), [hidden]:not([hidden='until-found']), del, "
    '[style*="mso-hide:all"], [style*="mso-element:comment"], .MsoCommentReference'
)
_COMBINATOR = re.compile(r"[\s>+~]+")
_HIDDEN = {("display", "none"), ("visibility", "hidden"), ("visibility", "collapse")}


def drop_never_shown(tree: LexborHTMLParser) -> None:
    """Take out, in place, the elements that no browser shows as text, whatever their style."""
    for node in tree.css(_NEVER_SHOWN)[::-1]:  # the innermost first, so that none is gone
        node.decompose()


def drop_hidden(tree: LexborHTMLParser, rules: Iterable[tuple[str, str]]) -> bool:
    """Take out, in place, the elements whose style hides them; tell whether there were any.

    ``rules`` are those of the page's own style sheets.
    """
    cascade = Cascade(_one_part(rules), "display", "visibility")
    # The innermost come first, so that none is gone with the one around it.
    styled = tree.css("*" if cascade else "[style]")[::-1]
    hidden = [node for node in styled if _is_hidden(node, cascade)]
    for node in hidden:
        node.decompose()
    return bool(hidden)


def _one_part(rules: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield rules of one part, and the last part of others that show what may be hidden."""
    inline = Cascade((), "display", "visibility")
    for selector, declarations in rules:
        *around, last = _COMBINATOR.split(selector)
        if not around:
            yield selector, declarations
        elif ":" not in selector and _HIDDEN.isdisjoint(inline.declared(declarations).items()):
            yield last, declarations


def _is_hidden(node: LexborNode, cascade: Cascade) -> bool:
    return node.tag not in ("html", "body") and not _HIDDEN.isdisjoint(cascade.of(node).items())
