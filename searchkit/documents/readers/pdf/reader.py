"""PDF through pdfium: pages in order, lines joined, running headers left out, scans recognised."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from searchkit.documents import ocr
from searchkit.documents.deadline import extend
from searchkit.documents.extraction import Extraction
from searchkit.documents.readers.pdf import poppler
from searchkit.documents.readers.pdf.layout import join_pages
from searchkit.documents.readers.pdf.loose_marks import with_marks_on_letters
from searchkit.documents.readers.pdf.page_lines import PageText
from searchkit.documents.readers.pdf.picture_pages import is_picture, named_pages
from searchkit.documents.readers.pdf.reading_order import in_reading_order
from searchkit.documents.readers.pdf.stamps import fill_in, has_stamps
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEAST_LETTERS_PER_PAGE = 20
_ENOUGH_LETTERS = 2000  # a text of this length counts as one, however many pages are pictures
_PAGES_PER_LIMIT = 200  # read within the time that a file is given, or it hangs
_SECONDS_TO_CUT = 0.05  # for each page, to join its lines and cut passages; it takes a tenth of it
_PDFIUM = Lock()  # pdfium may be called by one thread at a time
_PASSWORD_ERROR = "Incorrect password"


class _Page(NamedTuple):
    """What a page holds: its text, the stamps on it that belong to no line, or only a picture."""

    text: str
    stamps: Sequence[str] = ()
    is_picture: bool = False


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of all pages and where each begins.

    Pages that are pictures are recognised, which metadata ``ocr`` tells; without a program for it
    they are ``unread``. What stands in annotations is read in the line whose gap it fills, or else
    behind the last page.

    Raises:
        DocumentError: the file is encrypted or damaged, or holds only pictures of pages and no
            program for optical character recognition is installed.

    """
    with _PDFIUM, _open(data, path) as document:
        pages = list(_pages(document))
        loaded = [page or _Page("") for page in pages]
        if not any(pages):
            raise DocumentError(path, "is damaged: no page can be loaded", "fetch the file again")
        texts = [page.text for page in loaded]
        pictures = [at for at, page in enumerate(loaded) if page.is_picture]
        if not _has_text_layer([page for page in loaded if not page.is_picture]):
            pictures = list(range(len(loaded)))
        unread = ""
        if pictures and ocr.available():
            extend(ocr.SECONDS_PER_PAGE * len(pictures))
            for at in pictures:
                texts[at] = _recognised(document, at) or texts[at]
        elif len(pictures) == len(loaded):
            raise DocumentError(path, "has no text, only pictures of pages", ocr.ADVICE)
        elif pictures:
            named = named_pages(at + 1 for at in pictures)
            unread = (
                f"has pictures without text on page {named}"
                if len(pictures) == 1
                else f"has pictures without text on pages {named}"
            )
    extend(_SECONDS_TO_CUT * len(texts))
    texts = poppler.improve(data, texts)
    text, starts = join_pages(texts)
    # Programs stamp the same on every page.
    text = "\n".join((text, *dict.fromkeys(stamp for page in loaded for stamp in page.stamps)))
    metadata = {"ocr": "tesseract"} if pictures and not unread else {}
    return Extraction(text, metadata=metadata, pages=starts, unread=unread)


def _open(data: bytes, path: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if _PASSWORD_ERROR in str(error):
            advice = "save it without a password and index it again"
            raise DocumentError(path, "is encrypted", advice) from error
        reason = "is damaged and cannot be opened as PDF"
        raise DocumentError(path, reason, "fetch or export the file again") from error


def _pages(document: pypdfium2.PdfDocument) -> Iterator[_Page | None]:
    """Yield each page, None for one that cannot be loaded.

    A file that gets on with its pages does not hang.
    """
    for number in range(len(document)):
        if number and number % _PAGES_PER_LIMIT == 0:
            extend(0)
        try:
            yield _page(document, number)
        except pypdfium2.PdfiumError:
            yield None


def _page(document: pypdfium2.PdfDocument, number: int) -> _Page:
    page = document[number]
    content = PageText(page)
    lines = content.lines()
    stamps: Sequence[str] = ()
    picture = is_picture(page, content.text)
    if has_stamps(page) and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY):
        own = content.text
        page.close()
        page = document[number]
        content = PageText(page)
        if content.text.startswith(own):
            lines, stamps = fill_in(lines, content.lines(len(own)), content)
        else:  # pdfium has read a stamp as a part of the last line
            lines = content.lines()
    ordered = in_reading_order(lines)
    text = "\n".join(with_marks_on_letters(line, content) for line in ordered)
    page.close()
    return _Page(text, stamps, picture)


def _has_text_layer(pages: Sequence[_Page]) -> bool:
    letters = sum(sum(map(str.isalpha, page.text)) for page in pages)
    return letters >= min(_ENOUGH_LETTERS, _LEAST_LETTERS_PER_PAGE * len(pages)) > 0


def _recognised(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = document[number]
        picture = page.render(scale=ocr.DOTS_PER_INCH / 72, grayscale=True).to_pil()
        page.close()
    except pypdfium2.PdfiumError:
        return ""
    return ocr.recognise(picture)
