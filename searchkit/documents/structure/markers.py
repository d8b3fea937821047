"""What a line begins with: ``Chương II``, ``Điều 5a.``, ``1-``, ``a)``, or nothing of the kind.

The units and their number styles are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5, and of
Nghị định 78/2025/NĐ-CP for legal acts (``Điều 5a`` and ``điểm đ`` among them). Bodies of the Party
write ``I-``, ``1-``, ``1.1-`` and ``a-`` (Hướng dẫn 36-HD/VPTW).
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum

_HEAD = 160  # characters of a paragraph that are looked at for a marker
_LONG_HEADING = 60  # syllables that a heading may have with a word before its number, as "Điều"


class Kind(IntEnum):
    """What a paragraph is; headings first, the outermost lowest.

    An appendix may hold parts, as the first one of Nghị định 30/2020/NĐ-CP does, and forms
    (``Mẫu số 01/TSMH``), which also stand alone behind an act.
    """

    APPENDIX = 0
    FORM = 1
    PART = 2
    CHAPTER = 3
    SECTION = 4
    SUBSECTION = 5
    LETTERED = 6
    ROMAN = 7
    ARTICLE = 8
    NUMBERED = 9
    DECIMAL = 10
    CLAUSE = 11
    POINT = 12
    QUOTED = 13  # the first line of a quoted unit, and each article in it
    CAPTION = 14
    COLUMNS = 15  # the names of a table's columns
    ROW = 16
    ITEM = 17
    TEXT = 18

    @property
    def is_heading(self) -> bool:
        """Whether paragraphs below belong to it."""
        return self <= Kind.DECIMAL


_NUMERAL = r"(?:[ivxlc]{1,7}|\d{1,3})[a-zđ]?"
_ORDINAL = r"(?:thứ\s+)?(?:nhất|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+\w+)?)"
_NTH = r"thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?=\s*[.:–—-]|$)"
_NTHS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
# An article of the Pháp điển: topic, subject, kind of act, number: "1.1.LQ.1", "1.1.NĐ.5.10".
_CODE_NUMBER = r"\d+(?:\.\d+)+\.[a-zđ]{2}\.\d+(?:\.\d+)*"
_SECOND_NUMBER = rf"(?:[.-](?:{_NUMERAL}|[a-z])\b)*"  # "I-A", "2.1"
# Of a form: "04a", "03/PL", "B01-DN", "01/CTKT-TSMH".
_FORM_NUMBER = (
    r"(?:(?:SỐ|[Ss]ố)\s*:?\s*)?"
    r"[A-ZĐ]{0,3}\d{1,3}[a-zđ]?(?:[./-][A-ZĐ\d]{1,8}(?:-[A-ZĐ\d]{1,8})*)?"
)
_DASH = r"\s*[-–—]\s*(?=[^\W\d])"
_MARKER = re.compile(
    rf"""(?:\#{{1,6}}\ +)?(?:\*\*|__)?(?:
      (?P<ARTICLE>    (?:[đð]iều|dieu)\s*(?:{_CODE_NUMBER}|(?:thứ\s+)?\d{{1,4}}[a-zđ]?\d?|{_NTH}))
                      (?=(?:\*\*|__)?\s*(?:[.:–—/-]|$)|\s+[^\W\d])
    | (?P<CHAPTER>    (?:chương|chuong)\s+(?:{_NUMERAL}{_SECOND_NUMBER}|{_ORDINAL})) \b
    | (?P<SUBSECTION> tiểu\s+mục\s+(?:{_NUMERAL}|[a-z]){_SECOND_NUMBER}) \b
    | (?P<SECTION>    mục\s+(?:{_NUMERAL}|[a-z]){_SECOND_NUMBER}) \b
    | (?P<PART>       phần\s+(?:{_NUMERAL}|{_ORDINAL}|[a-zđ])) \b
    | (?P<APPENDIX>   (?:phụ\s+lục|phu\s+luc)
                      (?:\s+(?:số\s+)?(?:{_NUMERAL}|[a-z]\d{{0,2}}){_SECOND_NUMBER}
                      (?:/(?-i:[A-ZĐ]{{1,8}}))?)?) \b
    | (?-i:(?P<FORM>  (?:MẪU|Mẫu|BIỂU\s+MẪU|Biểu\s+mẫu)\s+{_FORM_NUMBER})) \b
    | (?P<DECIMAL>    \d{{1,2}}(?:\.\d{{1,2}}){{1,3}}) [.)]? (?:\s+(?=\D)|{_DASH})
    | (?P<CLAUSE>     (?:khoản\s+)?\d{{1,3}}[a-zđ]?)
                      (?:\s*(?:[.)]\s*|/\s+)(?=\D|$)|\s*/(?=[^\W\d])|{_DASH})
    | (?-i:(?P<ROMAN> [IVXL]{{1,7}})) \s*[./):–-]\s* (?=\w)
    | (?-i:(?P<LETTERED> [A-HĐKLM])) \s*[./)–-]\s+ (?=\w)
    | (?-i:(?P<POINT> [a-zđ]\d?(?=\s*[./)])|[a-zđ]{{2}}(?=\))|[a-zđ](?={_DASH})))
                      (?:\s*[./)]\s*(?=\S|$)|{_DASH})
    | (?P<ITEM>       [-–—+*•·]) (?=\s*\w)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_STOPS = ".:–—/-"
