"""The units of a legal or administrative text: Phần, Chương, Mục, Điều, Khoản, Điểm, sections.

The units and their number styles are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5, and of
Nghị định 78/2025/NĐ-CP for legal acts (``Điều 5a`` and ``điểm đ`` among them).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = 160  # characters of a paragraph that are looked at for a marker
_SHORT_HEADING = 30  # syllables that a heading may have when nothing else marks it as one
_LONG_HEADING = 60  # the same for a heading with a word before its number, such as "Điều"


class Kind(IntEnum):
    """What a paragraph is; headings first, the outermost lowest."""

    PART = 0
    APPENDIX = 1
    CHAPTER = 2
    SECTION = 3
    SUBSECTION = 4
    LETTERED = 5
    ROMAN = 6
    ARTICLE = 7
    NUMBERED = 8
    DECIMAL = 9
    CLAUSE = 10
    POINT = 11
    ITEM = 12
    TEXT = 13

    @property
    def is_heading(self) -> bool:
        """Whether paragraphs below belong to it."""
        return self <= Kind.DECIMAL


class Paragraph(NamedTuple):
    """A paragraph of a text by its offsets, with its kind and its number (``5a``, ``đ``)."""

    start: int
    end: int
    kind: Kind
    label: str = ""


_NUMERAL = r"(?:[ivxlc]{1,7}|\d{1,3})[a-zđ]?"
_ORDINAL = r"(?:thứ\s+)?(?:nhất|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+\w+)?)"
# An article of the Pháp điển: topic, subject, kind of act, number: "1.1.LQ.1", "1.1.NĐ.5.10".
_CODE_NUMBER = r"\d+(?:\.\d+)+\.[a-zđ]{2}\.\d+(?:\.\d+)*"
_MARKER = re.compile(
    rf"""
      (?P<ARTICLE>    [đð]iều\s*(?:{_CODE_NUMBER}|\d{{1,4}}[a-zđ]?\d?)) (?=\s*(?:[.:–/-]|$))
    | (?P<CHAPTER>    chương\s+(?:{_NUMERAL}|{_ORDINAL})) \b
    | (?P<SUBSECTION> tiểu\s+mục\s+(?:{_NUMERAL}|[a-z])) \b
    | (?P<SECTION>    mục\s+(?:{_NUMERAL}|[a-z])) \b
    | (?P<PART>       phần\s+(?:{_NUMERAL}|{_ORDINAL}|[a-zđ])) \b
    | (?P<APPENDIX>   phụ\s+lục(?:\s+(?:số\s+)?(?:{_NUMERAL}|[a-z]))?) \b
    | (?P<DECIMAL>    \d{{1,2}}(?:\.\d{{1,2}}){{1,3}}) [.)]?\s+ (?=\D)
    | (?P<CLAUSE>     (?:khoản\s+)?\d{{1,3}}[a-zđ]?) \s*(?:[.)]\s*|/\s+) (?=\D|$)
    | (?-i:(?P<ROMAN> [IVXL]{{1,7}})) \s*[./):–-]\s* (?=\w)
    | (?-i:(?P<LETTERED> [A-HĐKLM])) \s*[./)–-]\s+ (?=\w)
    | (?-i:(?P<POINT> [a-zđ]\d?(?=\s*[./)])|[a-zđ]{{2}}(?=\)))) \s*[./)]\s* (?=\S|$)
    | (?P<ITEM>       [-–—+*•·]) (?=\s*\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KEYWORD = re.compile(r"(?:[đð]iều|chương|tiểu\s+mục|mục|phần|phụ\s+lục|khoản)\s*", re.IGNORECASE)
_ATTACHED = re.compile(r"\(\s*(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo\b", re.IGNORECASE)
_ATTACHMENT_LINES = 4
_LAST_ARTICLE = re.compile(r"\b[đð]iều\s+(?:thứ\s+)?(\d{1,4}[a-zđ]?)\s*$", re.IGNORECASE)
_LINE = re.compile(r"\S[^\n]*")
_QUOTE_OPEN = ("“", '"', "«", "„")
_QUOTE_CLOSE = re.compile(r'[”"»][.;,]?[ \t]*$', re.MULTILINE)
_WORDED = (Kind.PART, Kind.APPENDIX, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_LETTERS = "ABCDĐEGHIKLM"


def opens_paragraph(line: str) -> bool:
    """Tell whether a line begins a unit of its own, whatever stands before it."""
    return _marker(line) is not None


def article_number(title: str) -> str:
    """Return the number of the article that ``title`` begins or ends with, or nothing.

    ``Điều 5a. Chuyển tiếp`` and ``Luật Đất đai - Điều 5a`` are such titles.
    """
    match = _marker(title)
    if match and match.lastgroup == Kind.ARTICLE.name:
        return _KEYWORD.sub("", match[0])
    last = _LAST_ARTICLE.search(unicodedata.normalize("NFC", title[-_HEAD:]))
    return last[1] if last else ""


def paragraphs(text: str, start: int = 0) -> list[Paragraph]:
    """Return the paragraphs of ``text`` from offset ``start`` on, each with its kind.

    Lines that go on with a sentence belong to the paragraph before them. Inside a quotation that
    stands on lines of its own (the new wording in an amending text) no heading opens.
    """
    found: list[Paragraph] = []
    quotes = _Quotations(text)
    order = _Order()
    for begin, end in _lines(text, start):
        quoted = quotes.covers(begin, end)
        kind, label = _classify(text, begin, end, order, quoted=quoted)
        if kind is Kind.TEXT and _ATTACHED.match(text, begin, end):
            _open_attachment(text, found, order)
        elif order.begins_anew(kind, label):
            _open_untold_attachment(text, found, order)
        if kind is Kind.TEXT and found and _continues(text, found[-1], begin):
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Paragraph(begin, end, kind, label))
            if kind.is_heading:
                order.enter(kind, label)
    return _without_bare_numbers(found)


def _open_attachment(text: str, found: list[Paragraph], order: _Order) -> None:
    """Make the capitals above "(Ban hành kèm theo …)" the heading of an attached document."""
    first = len(found)
    while (
        first > 0
        and len(found) - first < _ATTACHMENT_LINES
        and found[first - 1].kind is Kind.TEXT
        and text[found[first - 1].start : found[first - 1].end].isupper()
    ):
        first -= 1
    if first < len(found) and not (first and found[first - 1].kind is Kind.APPENDIX):
        found[first] = found[first]._replace(kind=Kind.APPENDIX)
        order.enter(Kind.APPENDIX, "")


def _open_untold_attachment(text: str, found: list[Paragraph], order: _Order) -> None:
    """Make the title above a second "Chương I" or "Điều 1" the heading of an attached document.

    The title is capitals, below which may stand lines that read as titles too.
    """
    first = len(found)
    for at in range(len(found) - 1, max(-1, len(found) - 1 - _ATTACHMENT_LINES), -1):
        paragraph = text[found[at].start : found[at].end]
        if found[at].kind is not Kind.TEXT or not is_title(paragraph):
            break
        if paragraph.isupper():
            first = at
        elif first < len(found):
            break
    if first < len(found):
        found[first] = found[first]._replace(kind=Kind.APPENDIX)
        order.enter(Kind.APPENDIX, "")


def _without_bare_numbers(found: list[Paragraph]) -> list[Paragraph]:
    """Make numbered lines with nothing below them list items; a heading heads something."""
    following = [*found[1:], Paragraph(0, 0, Kind.PART)]
    return [
        unit._replace(kind=Kind.CLAUSE)
        if unit.kind in (Kind.NUMBERED, Kind.DECIMAL) and after.kind <= unit.kind
        else unit
        for unit, after in zip(found, following, strict=False)
    ]


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text, start):
        yield line.start(), line.start() + len(line[0].rstrip())


