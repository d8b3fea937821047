"""Pages as portals publish them: navigation, the article, a side column and a footer."""

from __future__ import annotations

import html
import string
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .source import Block, Source

TEMPLATE = Path(__file__).with_name("portal.html")

# Fields that a page may lack, and the element that each becomes.
OPTIONAL = {
    "date": "<time>{}</time>",
    "lead": '<p class="sapo"><strong>{}</strong></p>',
    "image": "<figure><figcaption>{}</figcaption></figure>",
    "author": '<p class="tac-gia">{}</p>',
}


def write(source: Source) -> bytes:
    """Return the page; KeyError when portal, section or title is missing."""
    fields = {key: html.escape(value) for key, value in source.fields.items()}
    for key, element in OPTIONAL.items():
        fields[key] = element.format(fields[key]) if key in fields else ""
    news = (f'<li><a href="#">{html.escape(title)}</a></li>' for title in source.lines("news"))
    fields["news"] = "\n      ".join(news)
    fields["body"] = "\n".join(_element(block) for block in source.blocks())
    page = string.Template(TEMPLATE.read_text("utf-8"))
    return page.substitute(fields).encode()


def _element(block: Block) -> str:
    if block.kind == "table":
        return "<table>\n" + "\n".join(map(_row, block.rows)) + "\n</table>"
    # The page's title is its only h1.
    tag = {"h1": "h2", "h2": "h3"}.get(block.kind, block.kind)
    return f"<{tag}>{html.escape(block.text)}</{tag}>"


def _row(cells: list[str]) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"
