"""PDF through pdfium: pages in order, lines joined, page furniture left out, scans recognised.

poppler's pdftotext, where it is installed, gives a second opinion on pages that read badly: pdfium
splits words in about one file of 75 (``ngườ i``); poppler does not in those.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import pypdfium2

from searchkit.documents import ocr
from searchkit.documents.deadline import ask_for
from searchkit.documents.extraction import Extraction
from searchkit.documents.readers.decoding import to_unicode
from searchkit.documents.readers.pdf import reader as poppler
from searchkit.documents.readers.pdf.layout import join_pages
from searchkit.errors import DocumentError
from searchkit.text.encodings.detection import legal_share, non_ascii_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_GOOD_SHARE = 0.9  # of legal syllables; sound pages have .94 and more
_FEWEST_WORDS = 20  # with diacritics; fewer are no evidence
_SECONDS = 60


def improve(data: bytes, pages: list[str]) -> list[str]:
    """Return ``pages``, each that reads badly replaced by poppler's text when that reads better."""
    bad = [number for number, page in enumerate(pages) if _share(page) < _GOOD_SHARE]
    if not bad or not shutil.which("pdftotext"):
        return pages
    others = _pdftotext(data)
    improved = list(pages)
    for number in bad:
        if number < len(others) and _share(others[number]) > _share(pages[number]):
            improved[number] = others[number]
    return improved


def _share(page: str) -> float:
    """Return the share of legal Vietnamese syllables among the words that bear diacritics."""
    words = non_ascii_words(to_unicode(page))
    return legal_share(words) if words.total() >= _FEWEST_WORDS else 1.0


def _pdftotext(data: bytes) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="searchkit-") as folder:
        file = Path(folder, "file.pdf")
        file.write_bytes(data)
        command = ["pdftotext", "-enc", "UTF-8", str(file), "-"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return []
    return done.stdout.decode("utf-8", "replace").split("\f")


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
            ask_for(ocr.SECONDS_PER_PAGE * len(document))
            texts = [_recognised(document, number) for number in range(len(document))]
            metadata["ocr"] = "tesseract"
        else:
            ask_for(_SECONDS_TO_CUT * len(texts))
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
            ask_for(0)
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
