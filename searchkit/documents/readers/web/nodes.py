"""A web page as its nodes, one after the other, and what of them begins a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody tfoot "
        "thead title ul",
    )
)
"""The tags whose text stands on lines of its own."""


def walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each node under ``root`` when it opens (True) and when it closes (False)."""
    node: LexborNode | None = root
    while node is not None:
        yield node, True
        following = node.child
        while following is None and node is not None:
            yield node, False
            if node.mem_id == root.mem_id:
                return
            following = node.next
            node = node.parent
        node = following


def keep_line_ends(root: LexborNode) -> None:
    """Write the line ends under ``root`` (a ``pre``), in place, as vertical tabs, which stay."""
    for node in [node for node, opening in walk(root) if opening and node.is_text_node]:
        node.replace_with((node.text_content or "").replace("\n", "\v"))
