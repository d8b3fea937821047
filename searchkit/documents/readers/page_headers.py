"""The letterhead of a document whose author put it into the header of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.extraction import CELL_GAP
from searchkit.documents.letterhead.lines import is_ceremonial
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_REACH = 40  # paragraphs at the beginning of a body that may belong to a letterhead
_LONGEST = 300  # characters of one
_NUMBER = re.compile(r"\W*so\s*:")


def letterhead_of(headers: Iterable[str], body: Sequence[str]) -> str:
    """Return the first of the page ``headers`` that is a letterhead, empty where none is.

    Other headers repeat on every page and are no part of the text. Where the ``body`` has a head of
    its own, a header is none. Both are texts of one or more lines.
    """
    if any(_is_of_a_head(line) for text in body[:_REACH] for line in text.split("\n")):
        return ""
    return next((text for text in headers if any(map(_is_of_a_head, text.split("\n")))), "")


def _is_of_a_head(line: str) -> bool:
    """Say whether a line holds a national title, a motto or a number, as heads have."""
    cells = line[:_LONGEST].split(CELL_GAP)
    return any(is_ceremonial(cell) or _NUMBER.match(fold(cell).lower()) for cell in cells)
