"""HTML: the text of the page's article, block by block, without the portal around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from searchkit.documents.extraction import Extraction, fold_space, join_cells, tidy_lines
from searchkit.documents.readers.decoding import read_characters
from searchkit.documents.readers.web.article import article_of, has_sentences
from searchkit.documents.readers.web.fonts import fonts_of, make_unicode
from searchkit.documents.readers.web.list_items import item_numbers
from searchkit.documents.readers.web.nodes import BLOCKS, keep_line_ends, walk
from searchkit.documents.readers.web.style_rules import style_rules
from searchkit.documents.readers.web.visibility import drop_hidden, drop_never_shown
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_ROW, _CELL, _ROW_END = "\x1c", "\x1e", "\x1d"
_CELLS = {"tr": _ROW, "td": _CELL, "th": _CELL}
_ROWS = re.compile(f"{_ROW}([^{_ROW}{_ROW_END}]*){_ROW_END}")
_SENTINELS = str.maketrans(dict.fromkeys((_ROW, _CELL, _ROW_END, "\v"), "\n"))
_SPACE = re.compile(r"[^\S\v]+")
_NESTING_TAG = re.compile(
    r"<(/?)(?:div|span|font|b|i|u|em|strong|a|table|ul|ol|dl|section|article|blockquote|center|form)\b",
    re.IGNORECASE,
)
_DEEPEST = 5000


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of the page's article; the title is its ``h1``, or else its ``title``.

    Raises:
        DocumentError: the tags are nested so deep that parsing would take minutes.

    """
    markup = read_characters(data, path)
    _check_depth(markup, path)
    tree = LexborHTMLParser(markup)
    rules = style_rules(tree)
    drop_never_shown(tree)
    if drop_hidden(tree, rules) and not has_sentences(tree):  # a script shows the article later
        tree = LexborHTMLParser(markup)
        drop_never_shown(tree)
    for node in tree.css("pre"):
        keep_line_ends(node)
    if tree.root is not None:
        make_unicode(tree.root, fonts_of(rules))
    title = _first(tree, "title")
    root = article_of(tree.body, title) if tree.body is not None else tree.root
    return Extraction(_text(root, rules) if root is not None else "", _first(tree, "h1") or title)


def _first(tree: LexborHTMLParser, tag: str) -> str:
    """Return the text of the first element with a tag, empty for none."""
    node = tree.css_first(tag)
    return "" if node is None else fold_space(node.text())


def _text(root: LexborNode, rules: list[tuple[str, str]]) -> str:
    """Return the text under ``root``: blocks on their own lines, rows of short cells on one."""
    numbers = item_numbers(root, rules)
    pieces = (
        _opening(node, numbers) if opening else _closing(node) for node, opening in walk(root)
    )
    text = _ROWS.sub(lambda row: f"\n{_join_row(row[1])}\n", "".join(pieces))
    return tidy_lines(text.translate(_SENTINELS))


def _join_row(row: str) -> str:
    return join_cells([tidy_lines(cell) for cell in row.split(_CELL)])


def _opening(node: LexborNode, numbers: dict[int, str]) -> str:
    if node.is_text_node:
        text = _SPACE.sub(" ", node.text_content or "").translate(_SENTINELS)
        number = numbers.get(node.mem_id)
        return f"{number}{text.lstrip()}" if number else text
    tag = node.tag or ""
    return "\n" if tag in BLOCKS or tag == "br" else _CELLS.get(tag, "")


def _closing(node: LexborNode) -> str:
    if node.tag in BLOCKS:
        return "\n"
    return _ROW_END if node.tag == "tr" else ""


def _check_depth(markup: str, path: str) -> None:
    """Refuse markup whose nesting would take the parser a time quadratic in its depth."""
    depth = 0
    for tag in _NESTING_TAG.finditer(markup):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEEPEST:
            raise DocumentError(
                path,
                f"nests its tags more than {_DEEPEST} deep",
                "open it in a browser and save it anew",
            )
