"""Which part of a web page is its article: the narrowest one that holds nearly all long text.

Menus, lists of related pages and footers are short texts or links; an article is made of sentences.
The rule needs no list of portals. Sentences count when they are Vietnamese, since portals put a
translation beside the text. A short article is no more than what surrounds it; its title tells
where it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.extraction import fold_space
from searchkit.documents.readers.web.nodes import walk
from searchkit.documents.readers.web.style_rules import attribute

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_SENTENCE = 40  # characters; a shorter text is as likely a menu entry
_NEARLY_ALL = 0.8  # of the sentences
_MOST = 0.5  # of them, in the node that holds the head of an official document
_SURROUNDINGS = 1500  # characters of sentences that stand around an article, at most
_MUCH = 1 / 3  # of the text outside links, in the node that holds a title
_LITTLE = 600  # characters outside links that may stay beside an article with its headline
_FEW_LINKS = 100  # characters of links there; a menu has more
_SHORTEST_HEADLINE = 20
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạ-ỹẠ-Ỹ\u0300-\u0323]")
_MOTTO = re.compile(r"độc\s+lập\s*[-–—]\s*tự\s+do\s*[-–—]\s*hạnh\s+phúc", re.IGNORECASE)
_SECTION = re.compile(r"(?:Word)?Section\d+$")  # what Word calls them; notes stand beside them
_TEXT = frozenset({"p", "li", "span", "a", "b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Tags that hold a text or a part of it, and never an article."""

_PARTS = frozenset({"ul", "ol", "dl", "dd", "dt", "menu", "blockquote", "figure", "pre", "details"})
"""Tags that hold a part of an article, with headings and signatures beside it."""

_TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
_HEADED = frozenset({"caption", "thead", "th"})
_WRAPPERS = frozenset({"div", "section", "center", "figure"})


class _Weight(NamedTuple):
    """What a node holds: characters of sentences and of text outside links, of links; titles."""

    sentences: int = 0
    text: int = 0
    links: int = 0
    mottos: int = 0
    headlines: int = 0

    def plus(self, other: _Weight) -> _Weight:
        return _Weight(*map(add, self, other))


def article_of(body: LexborNode, title: str = "") -> LexborNode:
    """Return the narrowest node with nearly all sentences, and with the head of the document.

    The head is short lines; the motto of the state, where the page has it, keeps it inside.
    A headline is what the page's ``title`` holds too, or an ``h1``.
    """
    weights = _weigh(body, title)
    node = body
    while True:
        children = [child for child in node.iter() if not _is_part(child, weights)]
        heaviest = max(children, key=lambda child: weights[child.mem_id].sentences, default=None)
        if heaviest is not None and _holds_nearly_all(
            weights[heaviest.mem_id], weights[node.mem_id]
        ):
            if _only_adds_headline(weights[node.mem_id], weights[heaviest.mem_id]):
                return node
            node = heaviest
            continue
        titled = _titled(node, children, weights)
        if titled is None:
            return node
        node = titled


def _is_part(node: LexborNode, weights: dict[int, _Weight]) -> bool:
    """Say whether a node is at most a part of an article, such as a section of a Word document.

    A list, a quotation or a table of data is one, also in a box of its own.
    """
    if node.tag in _TEXT or _SECTION.match(attribute(node, "class")):
        return True
    weight = weights[node.mem_id]
    while node.tag in _WRAPPERS:
        inner = next((it for it in node.iter() if weights[it.mem_id] == weight), None)
        if inner is None or not weight.text:
            return False
        node = inner
    return node.tag in _PARTS or (node.tag == "table" and _holds_data(node, weights))


def _holds_data(table: LexborNode, weights: dict[int, _Weight]) -> bool:
    """Say whether a table has headings, or sentences all over its cells, as no page is laid out.

    A table with the head of an official document is the page of that document.
    """
    if weights[table.mem_id].mottos:
        return False
    node: LexborNode | None = table
    while node is not None and node.tag in _TABLE:
        inner = list(node.iter())
        least = _NEARLY_ALL * weights[node.mem_id].sentences
        heaviest = max(inner, key=lambda it: weights[it.mem_id].sentences, default=None)
        if heaviest is None or not 0 < least <= weights[heaviest.mem_id].sentences:
            return True
        if any(it.tag in _HEADED for it in inner) or _is_heading_row(inner[0]):
            return True
        node = heaviest
    return False


def _holds_nearly_all(child: _Weight, whole: _Weight) -> bool:
    least = _MOST if whole.mottos else _NEARLY_ALL
    return 0 < child.sentences >= least * whole.sentences and child.mottos == whole.mottos


def _only_adds_headline(whole: _Weight, child: _Weight) -> bool:
    """Say whether a node holds the headline, which its child does not, and hardly anything else.

    An official document has a head of its own.
    """
    missing = whole.headlines > 0 and not (child.headlines or child.mottos)
    few_links = whole.links - child.links <= _FEW_LINKS
    return missing and few_links and whole.text - child.text <= _LITTLE


def _titled(
    node: LexborNode, children: list[LexborNode], weights: dict[int, _Weight]
) -> LexborNode | None:
    """Return the child with the title of a short article, None if the article may be all of it."""
    whole = weights[node.mem_id]
    if sum(weights[child.mem_id].text for child in children) < whole.text:
        return None  # the node has paragraphs of its own
    for child in children:
        weight = weights[child.mem_id]
        titled = weight.mottos == whole.mottos if whole.mottos else weight.headlines > 0
        lost = whole.sentences - weight.sentences
        if titled and lost <= _SURROUNDINGS and weight.text >= _MUCH * whole.text:
            return child
    return None


def _is_heading_row(row: LexborNode) -> bool:
    return row.tag == "tr" and any(cell.tag == "th" for cell in row.iter())


def has_sentences(tree: LexborHTMLParser) -> bool:
    """Say whether a page has text of the kind that articles are made of."""
    return tree.body is not None and _weigh(tree.body, "")[tree.body.mem_id].sentences > 0


def _weigh(body: LexborNode, title: str) -> dict[int, _Weight]:
    """Return what each node holds."""
    weights: dict[int, _Weight] = defaultdict(_Weight)
    in_links = in_headings = 0
    for node, opening in walk(body):
        step = 1 if opening else -1
        in_links += step * (node.tag == "a")
        in_headings += step * (node.tag == "h1")
        if node.is_text_node and opening:
            text = fold_space(node.text_content or "")
            if text:
                headline = len(text) >= _SHORTEST_HEADLINE and (in_headings or text in title)
                weights[node.mem_id] = _of_text(text, link=bool(in_links), headline=bool(headline))
        elif not opening and node.mem_id in weights and node.mem_id != body.mem_id:
            parent = node.parent.mem_id if node.parent is not None else body.mem_id
            weight = weights[node.mem_id]
            weights[parent] = weights[parent].plus(weight) if parent in weights else weight
    return weights


def _of_text(text: str, *, link: bool, headline: bool) -> _Weight:
    motto = int(bool(_MOTTO.search(text)))
    if link:
        return _Weight(links=len(text), mottos=motto)
    counts = len(text) >= _SENTENCE and _VIETNAMESE.search(text)
    return _Weight(len(text) if counts else 0, len(text), 0, motto, int(headline))
