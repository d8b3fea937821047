"""Which lines of a page begin a part of a head or end one, so that none is joined to another.

A reader of pages asks this before it puts the lines of a paragraph together again.
"""

from __future__ import annotations

import re
import unicodedata

from searchkit.documents.letterhead.lines import is_ceremonial, line_of
from searchkit.documents.letterhead.place_and_date import date_line

_SHORT = 40  # characters that tell how a line begins
_TAIL = 20  # characters that tell how it ends; most lines need no more
_LONGEST_LINE = 200  # characters
_BEGINS = re.compile(
    r"S(?:ố|Ố)\s*(?::|\d+\s*[-/])|K(?:ính gửi|ÍNH GỬI)\b|CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]"
    r"|C(?:ăn cứ|ĂN CỨ)\s"
)
_ENDS = re.compile(r"(?:việt\s+nam|tự\s+do\W+hạnh\s+phúc)\W*$")
_ABOUT = re.compile(r"V\s*/\s*v\b", re.IGNORECASE)
_DATED = re.compile(r"(?:năm|[/.-])\s*(?:19|20)\d\s*\d\W*$")


def begins_head_line(line: str) -> bool:
    """Tell whether a line begins as a part of a head does: ``Số:``, ``Kính gửi``, the title.

    So does the first legal basis below it, ``Căn cứ Luật …``.
    """
    return _BEGINS.match(unicodedata.normalize("NFC", line[:_SHORT])) is not None


def ends_beside_subject(line: str) -> bool:
    """Tell whether place and date end a line that a letter's subject begins: ``V/v … Huế, ngày …``.

    The subject goes on below, in the left column.
    """
    return _ABOUT.match(line) is not None and ends_head_line(line)


def ends_head_line(line: str) -> bool:
    """Tell whether a line is a part of a head that nothing continues: the motto, place and date."""
    tail = unicodedata.normalize("NFC", line[-_TAIL:]).lower()
    if len(line) > _LONGEST_LINE:
        return False
    if _ENDS.search(tail):
        return is_ceremonial(line)
    if not _DATED.search(tail):
        return False
    dated = date_line(line_of(line))
    return dated is not None and bool(dated.place)
