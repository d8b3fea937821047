"""The title of a document, from the surest source that it offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.extraction import fold_space
from searchkit.documents.letterhead.issuer import names_body
from searchkit.documents.letterhead.lines import is_ceremonial, line_of
from searchkit.documents.letterhead.number import blank_number
from searchkit.documents.letterhead.place_and_date import date_line
from searchkit.documents.structure.markers import is_title
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.letterspacing import join_letters

if TYPE_CHECKING:
    from searchkit.documents.letterhead.reader import Letterhead

_LONGEST = 300  # characters
_LINE = re.compile(r"[^\n]+")
_REACH = 5000
_LEAST_LETTERS = 4
_FEW_WORDS = 3
_MOST_LINES = 3
_ATTACHED = re.compile(r"\(?\s*(?:(?:ban hanh )?kem|ban hanh) theo\b.*")
_ADDRESSED = re.compile(r"(?:Kính g[ửở]i|Căn cứ)\b", re.IGNORECASE)
# The cover of an issue of the gazette, down to its number and day.
_COVER = re.compile(
    r"\W*(?:CỘNG HÒA[^\n]*\n\W*)?CÔNG BÁO[^\n]*\n(?:[^\n]*\n){0,3}?\W*(?P<issue>Số\W*\d[^\n]{0,60})"
)
# What servers and portals show instead of a page.
_ERROR_PAGE = re.compile(
    r"\W*(?:(?:http|error|loi)\W*)*(?:40[0134]|50[0234])(?!\s*/)(?:\W.*)?"
    r"|.*\b(?:(?:page|file) not found|bad gateway|access denied|khong tim thay (?:trang|noi dung)"
    r"|trang (?:\w+ ){0,4}khong ton tai)\b.*"
)


def title_of(text: str, head: Letterhead, format_title: str = "") -> str:
    """Return a title: the letterhead's type, number and subject, the format's, or the first line.

    It is one line of at most 300 characters. Where a head has a number and no type, the format or
    the first line below the head tells what the document is; where it has a type and nothing else,
    the type does, if the text begins below it.
    """
    number, kind = head.fields.get("number", ""), head.fields.get("type", "")
    told = "" if _ERROR_PAGE.fullmatch(fold(format_title).lower()) else fold_space(format_title)
    cover = None if head.fields else _COVER.match(text[:_REACH])
    if cover:
        title = fold_space(f"Công báo {cover['issue']}")
    elif number and not kind:
        title = f"Số {number}: {told or _first_line(text[head.end :])}".rstrip(": ")
    else:
        title = _official(head.fields) or told or _first_line(text[head.end :])
        title = kind if kind and _ADDRESSED.match(title) else title or _any_line(text)
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _official(fields: dict[str, str]) -> str:
    number, subject = fields.get("number", ""), fields.get("summary", "")
    name = " số ".join(part for part in (fields.get("type", ""), number) if part)
    return ": ".join(part for part in (name, subject) if part) if number or subject else ""


def _first_line(text: str) -> str:
    """Return the first line that says something, with the next ones that belong to it.

    Those are capitals below capitals, and a title below a few words (``Phụ lục 3``). Names of
    bodies above a title in capitals are none of it.
    """
    parts: list[str] = []
    for match in _LINE.finditer(text[:_REACH]):
        line = fold_space(join_letters(match[0][: 2 * _LONGEST]))
        if sum(map(str.isalpha, line)) < _LEAST_LETTERS or is_ceremonial(line) or _tells(line):
            continue
        few = sum(len(part.split()) for part in parts) <= _FEW_WORDS and is_title(line)
        capitals = bool(parts) and parts[-1].isupper() and line.isupper()
        if parts and (_ADDRESSED.match(line) or not (few or capitals)):
            break
        if capitals and not names_body(line) and all(map(names_body, parts)):
            parts = []
        parts.append(line)
        if len(parts) == _MOST_LINES:
            break
    return " ".join(parts)


def _any_line(text: str) -> str:
    return _first_line(text) or fold_space(text[:_LONGEST])


def _tells(line: str) -> bool:
    """Tell whether a line is a part of a head that is no title: a date, a number, what it is of."""
    head = line_of(line)
    return bool(date_line(head) or blank_number(head) or _ATTACHED.fullmatch(head.folded))