def _marker(line: str) -> re.Match[str] | None:
    head = line[:_HEAD]
    if not head.isascii():
        head = unicodedata.normalize("NFC", head)
    match = _MARKER.match(head)
    if match is None:
        return None
    return match if _plausible(Kind[match.lastgroup or ""], head[match.end() :]) else None


def _plausible(kind: Kind, rest: str) -> bool:
    """Refuse references that a line break put first: ``Chương V của Luật này quy định``."""
    if kind not in _WORDED:
        return True
    rest = rest.strip()
    return not rest or rest[0] in ".:-–(" or rest[0].isupper()


def _classify(text: str, start: int, end: int, order: _Order, *, quoted: bool) -> tuple[Kind, str]:
    match = _marker(text[start:end] if end - start < _HEAD else text[start : start + _HEAD])
    if match is None:
        return Kind.TEXT, ""
    kind = Kind[match.lastgroup or ""]
    label = _KEYWORD.sub("", match[kind.name])
    if quoted:
        return Kind.ITEM, ""
    if kind in (Kind.ROMAN, Kind.LETTERED):
        shown = text[start:end].isupper() or order.expects(kind, label)
        return (kind, label) if shown else (Kind.TEXT, "")
    if kind in (Kind.CLAUSE, Kind.DECIMAL) and not order.in_article:
        if is_title(text[start:end], _SHORT_HEADING):
            return (Kind.NUMBERED if kind is Kind.CLAUSE else kind), label
        return Kind.CLAUSE, label
    return (Kind.ITEM, "") if kind is Kind.DECIMAL else (kind, label)


