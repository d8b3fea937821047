"""Where and when a document was issued: ``Hà Nội, ngày 5 tháng 3 năm 2020`` in its head."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from searchkit.documents.letterhead.lines import PLACE_DATE, Line
from searchkit.text.legal.document_numbers import document_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\w")
_NOT_OWN = re.compile(r"(?:thuc hien|theo|xet|khoa|can cu)\b")  # dates of other documents
_ABOUT = re.compile(r"\W*v\s*/\s*v\b")


def place_and_date(lines: list[Line]) -> tuple[dict[str, str], int]:
    """Return place and date of the first line that is such as heads have, and that line or -1."""
    for at, line in enumerate(lines):
        found = _right_column(line)
        if found is None:
            continue
        match, place = found
        year, month, day = (match["year"].replace(" ", ""), match["month"], match["day"])
        try:
            issued = date(int(year), int(month), int(day))
        except ValueError:
            continue
        return {"place": place, "date": issued.isoformat()}, at
    return {}, -1


def left_column(line: Line) -> str:
    """Return what stands beside place and date where a line holds both columns, else all of it."""
    found = _right_column(line) if _ABOUT.match(line.folded) else None
    if found is None or not found[1]:
        return line.text
    return line.text[: line.text.rindex(found[1], 0, found[0].start("day"))].rstrip(" ,|")


def _right_column(line: Line) -> tuple[re.Match[str], str] | None:
    """Return the date that ends a line, and its place, when the rest is a number or ``V/v …``."""
    if _NOT_OWN.match(line.folded):
        return None
    numbers = document_numbers(line.text)
    start = numbers[-1].end if numbers else 0
    match = PLACE_DATE.search(line.text, start)
    if match is None:
        return None
    place = (match["place"] or "").strip()
    if _ABOUT.match(line.folded):
        place = " ".join(reversed(list(_names_at_end(place))))
        return (match, place) if place else None
    return None if _WORD.search(line.text, start, match.start()) else (match, place)


def _names_at_end(words: str) -> Iterator[str]:
    """Yield the last words backwards as long as they are names, which begin with capitals."""
    for word in reversed(words.split()):
        if not word[0].isupper():
            return
        yield word
