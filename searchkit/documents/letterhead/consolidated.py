"""What certifies a consolidated text (văn bản hợp nhất): issuer, number, place and date at its end.

Its head is that of the consolidated act, without number and date; below the text stands
``VĂN PHÒNG QUỐC HỘI / Số: 30/VBHN-VPQH / XÁC THỰC VĂN BẢN HỢP NHẤT / Hà Nội, ngày …`` (Pháp lệnh
01/2012/UBTVQH13 on consolidation, art. 4 and 14, and the form of the gazette).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import NamedTuple

from searchkit.documents.letterhead.issuer import issuer_of
from searchkit.documents.letterhead.lines import Line, line_of
from searchkit.documents.letterhead.place_and_date import place_and_date, unbroken
from searchkit.text.legal.document_numbers import document_numbers

_TITLE = "XÁC THỰC VĂN BẢN HỢP NHẤT"
_SPELT = "|".join(
    unicodedata.normalize(form, _TITLE)[1:].replace(" ", r"\s+") for form in ("NFC", "NFD")
)
# It begins with a plain character class: the regex engine skips to its members at full speed.
_CERTIFIED = re.compile(rf"[xX](?i:{_SPELT})")
_BLANKS = (" ", "\t")
_REACH = 500  # characters before and behind the title
_LINES = 5
_MOST = 20  # titles that are looked at; forms and rules about consolidation name it, too
_ABBREVIATION = "VBHN"


class Certificate(NamedTuple):
    """The fields of a certificate, and the offset at which its title ends, above the signature."""

    fields: dict[str, str]
    end: int


def read_certificate(text: str) -> Certificate | None:
    """Return the first certificate of ``text`` that has a number; forms leave it blank."""
    titles = (match for match in _CERTIFIED.finditer(text) if _is_title(match))
    for match in islice(titles, _MOST):
        above = _lines(text[max(0, match.start() - _REACH) : match.start()])[-_LINES:]
        below = _lines(text[match.end() : match.end() + _REACH])[:_LINES]
        number = next(filter(None, map(_number, [*reversed(above), *below])), "")
        if number:
            dated, _ = place_and_date([*unbroken(below), *unbroken(above)])
            issuer = _issuer(above) or issuer_of(_down_to_number(below))
            return Certificate({"number": number, **dated, **issuer}, match.end())
    return None


def _is_title(match: re.Match[str]) -> bool:
    """Tell whether the words are in capitals, or on a line of their own."""
    text, start, end = match.string, *match.span()
    while start and text[start - 1] in _BLANKS:
        start -= 1
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    return match[0].isupper() or (text[start - 1 : start] in "\n" and text[end : end + 1] in "\n")


def _lines(text: str) -> list[Line]:
    return [line_of(line) for line in text.split("\n") if any(map(str.isalnum, line))]


def _number(line: Line) -> str:
    numbers = document_numbers(line.text)
    own = numbers and numbers[0].type == _ABBREVIATION
    return numbers[0].spelt if own else ""


def _down_to_number(below: list[Line]) -> list[Line]:
    """Return the lines below the title that end with the number; none where it stands above."""
    return below[: next((at + 1 for at, line in enumerate(below) if _number(line)), 0)]


def _issuer(above: list[Line]) -> dict[str, str]:
    """Read the names in capitals that stand right above the title."""
    first = len(above)
    while first and (above[first - 1].text.isupper() or _number(above[first - 1])):
        first -= 1
    return issuer_of(above[first:])
