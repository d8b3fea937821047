"""What stands on a page as an annotation: the number and day that a signing program fills in.

Signature and text fields (widgets) and free texts have an appearance of their own, which is no
part of the page's text (ISO 32000-2, 12.5.5).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    import pypdfium2

    from searchkit.documents.readers.pdf.page_lines import Line, PageText

_WITH_TEXT = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET)
_SAME_LINE = 0.5  # of the size of the font: how much higher or lower a stamp may stand
_BEHIND = 2.0  # the same: how far behind the end of a line
_NO_SPACE_BEFORE = " /-.,;:)"


def has_stamps(page: pypdfium2.PdfPage) -> bool:
    """Say whether a page has annotations that may show text."""
    return any(
        _subtype(page, number) in _WITH_TEXT
        for number in range(pdfium.FPDFPage_GetAnnotCount(page))
    )


def _subtype(page: pypdfium2.PdfPage, number: int) -> int:
    annotation = pdfium.FPDFPage_GetAnnot(page, number)
    if not annotation:
        return int(pdfium.FPDF_ANNOT_UNKNOWN)
    subtype = int(pdfium.FPDFAnnot_GetSubtype(annotation))
    pdfium.FPDFPage_CloseAnnot(annotation)
    return subtype


def fill_in(lines: list[Line], stamps: list[Line], page: PageText) -> tuple[list[Line], list[str]]:
    """Return the ``lines`` with the stamps that stand in a gap of one or right behind it.

    The other stamps follow, a text each: they belong to no line, such as what a program says of a
    signature. All are lines of one ``page``.
    """
    gaps = {line.at: _Gaps(line, page) for line in lines}
    by_height = sorted(lines, key=_height)
    alone: list[str] = []
    for stamp in stamps:
        rest: list[str] = []
        for word in page.words(stamp):
            reach = _SAME_LINE * page.size(word.at)
            first = bisect_left(by_height, word.height - reach, key=_height)
            last = bisect_right(by_height, word.height + reach, key=_height)
            if not any(gaps[line.at].take(word) for line in by_height[first:last]):
                rest.append(word.text)
        if rest:
            alone.append(" ".join(rest))
    return [gaps[line.at].filled() for line in lines], alone


def _height(line: Line) -> float:
    return line.height


class _Gaps:
    """A line of a page, and the words that fill its gaps."""

    def __init__(self, line: Line, page: PageText) -> None:
        self._line = line
        self._page = page
        self._right = line.right
        self._words: list[tuple[int, str]] = []  # each with its place in the text of the line

    def take(self, word: Line) -> bool:
        """Fill a word in if it stands in the line, where nothing else does."""
        reach = _BEHIND * self._page.size(word.at)
        if not self._line.left < word.left < self._right + reach:
            return False
        end = self._page.edges(word.at + len(word.text) - 1)[1]
        place = 0
        for at, character in enumerate(self._line.text):
            left, right = self._page.edges(self._line.at + at)
            if character.isspace() or right < word.left:
                place = at + 1 if right < word.left else place
            elif left < end:
                return False
            else:
                break
        place += len(self._line.text) - place - len(self._line.text[place:].lstrip())
        self._words.append((place, word.text))
        self._right = max(self._right, end)
        return True

    def filled(self) -> Line:
        """Return the line with the words in it."""
        text = self._line.text
        for place, word in reversed(self._words):
            before, behind = text[:place], text[place:]
            space = " " if before and not before.endswith(" ") else ""
            more = " " if behind and behind[0] not in _NO_SPACE_BEFORE else ""
            text = f"{before}{space}{word}{more}{behind}"
        return self._line._replace(text=text)
