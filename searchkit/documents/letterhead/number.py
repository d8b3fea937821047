"""The document's own number: the one after ``Số:`` in its head, never one that the head cites."""

from __future__ import annotations

import re
from typing import NamedTuple

from searchkit.documents.letterhead.document_type import CONSOLIDATED, named_type, type_of
from searchkit.documents.letterhead.lines import MOTTO, Line, begins_text
from searchkit.text.legal.document_numbers import DocumentNumber, document_numbers
from searchkit.text.spelling.folding import fold

LINES_AROUND_TITLE = 12
"""How far the number stands from the national title."""

_WORD = r"s ?o(?:\s*[(/]\s*no\.?\s*\)?)?\s*[:.]*\s*"
_INTRODUCED = re.compile(rf"\b{_WORD}$")
_BLANK = re.compile(
    r"(?:^|(?<=\s))s[ốóôo]\s*[:.]?[\s.…_–-]*/\s*(?:\d{4}\s*/\s*)?(?!no\b)[^\W\d_]{2}[\w&/.-]*",
    re.IGNORECASE,
)
_OWN_LINE = re.compile(rf"^s ?o|{MOTTO.pattern}")
_CITING = re.compile(r"\W*(?:can cu|theo|thuc hien|mau|bieu mau|xet)\b|.*\bkem theo\b")
_OF_A_FORM = re.compile(r"\W*(?:(?:bieu )?mau|phu luc)\b.{0,30}$")  # above what it belongs to
_ABOUT = re.compile(r"\W*(?:v\s*/\s*v|ve viec)\b")
_JUDGMENT = ("ban an", "quyet dinh", "ban an, quyet dinh")
_FOOTNOTE_OR_DATE = re.compile(r"\W*(?:\d{1,2}|,?\s*ngày\s*\d+\s*tháng\s*\d+\s*năm\s*\d{4}|)\W*")
_PLACE_AND_DATE = re.compile(r"(?:[^\W\d_][^,]{1,40},?\s*)?ngày\b.{0,40}$", re.IGNORECASE)
_ADOPTED = "duoc hoi dong tham phan "


class OwnNumber(NamedTuple):
    """The line of the number, and its text; "" where the line leaves it blank, as drafts do."""

    at: int
    text: str


def blank_number(line: Line) -> re.Match[str] | None:
    """Match a number that is still to be given: ``Số:      /UBND-TH``."""
    return _BLANK.search(line.text)


def find_number(lines: list[Line], title: int | None) -> OwnNumber | None:
    """Return the document's own number, or None.

    ``title`` is the line of the national title. Below the type, the subject of a letter or the
    first legal basis stand the numbers of other documents only; a cover may give the type above it.
    """
    first = 0 if title is None else max(0, title - LINES_AROUND_TITLE)
    for at in range(first, min(len(lines), first + 2 * LINES_AROUND_TITLE)):
        line = lines[at]
        below = at > (-1 if title is None else title) and not _OWN_LINE.search(line.folded)
        if _ABOUT.match(line.folded) or (below and begins_text(line)):
            break
        of_a_form = at > 0 and _OF_A_FORM.match(lines[at - 1].folded)
        if _CITING.match(line.folded) or (of_a_form and not _OWN_LINE.search(line.folded)):
            continue
        if title is not None and blank_number(line):
            return OwnNumber(at, "")
        for found in document_numbers(line.text):
            if _is_told(lines, at, found) or (title is not None and _is_named(line, found)):
                return OwnNumber(at, found.spelt)
        cover = title is not None and at < title
        if not cover and type_of(line) not in (None, CONSOLIDATED):
            return _number_below(lines, at + 1)
    return None


def named_before(line: Line, found: DocumentNumber) -> str:
    """Return what stands before a number in its line, folded, without ``số``."""
    return _without_word(line.folded[: found.start])


def _number_below(lines: list[Line], at: int) -> OwnNumber | None:
    """Return the number on the line below the type, as in ``HỢP ĐỒNG / Số: 5/2024/HĐ``."""
    for found in document_numbers(lines[at].text) if at < len(lines) else ():
        if named_before(lines[at], found) == "" and _is_told(lines, at, found):
            return OwnNumber(at, found.spelt)
    return None


def _without_word(before: str) -> str:
    return _INTRODUCED.sub("", before.strip(" :.")).strip(" :.")


def _is_named(line: Line, found: DocumentNumber) -> bool:
    """Tell whether a line of a head names its own number: ``Số:``, ``Luật số:``.

    Left of it may stand the issuer in capitals; after a type the line ends, or goes on with a date.
    """
    before, rest = line.folded[: found.start], line.text[found.end :].strip(" |,")
    named = _without_word(before)
    if not named:
        return True
    if named_type(named) is not None or named in _JUDGMENT:
        return _FOOTNOTE_OR_DATE.fullmatch(rest) is not None or _ends_with_date(rest)
    left = line.text[: found.start].rstrip(" :.")
    introduced = _INTRODUCED.search(before)
    return introduced is not None and left[: introduced.start()].isupper()


def _ends_with_date(rest: str) -> bool:
    return _PLACE_AND_DATE.fullmatch(rest) is not None


def _is_told(lines: list[Line], at: int, found: DocumentNumber) -> bool:
    """Tell whether a line, wherever it stands, gives the number of its own document.

    It holds nothing else but a place and a date. After a type it begins the text, ends with its
    subject, or stands below capitals, as in the gazette; a sentence goes on, and lists have more.
    """
    line = lines[at]
    before, rest = line.folded[: found.start], line.text[found.end :].strip(" |,")
    bare = _FOOTNOTE_OR_DATE.fullmatch(rest) is not None
    if re.fullmatch(rf"\W*{_WORD}", before):
        return bare or _ends_with_date(rest)
    if named_type(_without_word(before)) is None:
        return False
    below = lines[at + 1].folded if at + 1 < len(lines) else ""
    if bare:
        listed = named_type(re.split(r"\s+so\b|\d", below)[0].strip()) and document_numbers(below)
        return not listed and (at == 0 or lines[at - 1].text.isupper())
    is_subject = fold(rest).lower().startswith("ve ") and not document_numbers(rest)
    return at == 0 and is_subject and (not rest.endswith(".") or below.startswith(_ADOPTED))
