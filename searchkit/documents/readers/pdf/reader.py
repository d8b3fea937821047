"""PDF through pdfium: pages in order, lines joined, running headers left out, scans recognised."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import pypdfium2

from searchkit.documents import ocr
from searchkit.documents.deadline import extend
from searchkit.documents.extraction import Extraction
from searchkit.documents.readers.pdf import poppler
from searchkit.documents.readers.pdf.layout import join_pages
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST_LETTERS_PER_PAGE = 20
_ENOUGH_LETTERS = 2000  # a text of this length counts as one, however many pages are pictures
_PAGES_PER_LIMIT = 200  # read within the time that a file is given, or it hangs
_SECONDS_TO_CUT = 0.05  # for each page, to join its lines and cut passages; it takes a tenth of it
_PDFIUM = Lock()  # pdfium may be called by one thread at a time
_PASSWORD_ERROR = "Incorrect password"


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of all pages and where each begins; metadata ``ocr`` marks a scan's text.

    Raises:
        DocumentError: the file is encrypted or damaged, or holds only pictures of pages and no
            program for optical character recognition is installed.

    """
    with _PDFIUM, _open(data, path) as document:
        pages = list(_texts(document))
        if all(page is None for page in pages):
            raise DocumentError(path, "is damaged: no page can be loaded", "fetch the file again")
        texts = [page or "" for page in pages]
        metadata = {}
        if not _has_text_layer(texts):
            if not ocr.available():
                raise DocumentError(path, "has no text, only pictures of pages", ocr.ADVICE)
            extend(ocr.SECONDS_PER_PAGE * len(document))
            texts = [_recognised(document, number) for number in range(len(document))]
            metadata["ocr"] = "tesseract"
        else:
            extend(_SECONDS_TO_CUT * len(texts))
            texts = poppler.improve(data, texts)
    text, starts = join_pages(texts)
    return Extraction(text, metadata=metadata, pages=starts)


def _open(data: bytes, path: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if _PASSWORD_ERROR in str(error):
            advice = "save it without a password and index it again"
            raise DocumentError(path, "is encrypted", advice) from error
        reason = "is damaged and cannot be opened as PDF"
        raise DocumentError(path, reason, "fetch or export the file again") from error


def _texts(document: pypdfium2.PdfDocument) -> Iterator[str | None]:
    """Yield the text of each page; a file that gets on with its pages does not hang."""
    for number in range(len(document)):
        if number and number % _PAGES_PER_LIMIT == 0:
            extend(0)
        yield _text(document, number)


def _text(document: pypdfium2.PdfDocument, number: int) -> str | None:
    """Return the text of a page, None for a page that cannot be loaded."""
    try:
        page = document[number]
        text: str = page.get_textpage().get_text_range()
        page.close()
    except pypdfium2.PdfiumError:
        return None
    return text


def _has_text_layer(texts: list[str]) -> bool:
    letters = sum(sum(map(str.isalpha, text)) for text in texts)
    return letters >= min(_ENOUGH_LETTERS, _LEAST_LETTERS_PER_PAGE * len(texts))


def _recognised(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = document[number]
        picture = page.render(scale=ocr.DOTS_PER_INCH / 72, grayscale=True).to_pil()
        page.close()
    except pypdfium2.PdfiumError:
        return ""
    return ocr.recognise(picture)
