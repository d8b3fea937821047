"""Which pages are pictures, such as scans, whatever little text stands beside or on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FEW_LETTERS = 200  # a running header, a page number, what a signing program stamps
_LEAST_SHARE = 0.5  # of the page that its pictures cover; scans cover nearly all
_DEEPEST = 3  # forms in forms that may hold a picture


def is_picture(page: pypdfium2.PdfPage, text: str) -> bool:
    """Say whether pictures cover a page that has hardly any ``text``.

    Text that is there but not to be seen is what a program recognised in the picture.
    """
    if sum(map(str.isalpha, text)) >= _FEW_LETTERS:
        return False
    width, height = page.get_size()
    covered = _covered(page) >= _LEAST_SHARE * width * height
    return covered and not any(map(_is_invisible, _objects(page, pdfium.FPDF_PAGEOBJ_TEXT)))


def _covered(page: pypdfium2.PdfPage) -> float:
    """Return the area of a page's pictures in square points; scans may lie there in strips."""
    area = 0.0
    for picture in _objects(page, pdfium.FPDF_PAGEOBJ_IMAGE):
        left, bottom, right, top = picture.get_bounds()
        area += max(0.0, right - left) * max(0.0, top - bottom)
    return area


def _objects(page: pypdfium2.PdfPage, kind: int) -> Iterator[pypdfium2.PdfObject]:
    yield from page.get_objects([kind], max_depth=_DEEPEST)


def _is_invisible(text: pypdfium2.PdfObject) -> bool:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text)
    return bool(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def named_pages(numbers: Iterable[int]) -> str:
    """Return page numbers as a person writes them: ``4``, ``2, 5-7``."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][-1] == number - 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return ", ".join("-".join(map(str, span)) for span in spans)
