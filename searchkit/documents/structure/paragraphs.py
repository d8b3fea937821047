"""The paragraphs of a legal or administrative text, and which of them open a unit of it.

Two kinds of lines look like headings and open none: a cited place that a line break put at the
beginning of a line, and an entry of a table of contents.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.structure.markers import (
    Kind,
    find_marker,
    is_dashed,
    is_title,
    kind_of,
    label_of,
)
from searchkit.documents.structure.quotations import Quotations
from searchkit.documents.structure.sequence import Order

if TYPE_CHECKING:
    from collections.abc import Iterator


NAMES_OF_PLACES = frozenset(
    ["APPENDIX", "PART", "CHAPTER", "SECTION", "SUBSECTION", "ARTICLE", "CLAUSE"]
)
"""The kinds of markers that begin with a word, as a sentence about a place does."""

_FINISHED = (".", ";", ":", "!", "?", "”")
_TAIL = 30  # characters before a line break that are looked at
# Words that no sentence ends with: what follows them is a place. Titles in capitals may.
_DANGLING = re.compile(
    r"(?:^|\s)(?:tại|theo|của|và|hoặc|với|từ|đến|thuộc|trong|trừ|là|các|những|bởi|bằng|hay)$"
)
_ENDS_WITH_PLACE = re.compile(
    r"\S\s+(?:khoản|điểm|điều|mục|chương|phần|phụ\s+lục)\s+(?:\d{1,3}[a-zđ]?|[ivxlc]{1,7}|[a-zđ])$"
    r"|,$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\n(?:(?:của|này|và|hoặc|thì|được|nêu|do|trong|để|tại|theo|đối|là|có|phải|không)\b|[,;)])"
)


def is_reference(
    text: str, span: tuple[int, int], marker: re.Match[str], before: tuple[int, int], order: Order
) -> bool:
    """Tell whether the line at ``span`` goes on with a sentence of the paragraph ``before``.

    ``marker`` is the marker that it begins with, one of ``NAMES_OF_PLACES``.
    """
    start, end = span
    kind = kind_of(marker)
    if kind is Kind.CLAUSE and marker[0][0] not in "kK":
        return False
    if text.count("\n", before[1], start) > 1:
        return False
    tail = unicodedata.normalize("NFC", text[max(before[0], before[1] - _TAIL) : before[1]])
    if tail.isupper():  # a title
        return False
    rest = marker.string[marker.end() :]
    bare = not rest.strip(" .:-–")
    if bare and _GOES_ON.match(text, end):
        return True
    broken = _DANGLING.search(tail) is not None
    broken = broken or (text[start].islower() and not tail.endswith(_FINISHED))
    if kind is Kind.ARTICLE:
        cut = broken or _ENDS_WITH_PLACE.search(tail) is not None
        return cut and not order.may_follow(label_of(marker))
    titled = bare or rest.isupper() or rest.lstrip()[:1] in ".:-–("
    return broken or (not titled and _ENDS_WITH_PLACE.search(tail) is not None)


LONGEST_NAME = 12
"""The characters that the name of a list of contents has at most."""

_NAME = re.compile(r"mục\s+lục\s*:?$", re.IGNORECASE)
_PAGE = re.compile(r"(?:^|[\s.…_|])(?:\d{1,4}|trang|tr\.?)$", re.IGNORECASE)
_LEADER = re.compile(r"[.…_]\s?[.…_]{2,}\s*\d{1,4}$|……?\s*\d{1,4}$")


class Contents:
    """Tells the lines of a list of contents, which begins with ``MỤC LỤC`` on a line.

    It ends with the first line that neither names a heading nor ends with a page number, and at
    the latest where its first heading, or an article, comes a second time.
    """

    def __init__(self) -> None:
        self.inside = False  # whether the last line was one of the list
        self._first: tuple[Kind, str] | None = None
        self._articles: set[str] = set()
        self._bare = False

    def begins(self, line: str) -> bool:
        """Tell whether a line without a marker is the name of a list; if not, it may end one."""
        if len(line) <= LONGEST_NAME and _NAME.match(line):
            self.inside = True
            self._first, self._articles, self._bare = None, set(), False
            return True
        self.holds(line, None)
        return False

    def holds(self, line: str, marker: re.Match[str] | None) -> bool:
        """Tell whether a line with this marker is an entry."""
        if marker and has_leader(line):
            return True
        if self.inside:
            self.inside = self._is_entry(line, marker)
        return self.inside

    def _is_entry(self, line: str, marker: re.Match[str] | None) -> bool:
        titles_follow, self._bare = self._bare, False
        if marker is None:
            return _PAGE.search(line) is not None or (titles_follow and is_title(line))
        kind, label = kind_of(marker), label_of(marker).upper()
        self._bare = len(line) <= len(marker[0]) + 1
        if self._comes_again(kind, label) and not _PAGE.search(line):
            return False
        return kind < Kind.POINT and is_title(line.rstrip("."))

    def _comes_again(self, kind: Kind, label: str) -> bool:
        again = (kind, label) == self._first or (kind is Kind.ARTICLE and label in self._articles)
        self._first = self._first or (kind, label)
        if kind is Kind.ARTICLE:
            self._articles.add(label)
        return again


def has_leader(line: str) -> bool:
    """Tell whether a line ends with dots that lead to the number of a page."""
    return line[-1:].isdigit() and _LEADER.search(line, max(0, len(line) - 40)) is not None


_SHORT_HEADING = 30  # syllables that a heading may have when nothing else marks it as one
_ATTACHED = re.compile(r"\(\s*(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo\b", re.IGNORECASE)
_ATTACHMENT_LINES = 4
_LINE = re.compile(r"\S[^\n]*")


class Paragraph(NamedTuple):
    """A paragraph of a text by its offsets, with its kind and its number (``5a``, ``đ``)."""

    start: int
    end: int
    kind: Kind
    label: str = ""


def paragraphs(text: str, start: int = 0) -> list[Paragraph]:
    """Return the paragraphs of ``text`` from offset ``start`` on, each with its kind.

    Lines that go on with a sentence belong to the paragraph before them. No heading opens inside a
    quotation that stands on lines of its own (the new wording in an amending text), nor in a list
    of contents.
    """
    found: list[Paragraph] = []
    quotes = Quotations(text)
    contents = Contents()
    order = Order()
    for begin, end in _lines(text, start):
        line = text[begin:end]
        marker = find_marker(line)
        kind, label = Kind.TEXT, ""
        if quotes.units and quotes.covers(begin, marker, order):
            kind = Kind.ITEM if marker else kind
        elif marker is None:
            if (contents.inside or len(line) <= LONGEST_NAME) and contents.begins(line):
                kind = (
                    Kind.APPENDIX if order.in_article else kind
                )  # at a text's end it stands alone
        elif (contents.inside or line[-1].isdigit()) and contents.holds(line, marker):
            pass
        elif (
            marker.lastgroup in NAMES_OF_PLACES
            and found
            and is_reference(text, (begin, end), marker, found[-1][:2], order)
        ):
            found[-1] = found[-1]._replace(end=end)
            continue
        else:
            kind, label = _classify(line, marker, order)
        if kind is Kind.TEXT and line[0] == "(" and _ATTACHED.match(line):
            _open_attachment(text, found, order)
        elif kind <= Kind.ARTICLE and order.begins_anew(kind, label):
            _open_untold_attachment(text, found, order)
        if kind is Kind.TEXT and found and _continues(text, found[-1], begin):
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Paragraph(begin, end, kind, label))
            if kind < Kind.ITEM:
                order.enter(kind, label)
    return _without_bare_numbers(found)


def _classify(line: str, marker: re.Match[str], order: Order) -> tuple[Kind, str]:
    kind, label = kind_of(marker), label_of(marker)
    if kind is Kind.CLAUSE or kind is Kind.POINT:
        if is_dashed(marker) and not order.counts(kind, label):
            return Kind.TEXT, ""
        if kind is Kind.POINT or order.in_article:
            return kind, label
    if kind in (Kind.ROMAN, Kind.LETTERED):
        shown = line.isupper() or order.expects(kind, label)
        return (kind, label) if shown else (Kind.TEXT, "")
    if kind in (Kind.CLAUSE, Kind.DECIMAL) and not order.in_article:
        if is_title(line, _SHORT_HEADING):
            return (Kind.NUMBERED if kind is Kind.CLAUSE else kind), label
        return Kind.CLAUSE, label
    return (Kind.ITEM, "") if kind is Kind.DECIMAL else (kind, label)


def _open_attachment(text: str, found: list[Paragraph], order: Order) -> None:
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


def _open_untold_attachment(text: str, found: list[Paragraph], order: Order) -> None:
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
    following = [*found[1:], Paragraph(0, 0, Kind.APPENDIX)]
    return [
        unit._replace(kind=Kind.CLAUSE)
        if unit.kind in (Kind.NUMBERED, Kind.DECIMAL) and after.kind <= unit.kind
        else unit
        for unit, after in zip(found, following, strict=False)
    ]


def _continues(text: str, last: Paragraph, begin: int) -> bool:
    """Tell whether the line at ``begin`` goes on with the sentence of the last paragraph."""
    if not text[begin].islower() or text.count("\n", last.end, begin) > 1:
        return False
    return text[last.end - 1] not in ".;:!?”"


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text, start):
        yield line.start(), line.start() + len(line[0].rstrip())
