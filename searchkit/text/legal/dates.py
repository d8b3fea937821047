"""Dates in running text: ``ngày 17 tháng 02 năm 2025``, ``17/2/2025``, ``tháng 02 năm 2025``.

Documents write their date in words, days below 10 and the months 1 and 2 with a leading zero
(Decree 30/2020/NĐ-CP, Appendix I, part II, 4); elsewhere figures with ``/``, ``-`` or ``.`` are
usual. A day and a month without a year are no date: they recur every year.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

# Vowels without marks, in NFC, and in NFD.
_THANG, _NAM = "th(?:á|a\u0301?)ng", "n(?:ă|a\u0306?)m"
_GAP = r"\s{0,4}"
_DATE = re.compile(
    rf"(?<![0-9])(?<![0-9][/.,])([0-9]{{1,2}}){_GAP}(?:"
    rf",?{_GAP}{_THANG}{_GAP}([0-9]{{1,2}}){_GAP}(?:[,/]?{_GAP}{_NAM}|[/-]){_GAP}"
    rf"|([/.\-‐‑–]){_GAP}([0-9]{{1,2}}){_GAP}\3{_GAP}"
    rf"|(?:,?{_GAP}{_NAM}|[/-]){_GAP}"
    r")((?:1[89]|20)[0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
# After figures: 17/2/2025/QH15, 1.2.2025.3.
_GOES_ON = re.compile(r"[/\-]\w|\.[0-9]")
_MONTH_BEFORE = re.compile(rf"{_THANG}{_GAP}$", re.IGNORECASE)
_LONGEST_MONTH_WORD = 12


class TextDate(NamedTuple):
    """A date as it stands in a text: ``text`` is ``[start:end]`` of the text given.

    With ``precision`` "month" the text names no day (``tháng 02 năm 2025``), and ``date`` is the
    first of the month.
    """

    text: str
    start: int
    end: int
    date: date
    precision: Literal["day", "month"]


def dates(text: str) -> list[TextDate]:
    """Find the dates in ``text``, with diacritics or without, in order; linear in its length.

    The span of a date begins at the day's figure (or at ``tháng``). Days that no calendar has
    (``31/2/2025``) are not dates.
    """
    found = (_text_date(text, match) for match in _DATE.finditer(text))
    return [item for item in found if item is not None]


def _text_date(text: str, match: re.Match[str]) -> TextDate | None:
    first, month_in_words, _, month_in_figures, year = match.groups()
    month = month_in_words or month_in_figures
    if month_in_figures and _GOES_ON.match(text, match.end()):
        return None
    start, day = match.start(), first
    if month is None:
        word = _MONTH_BEFORE.search(text, max(0, start - _LONGEST_MONTH_WORD), start)
        if word is None:
            return None
        start, day, month = word.start(), "1", first
    try:
        when = date(int(year), int(month), int(day))
    except ValueError:
        return None
    precision: Literal["day", "month"] = "day" if start == match.start() else "month"
    return TextDate(text[start : match.end()], start, match.end(), when, precision)
