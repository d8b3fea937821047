"""The lines of a page as pdfium reads them, with their places on the page, in the order of drawing.

Places are in points; they are those of the page as it is shown, upright, whatever its rotation.
"""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

_LINE = re.compile(r"[^\r\n]+")
# pdfium's sign for a hyphen at a line end, behind which it reads on in the next line.
_BROKEN = re.compile("[\x02\ufffe]")
_BEYOND_16_BITS = re.compile("[\U00010000-\U0010ffff]")


class Line(NamedTuple):
    """A line of text: where its first and last characters begin, and how high it stands.

    Where pdfium joins two that a hyphen parts (``Nghị định số 12/2015/NĐ-`` and ``CP``), the place
    is that of the first.
    ``at`` is the place of its first character in the text of the page. A line that is not
    ``upright`` goes up or down the page, as beside a broad table.
    """

    text: str
    left: float
    right: float
    height: float
    at: int
    upright: bool = True


class PageText:
    """The text of a page and the places of its characters."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._rotation: int = page.get_rotation()
        self._page = page.get_textpage()
        self.text: str = self._page.get_text_range()
        self._place = ctypes.c_double(), ctypes.c_double()
        # pdfium counts in characters that it may leave out, and in units of 16 bits.
        self._exact = len(self.text) == self._page.count_chars()

    def lines(self, first: int = 0) -> list[Line]:
        """Return the lines from a character on, those without words too."""
        return [self.line(*match.span()) for match in _LINE.finditer(self.text, first)]

    def line(self, first: int, last: int) -> Line:
        """Return a part of a line as one."""
        text = self.text[first:last]
        if (broken := _BROKEN.search(text, 1)) is not None:
            last = first + broken.start()
        begin, end = first, max(first, last - 1)
        shown = self.text[first:last]
        if shown[:1].isspace() or shown[-1:].isspace():
            begin += len(shown) - len(shown.lstrip())
            end = max(begin, first + len(shown.rstrip()) - 1)
        left, height = self._origin(begin)
        right, last_height = self._origin(end)
        upright = abs(last_height - height) <= abs(right - left)
        return Line(text, left, right, height, first, upright)

    def words(self, line: Line) -> Iterator[Line]:
        """Yield the words of a line, each as a line."""
        for word in re.finditer(r"\S+", line.text):
            yield self.line(line.at + word.start(), line.at + word.end())

    def size(self, at: int) -> float:
        """Return the size of a character's font."""
        return float(pdfium.FPDFText_GetFontSize(self._page, self._index(at)))

    def edges(self, at: int) -> tuple[float, float]:
        """Return where a character begins and ends on the page."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self._page, self._index(at), left, right, bottom, top)
        corners = self._upright(left.value, bottom.value), self._upright(right.value, top.value)
        return min(corners)[0], max(corners)[0]

    def is_generated(self, at: int) -> bool:
        """Say whether a space is pdfium's own, made of a gap between characters."""
        return bool(pdfium.FPDFText_IsGenerated(self._page, self._index(at)))

    def _origin(self, at: int) -> tuple[float, float]:
        x, y = self._place  # made once: this is called twice for each line
        pdfium.FPDFText_GetCharOrigin(self._page, self._index(at), x, y)
        return self._upright(x.value, y.value)

    def _upright(self, x: float, y: float) -> tuple[float, float]:
        if not self._rotation:
            return x, y
        return {90: (y, -x), 180: (-x, -y), 270: (-y, x)}[self._rotation]

    def _index(self, at: int) -> int:
        if self._exact:
            return at
        at += len(_BEYOND_16_BITS.findall(self.text, 0, at))
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, at))