_KEYWORD = re.compile(
    r"(?:[đð]iều(?:\s+thứ\b)?|dieu|chương|chuong|tiểu\s+mục|mục|phần|phụ\s+lục|phu\s+luc|khoản"
    r"|(?:biểu\s+)?mẫu)\s*",
    re.IGNORECASE,
)
_LAST_ARTICLE = re.compile(r"\b[đð]iều\s+(?:thứ\s+)?(\d{1,4}[a-zđ]?)\s*$", re.IGNORECASE)
_KINDS = Kind.__members__
_NUMBERS = ("CLAUSE", "POINT", "DECIMAL")
_AMBIGUOUS_KEYWORDS = ("CHAPTER", "SECTION", "SUBSECTION", "PART", "APPENDIX", "FORM")
_DASHES = ("-", "–", "—", "/")
_MAY_BE_DASHED = (*_DASHES, "- ", "– ", "— ")
# After "Chương II" without a stop: what makes it a place in another act, and no title.
_OF_AN_ACT = re.compile(
    r"""
      (?:Luật|Bộ\ luật|Nghị\ định|Nghị\ quyết|Thông\ tư|Pháp\ lệnh|Hiến\ pháp|Quyết\ định|Quy\ định
        |Quy\ chế|Điều\ lệ|Hiệp\ định|Công\ ước)\s+(?:này|số|năm)\b
    | (?:Luật|Bộ\ luật|Pháp\ lệnh)\s+(?P<name>\w)
    | (?:Điều|Chương|Mục|Tiểu\ mục|Phần|Phụ\ lục)\s+(?:[IVXLC]{1,7}|\d{1,3})\b(?!\s*[.:])
    """,
    re.VERBOSE,
)
# After "Điều 5" without a stop: an act whether it is named in full or not.
_ACT_OF_ARTICLE = re.compile(
    r"(?:Luật|Bộ luật|Nghị định|Nghị quyết|Thông tư|Pháp lệnh|Hiến pháp|Quyết định|Hiệp định"
    r"|Công ước|Điều lệ|Quy chế|Quy định(?= (?:này|số|kèm)\b)|Khoản \d|Điểm \w\b)(?!\w)"
)


def find_marker(line: str) -> re.Match[str] | None:
    """Return the marker that a line begins with; the name of the match's group is its kind."""
    head = line[:_HEAD]
    if not head.isascii():
        head = unicodedata.normalize("NFC", head)
    match = _MARKER.match(head)
    if match is None:
        return None
    if match.lastgroup in _AMBIGUOUS_KEYWORDS:
        return match if _is_heading(head[match.end() :].strip()) else None
    if match.lastgroup == "ARTICLE" and not has_stop(match):
        rest = head[match.end() :].lstrip()
        return match if _is_heading(rest) and not _ACT_OF_ARTICLE.match(rest) else None
    if match[0][-1] in _DASHES and match.lastgroup in _NUMBERS:  # no space: "10-NQ/TW", "e-mail"
        rest = head[match.end() :]
        return match if rest[0].isupper() and not rest[1:2].isupper() else None
    return match


def kind_of(match: re.Match[str]) -> Kind:
    """Return the kind of unit that a marker opens."""
    return _KINDS[match.lastgroup or ""]


def label_of(match: re.Match[str]) -> str:
    """Return the number of a marker, without the word before it: ``5a``, ``II``, ``đ``."""
    label = _KEYWORD.sub("", match[match.lastgroup or ""]).replace(":", "")  # "Mẫu số: 01"
    if match.lastgroup == "ARTICLE" and label.lower() in _NTHS:
        return str(_NTHS.index(label.lower()) + 1)
    return label


def has_stop(match: re.Match[str]) -> bool:
    """Tell whether a marker is more than an article's number with words behind: ``Điều 3 Quyền``.

    A sentence that cites an article looks the same, so such an article must be the next one.
    """
    rest = match.string[match.end() :].lstrip(" \t*_")
    return match.lastgroup != "ARTICLE" or not rest or rest[0] in _STOPS


def is_dashed(match: re.Match[str]) -> bool:
    """Tell whether a number has only a dash or a tight slash behind it: ``1-``, ``a -``, ``1/Các``.

    So do ranges, formulas and numbers of documents, so such a marker must count on from others.
    """
    if not match[0].endswith(_MAY_BE_DASHED):
        return False
    separator = match[0][match.end(match.lastgroup or "") :]
    if separator == "/":
        return match.lastgroup == "CLAUSE"  # points have it often
    return separator.strip() in ("-", "–", "—")


def opens_paragraph(line: str) -> bool:
    """Tell whether a line begins a unit of its own, whatever stands before it."""
    marker = find_marker(line)
    return marker is not None and has_stop(marker)


def article_number(title: str) -> str:
    """Return the number of the article that ``title`` begins or ends with, or nothing.

    ``Điều 5a. Chuyển tiếp`` and ``Luật Đất đai - Điều 5a`` are such titles.
    """
    match = find_marker(title)
    if match and match.lastgroup == "ARTICLE":
        return label_of(match)
    last = _LAST_ARTICLE.search(unicodedata.normalize("NFC", title[-_HEAD:]))
    return last[1] if last else ""


def is_title(paragraph: str, most_syllables: int = _LONG_HEADING) -> bool:
    """Tell whether a paragraph reads as a heading: short, and no sentence."""
    return (
        len(paragraph) <= 8 * most_syllables
        and not paragraph.endswith((".", ";", ",", "!", "?"))
        and len(paragraph.split()) <= most_syllables
    )


def _is_heading(rest: str) -> bool:
    """Refuse what a line break put first: ``Chương V của Luật này quy định``."""
    if not rest or rest[0] in ".:-–(":
        return True
    return rest[0].isupper() and not _names_an_act(rest)


def _names_an_act(words: str) -> bool:
    act = _OF_AN_ACT.match(words)
    return act is not None and (act["name"] is None or act["name"].isupper())
