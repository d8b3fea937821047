"""The lines of a letterhead, each known by its own form: national title, number, place and date.

The forms are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, for state bodies, and of Hướng dẫn
36-HD/VPTW for bodies of the Party. Extraction often weaves the two columns of a head together.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from searchkit.documents.extraction import fold_space
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

_REACH = 6000  # characters at the beginning of a text that may belong to a letterhead
_MOST_LINES = 60
_SHORT = 40  # characters that tell how a line begins
_TAIL = 20  # characters that tell how it ends; most lines need no more
_LONGEST_LINE = 200  # characters of a line with the national title; a sentence may name it

STATE_TITLE = re.compile(r"(?<!nuoc )cong hoa xa hoi\s*chu nghia viet nam")
STATE_TITLE_HALF = re.compile(
    r"^cong\s?hoa xa hoi$|^chu nghia viet nam$|^cong$|^hoa xa hoi chu nghia"
)
PARTY_TITLE = re.compile(r"dang cong san viet nam$")
MOTTO = re.compile(r"doc lap\W+tu do\W+hanh phuc")
PLACE_DATE = re.compile(
    r"(?:(?P<place>[^\W\d_][\w .'–-]{1,40}?)\s*,\s*)?\bngày\s*(?P<day>\d{1,2})\s*"
    r"tháng\s*(?P<month>\d{1,2})\s*năm\s*(?P<year>\d\s*\d\s*\d\s*\d)\W*$",
    re.IGNORECASE,
)
_BODY_BEGINS = re.compile(r"\W*(?:can cu|dieu \d+)\b")
_WORD = re.compile(r"\w")
# Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.10: secrecy, urgency, circulation; and drafts.
_MARK = re.compile(
    r"\W*(?:du thao(?: (?:lan )?(?:thu )?\w{1,4}| ngay .{1,20})?|(?:tuyet |toi )?mat"
    r"|(?:thuong )?khan|hoa toc(?: hen gio.{0,30})?|luu hanh noi bo|xem xong tra lai)\W*"
)
_BEGINS = re.compile(
    r"S(?:ố|Ố)\s*(?::|\d+\s*[-/])|K(?:ính gửi|ÍNH GỬI)\b|CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]"
)
_ENDS = re.compile(r"(?:việt\s+nam|tự\s+do\W+hạnh\s+phúc)\W*$", re.IGNORECASE)
_ROW_BEFORE_DATE = re.compile(r"(?:số\s*:?\s*\S[^,]{0,40}\s)?\W*$", re.IGNORECASE)


class Line(NamedTuple):
    """A line of the head: its end in the text, its words in one spelling, and those folded."""

    end: int
    text: str
    folded: str


def head_lines(text: str) -> list[Line]:
    """Return the lines with words among the first 6,000 characters, without marks.

    Marks stand beside the head and belong to none of its fields: ``MẬT``, ``HỎA TỐC``, ``DỰ THẢO``.
    """
    lines: list[Line] = []
    for match in re.finditer(r"[^\n]+", text[:_REACH]):
        if not _WORD.search(match[0]):
            continue
        spelt = fold_space(str(normalize(match[0])))
        folded = fold(spelt).lower()
        if not _MARK.fullmatch(folded):
            lines.append(Line(match.end(), spelt, folded))
    return lines[:_MOST_LINES]


def find_title(lines: list[Line]) -> int | None:
    """Return the line of the national title, or of the Party's, that ends it."""
    for at, line in enumerate(lines):
        if _BODY_BEGINS.match(line.folded):
            break
        if len(line.text) > _LONGEST_LINE:
            continue
        before = lines[at - 1].folded if at else ""
        if STATE_TITLE.search(line.folded) or STATE_TITLE.search(f"{before} {line.folded}"):
            return at
        if PARTY_TITLE.search(line.folded) and line.text.isupper():
            return at
    return None


def is_ceremonial(line: str) -> bool:
    """Tell whether a line is a national title, motto or Party title, which says nothing."""
    folded = fold(fold_space(str(normalize(line)))).lower()
    return any(pattern.search(folded) for pattern in (STATE_TITLE, MOTTO, PARTY_TITLE))


def begins_head_line(line: str) -> bool:
    """Tell whether a line begins as a part of a head does: ``Số:``, ``Kính gửi``, the title."""
    return _BEGINS.match(unicodedata.normalize("NFC", line[:_SHORT])) is not None


def ends_head_line(line: str) -> bool:
    """Tell whether a line is a part of a head that nothing continues: the motto, place and date."""
    tail = unicodedata.normalize("NFC", line[-_TAIL:]).lower().rstrip(" ._-–*")
    if len(line) > _LONGEST_LINE or not ("năm" in tail or tail.endswith(("nam", "phúc"))):
        return False
    line = unicodedata.normalize("NFC", line)
    dated = PLACE_DATE.search(line)
    if dated and dated["place"]:
        return _ROW_BEFORE_DATE.match(line[: dated.start()]) is not None
    return _ENDS.search(line) is not None and is_ceremonial(line)
