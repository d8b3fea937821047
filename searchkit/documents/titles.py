"""The title of a document, from the surest source that it offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.extraction import fold_space

if TYPE_CHECKING:
    from searchkit.documents.letterhead import Letterhead

_LONGEST = 300  # characters
_LINE = re.compile(r"[^\n]+")
_LEAST_LETTERS = 4


def title_of(text: str, head: Letterhead, format_title: str = "") -> str:
    """Return a title: the letterhead's type, number and summary, the format's, or the first line.

    It is one line of at most 300 characters.
    """
    title = _official(head.fields) or fold_space(format_title) or _first_line(text)
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _official(fields: dict[str, str]) -> str:
    number, summary = fields.get("number", ""), fields.get("summary", "")
    name = " số ".join(part for part in (fields.get("type", ""), number) if part)
    if not fields.get("type") and not (number and summary):
        return ""
    return ": ".join(part for part in (name, summary) if part) if number or summary else ""


def _first_line(text: str) -> str:
    for line in _LINE.finditer(text):
        if sum(map(str.isalpha, line[0][:_LONGEST])) >= _LEAST_LETTERS:
            return fold_space(line[0])
    return fold_space(text[:_LONGEST])
