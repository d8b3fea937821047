"""The title of a document, from the surest source that it offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.extraction import fold_space
from searchkit.documents.letterhead.lines import is_ceremonial
from searchkit.documents.structure.markers import is_title

if TYPE_CHECKING:
    from searchkit.documents.letterhead.reader import Letterhead

_LONGEST = 300  # characters
_LINE = re.compile(r"[^\n]+")
_REACH = 5000
_LEAST_LETTERS = 4
_FEW_WORDS = 3
_MOST_LINES = 3


def title_of(text: str, head: Letterhead, format_title: str = "") -> str:
    """Return a title: the letterhead's type, number and subject, the format's, or the first line.

    It is one line of at most 300 characters. Where a head has a number and no type, the format or
    the first line below the head tells what the document is.
    """
    number, kind = head.fields.get("number", ""), head.fields.get("type", "")
    if number and not kind:
        told = fold_space(format_title) or _first_line(text[head.end :])
        title = f"Số {number}: {told}".rstrip(": ")
    else:
        title = _official(head.fields) or fold_space(format_title) or _first_line(text)
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _official(fields: dict[str, str]) -> str:
    number, subject = fields.get("number", ""), fields.get("summary", "")
    name = " số ".join(part for part in (fields.get("type", ""), number) if part)
    return ": ".join(part for part in (name, subject) if part) if number or subject else ""


def _first_line(text: str) -> str:
    """Return the first line that says something, with the next ones that belong to it.

    Those are capitals below capitals, and a title below a few words (``Phụ lục 3``).
    """
    parts: list[str] = []
    for match in _LINE.finditer(text[:_REACH]):
        line = fold_space(match[0][: 2 * _LONGEST])
        if sum(map(str.isalpha, line)) < _LEAST_LETTERS or is_ceremonial(line):
            continue
        few = sum(len(part.split()) for part in parts) <= _FEW_WORDS and is_title(line)
        if parts and not few and not (parts[-1].isupper() and line.isupper()):
            break
        parts.append(line)
        if len(parts) == _MOST_LINES:
            break
    return " ".join(parts) or fold_space(text[:_LONGEST])
