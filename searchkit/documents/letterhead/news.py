"""What a news item on a portal says of itself: the date on the page, and the place it comes from.

The date stands in a line near the top that is little more than a date. The place stands where the
report begins, as newspapers have it: ``Hà Nội, ngày 5/3/2025 – Sáng nay, …``, ``Bắc Kạn – …``,
``Ba Bể (TTXVN) – …``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from searchkit.text.legal.dates import dates
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize
from searchkit.text.tables import read_table

_REACH = 3000  # characters
_LINES = 8
_LINES_TO_REPORT = 15
_MOST_WORDS = 12
_LEAST_REPORT = 40  # characters after the place; "Hà Nội – Huế" names a road
_DATELINE = re.compile(
    r"\W*(?:(?:thứ|chủ\s+nhật|ngày|cập\s+nhật|đăng|xuất\s+bản|sáng|chiều)\b|\d{1,2}[:/\-h])",
    re.IGNORECASE,
)
_AGENCY = r"\([^()\n]{2,40}\)"
_NAME = r"[^\W\d_][^\W\d_.]*(?:[ .]{1,2}[^\W\d_]+){0,4}(?: - [^\W\d_]+ [^\W\d_]+)?"
_TIME = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|thứ|chủ\s+nhật|tuần|tháng|quý|năm|hôm|lúc|cập\s+nhật)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    rf"(?:{_AGENCY}\s*[-–—:,]?\s*)?(?P<place>{_NAME}),?\s*"
    r"(?P<date>(?:ngày\s*)?\d{1,2}\s*(?:[/.-]|tháng)\s*\d{1,2}(?:\s*(?:[/.-]|năm)\s*\d{4})?)?\s*"
    rf"(?P<agency>{_AGENCY})?\s*[-–—:]\s+(?P<report>\S.*)"
)


def read_news(text: str) -> dict[str, str]:
    """Return ``date`` (ISO 8601) and ``place`` of a news item, each where it is really there."""
    lines = [line.strip() for line in text[:_REACH].split("\n") if line.strip()]
    fields = {"date": _publication_date(lines[:_LINES]), "place": ""}
    for line in lines[:_LINES_TO_REPORT]:
        if place := _place(line):
            fields["place"] = place["place"]
            fields["date"] = fields["date"] or _day(place["date"] or "")
            break
    return {name: value for name, value in fields.items() if value}


def _publication_date(lines: list[str]) -> str:
    for line in lines:
        if _DATELINE.match(line) and len(line.split()) <= _MOST_WORDS and (day := _day(line)):
            return day
    return ""


def _day(line: str) -> str:
    """Return the first whole date of a line."""
    return next((d.date.isoformat() for d in dates(line) if d.precision == "day"), "")


def _place(line: str) -> re.Match[str] | None:
    """Match a line that begins with a place: with a date or an agency any, else a province."""
    found = _PLACE.match(line)
    if found is None or len(found["report"]) < _LEAST_REPORT:
        return None
    name = found["place"]
    words = re.findall(r"[^\W\d_]+", name)
    if _TIME.match(name) or not all(word[0].isupper() for word in words):
        return None
    proven = found["date"] or found["agency"] or _spelling(name) in _provinces()
    return found if proven else None


@lru_cache(maxsize=1)
def _provinces() -> frozenset[str]:
    return frozenset(_spelling(name) for name, _ in read_table("provinces.tsv"))


def _spelling(name: str) -> str:
    """Return a name in one spelling, without diacritics: ``Thanh Hoá`` is ``Thanh Hóa``."""
    return fold(normalize(name).text).lower()
