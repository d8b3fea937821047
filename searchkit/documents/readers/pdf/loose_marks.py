"""Diacritics that a PDF draws apart from their letters.

pdfium takes them for characters of their own: it may put one before its letter, which is narrower
(``ḅi`` for ``bị``), and a space behind it, as if the next letter stood far away (``Phiế u``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchkit.documents.readers.pdf.page_lines import Line, PageText

# The marks of Vietnamese: tones, circumflex, breve, horn.
_MARK = "[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]"
_VOWEL = "[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY]"
_SPACED = re.compile(rf"(?<=\w)({_MARK}+) (?=\w)")
_BEFORE_VOWEL = re.compile(rf"(?<![{_VOWEL[1:-1]}{_MARK[1:-1]}])({_MARK}+)({_VOWEL})")
_NARROWEST_SPACE = 0.2  # of the size of the font; fonts have spaces of a quarter


def with_marks_on_letters(line: Line, page: PageText) -> str:
    """Return the text of a line of a page with its marks in place."""
    if not re.search(_MARK, line.text):
        return line.text
    text = line.text
    if page.text.startswith(text, line.at):  # no stamp was filled in
        text = _SPACED.sub(lambda found: _join(found, page, line.at), text)
    return _BEFORE_VOWEL.sub(r"\2\1", text)


def _join(found: re.Match[str], page: PageText, first: int) -> str:
    """Return marks with the space behind them, or without one that the letters have no room for."""
    letter, space = first + found.start() - 1, first + found.end() - 1
    if not page.is_generated(space):
        return found[0]
    gap = page.edges(space + 1)[0] - page.edges(letter)[1]
    return found[1] if gap < _NARROWEST_SPACE * page.size(letter) else found[0]
