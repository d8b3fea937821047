"""Where and when a document was issued: ``Hà Nội, ngày 5 tháng 3 năm 2020`` in its head.

The form is that of Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4. Offices also write ``14/5/2025``,
``14-05-2025``, ``ngày 14/5/25``, ``ngày 14/5 năm 2025``, ``2025-05-14``, ``tháng Năm``, ``ngày mười
bốn``, leave out the comma or ``ngày``; scans take 1 and 0 for letters; drafts leave the day blank,
or out.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from searchkit.documents.letterhead.lines import MOTTO, Line, party_title, state_title
from searchkit.documents.letterhead.number import blank_number
from searchkit.text.legal.document_numbers import document_numbers
from searchkit.text.legal.numerals import MONTHS, in_figures
from searchkit.text.spelling.folding import fold

_LONGEST_LINE = 200  # characters
_MOST_WORDS = 6  # of a place's name
_LONGEST_PLACE = 42  # characters
_LINES_BELOW_NUMBER = 2  # a date without a place stands there, as judgments have it

_WORD = r"(?P<word>\bngay(?:\s+(?:xet xu|tuyen an|ban hanh|ky|lap))?\s*:?\s*(?:m[uo]ng\s+)?)"
_FORMS = (
    re.compile(
        rf"{_WORD}?(?<![\d/.-])(?P<day>\d{{1,2}})\s*"
        rf"(?:[,.–-]?\s*thang\s*(?P<month>\d{{1,2}}|{'|'.join(MONTHS)})"
        r"\s*(?:[,.–-]?\s*nam|[/.-])"
        r"|[/.-]\s*(?P<figure>\d{1,2})\s*(?:[/.-]|,?\s*nam))"
        r"\s*(?P<year>\d\s*\d\s*\d\s*\d|(?(word)(?<=[/.-])\d\d))\W*$"
    ),
    re.compile(
        rf"{_WORD}?(?<![\d/.-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?P<figure>)\W*$"
    ),
    re.compile(
        rf"{_WORD}(?P<day>[\dilo]{{1,2}})\s+thang\s+(?P<month>[\dilo]{{1,2}})\s+"
        r"nam\s+(?P<year>[12][\dilo]{3})(?P<figure>)\W*$"
    ),
)
_MAY_BE_DATED = re.compile(r"ngay|thang|\d\W{0,9}$")  # most lines have none of these
_SCANNED = str.maketrans("ilo", "110")
_FOUNDING = 45
"""Two figures are a year from 1945, the founding of the state, to 2044."""
_GAP = r"[\s.…_x\[\]]*"
_BLANK = re.compile(
    rf"\b(?:(?P<word>ngay){_GAP}\d{{0,2}}{_GAP}(?:thang|/|-)|thang){_GAP}\d{{0,2}}{_GAP}(?:nam|/|-)"
    rf"{_GAP}\d{{0,4}}{_GAP}$|\bngay{_GAP}\d{{0,2}}{_GAP}thang{_GAP}\d{{0,2}}{_GAP}$"
)
_BROKEN_OFF = re.compile(r",\s*ngay(?:\s*\d{1,2}(?:\s+thang(?:\s+\d{1,2})?)?)?\s*(?:nam\s*)?$")
_GOES_ON = ("thang ", "nam ", *"0123")
_NOT_OWN = re.compile(
    r"\W*(?:thuc hien|theo|xet|khoa|can cu|hom nay|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)\b"
)
_ABOUT = re.compile(r"\W*v\s*/\s*v\b")
_HOUR = re.compile(  # of telegrams: "hồi 10 giờ 30 phút ngày …"
    r",?\s*(?:vào\s+)?(?:hồi|lúc)\s+\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{1,2}\s*(?:phút|')?)?\s*,?\s*$",
    re.IGNORECASE,
)
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
        "tt",
        "tx",
    )
)
_ORNAMENT = " _*|,;.-–=()"


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
    place; a date without a place counts only behind the number or just below it. Behind another
    number it is that document's.
    """
    for at, line in enumerate(lines):
        found = date_line(line)
        if found is None or (not found.place and found.issued is None):
            continue
        last = 0 if found.start else _LINES_BELOW_NUMBER
        near = number is not None and 0 <= at - number <= last
        if not found.place and not near:
            continue
        day = found.issued.isoformat() if found.issued else ""
        return {"place": found.place, "date": day}, at
    return {}, -1


