"""PDF with a text layer: pages in order, lines joined into paragraphs, page furniture left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

from searchkit.documents.extraction import Extraction
from searchkit.documents.pages import join_pages
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST_LETTERS_PER_PAGE = 20
_PASSWORD_ERROR = "Incorrect password"


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of all pages and where each begins.

    Raises:
        DocumentError: the file is encrypted, damaged, or holds pictures of pages only.

    """
    pages = list(_page_texts(data, path))
    letters = sum(sum(map(str.isalpha, page)) for page in pages)
    if letters < _LEAST_LETTERS_PER_PAGE * max(1, len(pages)) and letters < 2000:
        raise DocumentError(
            path, "has no text layer, only pictures of its pages", "install searchkit[ocr]"
        )
    text, starts = join_pages(pages)
    return Extraction(text, pages=starts)


def _page_texts(data: bytes, path: str) -> Iterator[str]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if _PASSWORD_ERROR in str(error):
            raise DocumentError(
                path, "is encrypted", "save it without a password and index it again"
            ) from error
        raise DocumentError(
            path, "is damaged and cannot be opened as PDF", "fetch or export the file again"
        ) from error
    with document:
        for number in range(len(document)):
            page = document[number]
            yield page.get_textpage().get_text_range()
            page.close()
