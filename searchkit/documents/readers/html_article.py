"""Which part of a web page is its article: the narrowest one that holds nearly all long text.

Menus, lists of related pages and footers are short texts or links; an article is made of sentences.
The rule needs no list of portals. Sentences count when they are Vietnamese, since portals put a
translation beside the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from searchkit.documents.readers.html_nodes import walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SENTENCE = 40  # characters; a shorter text is as likely a menu entry
_NEARLY_ALL = 0.8  # of the sentences
_MOST = 0.5  # of them, in the node that holds the head of an official document
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạ-ỹẠ-Ỹ\u0300-\u0323]")
_TITLE = re.compile(r"độc\s+lập\s*[-–—]\s*tự\s+do\s*[-–—]\s*hạnh\s+phúc", re.IGNORECASE)


def article_of(body: LexborNode) -> LexborNode:
    """Return the narrowest node with nearly all sentences, and with the head of the document.

    The head is short lines; the motto of the state, where the page has it, keeps it inside.
    """
    sentences, titles = _weigh(body)
    node = body
    while True:
        narrower = _heaviest_child(node, sentences)
        least = _MOST if titles[node.mem_id] else _NEARLY_ALL
        if (
            narrower is None
            or not sentences[narrower.mem_id]
            or sentences[narrower.mem_id] < least * sentences[node.mem_id]
            or titles[narrower.mem_id] < titles[node.mem_id]
        ):
            return node
        node = narrower


def _weigh(body: LexborNode) -> tuple[dict[int, int], dict[int, int]]:
    """Return for each node the characters of its sentences outside links, and the mottos in it."""
    sentences: dict[int, int] = defaultdict(int)
    titles: dict[int, int] = defaultdict(int)
    for node, opening in walk(body):
        if opening and node.is_text_node:
            text = (node.text_content or "").strip()
            counts = len(text) >= _SENTENCE and _VIETNAMESE.search(text)
            sentences[node.mem_id] = len(text) if counts else 0
            titles[node.mem_id] = int(bool(_TITLE.search(text)))
        elif not opening and node.parent is not None and node.mem_id != body.mem_id:
            if node.tag != "a":
                sentences[node.parent.mem_id] += sentences[node.mem_id]
            titles[node.parent.mem_id] += titles[node.mem_id]
    return sentences, titles


def _heaviest_child(node: LexborNode, sentences: dict[int, int]) -> LexborNode | None:
    children = [child for child in node.iter() if child.tag not in ("p", "li", "span", "a")]
    return max(children, key=lambda child: sentences[child.mem_id], default=None)