def is_title(paragraph: str, most_syllables: int = _LONG_HEADING) -> bool:
    """Tell whether a paragraph reads as a heading: short, and no sentence."""
    return (
        len(paragraph) <= 8 * most_syllables
        and not paragraph.endswith((".", ";", ",", "!", "?"))
        and len(paragraph.split()) <= most_syllables
    )


def _continues(text: str, last: Paragraph, begin: int) -> bool:
    """Tell whether the line at ``begin`` goes on with the sentence of the last paragraph."""
    if not text[begin].islower() or text.count("\n", last.end, begin) > 1:
        return False
    return text[last.end - 1] not in ".;:!?”"


class _Quotations:
    """The quoted units that begin a line and end one; an unclosed quotation mark is none.

    A quoted clause or point ends at the latest where an article begins, which it cannot hold.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._closing = [match.start() for match in _QUOTE_CLOSE.finditer(text)]
        self._end = -1
        self._holds_articles = False

    def covers(self, start: int, end: int) -> bool:
        if start < self._end:
            match = None if self._holds_articles else _marker(self._text[start:end])
            if match is None or match.lastgroup != Kind.ARTICLE.name:
                return True
            self._end = -1
        if self._text.startswith(_QUOTE_OPEN, start) and (
            match := _marker(self._text[start + 1 : end].lstrip())
        ):
            self._holds_articles = Kind[match.lastgroup or ""] <= Kind.ARTICLE
            at = bisect_left(self._closing, start + 1)
            if at < len(self._closing) and self._closing[at] >= end:
                self._end = self._closing[at]
        return False


class _Order:
    """Where we are: whether in an article, and which roman number and letter would come next."""

    def __init__(self) -> None:
        self.in_article = False
        self._last: dict[Kind, int] = {}

    def enter(self, kind: Kind, label: str) -> None:
        if kind <= Kind.ARTICLE:
            self.in_article = kind is Kind.ARTICLE
        for inner in [known for known in self._last if known > kind]:
            del self._last[inner]
        if kind in (Kind.ROMAN, Kind.LETTERED):
            self._last[kind] = _value(kind, label)

    def begins_anew(self, kind: Kind, label: str) -> bool:
        """Tell whether chapters or articles count from one again after articles."""
        if not self.in_article or kind not in (Kind.CHAPTER, Kind.ARTICLE):
            return False
        return label.upper() in ("I", "1")

    def expects(self, kind: Kind, label: str) -> bool:
        """Tell whether a section is the first of its kind or follows the one before it."""
        return _value(kind, label) in (1, self._last.get(kind, 0) + 1)


def _value(kind: Kind, label: str) -> int:
    if kind is Kind.LETTERED:
        return _LETTERS.find(label) + 1
    total = 0
    for value, following in zip(
        map(_ROMAN_VALUES.__getitem__, label),
        [*map(_ROMAN_VALUES.__getitem__, label[1:]), 0],
        strict=True,
    ):
        total += -value if value < following else value
    return total