def unbroken(lines: list[Line]) -> list[Line]:
    """Return lines, those as one that a narrow column breaks within a date."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found and line.folded.startswith(_GOES_ON) else None
        if above is None or not _BROKEN_OFF.search(above.folded):
            found.append(line)
        else:
            text, folded = f"{above.text} {line.text}", f"{above.folded} {line.folded}"
            found[-1] = Line(line.end, text, folded)
    return found


def left_column(line: Line) -> str:
    """Return what stands beside place and date where a line holds both columns, else all of it."""
    found = date_line(line) if _ABOUT.match(line.folded) else None
    return line.text[: found.start].rstrip(" ,|") if found and found.place else line.text


def date_line(line: Line) -> DateLine | None:
    """Read the date that ends a line, and its place, when the rest is a number or ``V/v …``."""
    if len(line.text) > _LONGEST_LINE or not _MAY_BE_DATED.search(line.folded):
        return None
    if _NOT_OWN.match(line.folded):
        return None
    match = _dated(line)
    if match is None and "thang" in line.folded and (figures := in_figures(line.text)) != line.text:
        spelt = Line(line.end, figures, fold(figures).lower())  # all before the day is as it was
        match = _dated(spelt)
        line = line if match is None else spelt
    issued = _day(match) if match else None
    match = match if issued else _BLANK.search(line.folded)
    if match is None or len(line.text) != len(line.folded):
        return None
    start = _end_of_left_column(line, match.start())
    words = _HOUR.sub(", ", line.text[start : match.start()])
    place = _place(words, said=match["word"] is not None, about=_ABOUT.match(line.folded))
    if place is None or (match[0].startswith("thang") and not _is_whole_name(words, place)):
        return None
    return DateLine(line.text.rindex(place, 0, match.start()) if place else start, place, issued)


def _dated(line: Line) -> re.Match[str] | None:
    return next(filter(None, (form.search(line.folded) for form in _FORMS)), None)


def _day(match: re.Match[str]) -> date | None:
    year, day = ("".join(match[part].translate(_SCANNED).split()) for part in ("year", "day"))
    month = match["month"] or match["figure"]
    century = (1900 if int(year) >= _FOUNDING else 2000) if len(year) == len("25") else 0
    try:
        named = MONTHS.get(month) or int(month.translate(_SCANNED))
        return date(century + int(year), named, int(day))
    except ValueError:
        return None


def _end_of_left_column(line: Line, end: int) -> int:
    """Return where the number, the national title or the motto ends that stands before a date."""
    ends = [found.end for found in document_numbers(line.text[:end])[-1:]]
    left = Line(end, line.text[:end].rstrip(), line.folded[:end].rstrip())
    named = (blank_number(line), state_title(line), party_title(left), MOTTO.search(line.folded))
    ends += [match.end() for match in named if match]
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
    capital = all(
        (part[:1].isupper() or part.partition(" ")[0] in _OF_A_PLACE) and _PLACE.fullmatch(part)
        for part in whole.split(", ")
    )
    return whole if comma and short and capital and about is None else None


def _is_whole_name(words: str, place: str) -> bool:
    """Tell whether ``words`` are a place, each of its words a name, and nothing else."""
    return words.strip(_ORNAMENT) == place and all(map(_is_name, place.split()))


def _is_name(token: str) -> bool:
    """Tell whether a word belongs to the name of a place: ``Nội``, ``TP.Huế``, ``thành``."""
    if token.lower().strip(".") in _OF_A_PLACE:
        return True
    return token[0].isupper() and not token.isupper()
