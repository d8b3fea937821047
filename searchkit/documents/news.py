"""The date of a news item on a portal: a line near the top that is little more than a date."""

from __future__ import annotations

import re

from searchkit.text.dates import dates

_LINES = 8
_MOST_WORDS = 12
_DATELINE = re.compile(
    r"\W*(?:(?:thứ|chủ\s+nhật|ngày|cập\s+nhật|đăng|xuất\s+bản|sáng|chiều)\b|\d{1,2}[:/\-h])",
    re.IGNORECASE,
)


def publication_date(text: str) -> str:
    """Return the date (ISO 8601) of the first dateline in the first lines, or an empty string."""
    lines = [line for line in text[:3000].split("\n") if line.strip()]
    for line in lines[:_LINES]:
        if _DATELINE.match(line) and len(line.split()) <= _MOST_WORDS:
            for found in dates(line):
                if found.precision == "day":
                    return found.date.isoformat()
    return ""
