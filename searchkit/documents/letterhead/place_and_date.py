"""Where and when a document was issued: ``Hà Nội, ngày 5 tháng 3 năm 2020`` in its head.

The form is that of Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4. Offices also write ``14/5/2025``,
``14-05-2025``, ``ngày 14/5 năm 2025``, leave out the comma or ``ngày``; drafts leave the day blank.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from searchkit.documents.letterhead.lines import MOTTO, PARTY_TITLE, Line, state_title
from searchkit.documents.letterhead.number import blank_number
from searchkit.text.legal.document_numbers import document_numbers

_LONGEST_LINE = 200  # characters
_MOST_WORDS = 6  # of a place's name
_LONGEST_PLACE = 42  # characters
_LINES_BELOW_NUMBER = 2  # a date without a place stands there, as judgments have it

_DATE = re.compile(
    r"(?P<word>\bngay(?:\s+xet xu|\s+tuyen an)?\s*:?\s*)?(?<![\d/.-])(?P<day>\d{1,2})\s*"
    r"(?:thang\s*(?P<month>\d{1,2})\s*(?:,?\s*nam|[/.-])|[/.-]\s*(?P<figure>\d{1,2})\s*"
    r"(?:[/.-]|,?\s*nam))\s*(?P<year>\d\s*\d\s*\d\s*\d)\W*$"
)
_GAP = r"[\s.…_]*"
_BLANK = re.compile(
    rf"\b(?P<word>ngay){_GAP}\d{{0,2}}{_GAP}(?:(?:thang|/){_GAP}\d{{0,2}}{_GAP}(?:nam|/))"
    rf"{_GAP}\d{{0,4}}{_GAP}$"
)
_NOT_OWN = re.compile(
    r"\W*(?:thuc hien|theo|xet|khoa|can cu|hom nay|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)\b"
)
_ABOUT = re.compile(r"\W*v\s*/\s*v\b")
_PLACE = re.compile(r"[\w .'’–-]+")
_OF_A_PLACE = frozenset(
    (
        "thành",
        "phố",
        "thị",
        "xã",
        "tỉnh",
        "huyện",
        "phường",
        "quận",
        "trấn",
        "đặc",
        "khu",
        "-",
        "–",
        "tp",
    )
)
_ORNAMENT = " _*|,.-–="


class DateLine(NamedTuple):
    """The right column of a head: where it begins in its line, the place, and the day.

    ``place`` is empty, and ``issued`` None, where the line leaves them out or blank.
    """

    start: int
    place: str
    issued: date | None


def place_and_date(lines: list[Line], number: int | None = None) -> tuple[dict[str, str], int]:
    """Return place and date of the first line that is such as heads have, and that line or -1.

    ``number`` is the line of the document's number. A line that leaves the day blank gives the
    place; a date without a place counts only just below the number.
    """
    for at, line in enumerate(lines):
        found = date_line(line)
        if found is None or (not found.place and found.issued is None):
            continue
        near = number is not None and 0 <= at - number <= _LINES_BELOW_NUMBER
        if not found.place and found.start == 0 and not near:
            continue
        day = found.issued.isoformat() if found.issued else ""
        return {"place": found.place, "date": day}, at
    return {}, -1


def left_column(line: Line) -> str:
    """Return what stands beside place and date where a line holds both columns, else all of it."""
    found = date_line(line) if _ABOUT.match(line.folded) else None
    return line.text[: found.start].rstrip(" ,|") if found and found.place else line.text


def date_line(line: Line) -> DateLine | None:
    """Read the date that ends a line, and its place, when the rest is a number or ``V/v …``."""
    if len(line.text) > _LONGEST_LINE or _NOT_OWN.match(line.folded):
        return None
    match = _DATE.search(line.folded)
    issued = _day(match) if match else None
    match = match if issued else _BLANK.search(line.folded)
    if match is None or len(line.text) != len(line.folded):
        return None
    start = _end_of_left_column(line, match.start())
    words = line.text[start : match.start()]
    place = _place(words, said=match["word"] is not None, about=_ABOUT.match(line.folded))
    if place is None:
        return None
    return DateLine(line.text.rindex(place, 0, match.start()) if place else start, place, issued)


def _day(match: re.Match[str]) -> date | None:
    year, month = "".join(match["year"].split()), match["month"] or match["figure"]
    try:
        return date(int(year), int(month), int(match["day"]))
    except ValueError:
        return None


def _end_of_left_column(line: Line, end: int) -> int:
    """Return where the number, the national title or the motto ends that stands before a date."""
    ends = [found.end for found in document_numbers(line.text[:end])[-1:]]
    named = (blank_number(line), state_title(line), PARTY_TITLE.search(line.folded[:end].rstrip()))
    ends += [match.end() for match in (*named, MOTTO.search(line.folded)) if match]
    return max([at for at in ends if at <= end], default=0)


def _place(words: str, *, said: bool, about: re.Match[str] | None) -> str | None:
    """Return the place that ``words`` before a date end with, "" for none; None for a sentence.

    ``said`` tells that the word ``ngày`` follows; else a comma must show that a place is meant.
    """
    comma = words.rstrip().endswith(",")
    tokens = words.strip(_ORNAMENT).split()
    if not tokens:
        return "" if said and about is None else None
    if not (said or comma):
        return None
    first = len(tokens)
    while first and _is_name(tokens[first - 1]):
        first -= 1
    place = " ".join(tokens[first:])
    if first < len(tokens) and (about or not first or "".join(tokens[:first]).isupper()):
        return place
    whole = " ".join(tokens)
    short = len(tokens) <= _MOST_WORDS and len(whole) <= _LONGEST_PLACE
    capital = whole[0].isupper() and _PLACE.fullmatch(whole) is not None
    return whole if comma and short and capital and about is None else None


def _is_name(token: str) -> bool:
    """Tell whether a word belongs to the name of a place: ``Nội``, ``TP.Huế``, ``thành``."""
    if token.lower().strip(".") in _OF_A_PLACE:
        return True
    return token[0].isupper() and not token.isupper()
