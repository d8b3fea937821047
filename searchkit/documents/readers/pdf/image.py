"""Scanned pages that were saved as pictures (.tif, .jpg, .png), through tesseract."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from searchkit.documents import ocr
from searchkit.documents.deadline import extend
from searchkit.documents.extraction import Extraction
from searchkit.documents.readers.pdf.layout import join_pages
from searchkit.errors import DocumentError
from searchkit.text.encodings.detection import legal_share, non_ascii_words

if TYPE_CHECKING:
    from PIL.Image import Image

_LEAST_SIDE = 600
"""Pixels of the shorter side below which a picture is an icon or a logo: A4 at 72 dpi has 595."""

_MOST_SIDE = 5000
"""Pixels to which a longer side is reduced, more than A4 at 400 dpi has."""

_FEWEST_WORDS = 5
_LEAST_LEGAL = 0.5  # of the words with diacritics; what is seen in photographs is hardly ever legal
_NO_PAGE = "is a picture without a page of text"
_ADVICE = "leave it out with .searchkitignore, or scan it again"


def extract(data: bytes, path: str) -> Extraction:
    """Return the recognised text of each page; metadata ``ocr`` says where it comes from.

    Raises:
        DocumentError: the picture is damaged, shows no page of text, or no program for optical
            character recognition is installed.

    """
    if not ocr.available():
        raise DocumentError(path, "is a picture", ocr.ADVICE)
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            texts = _pages(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        advice = "open it in a viewer and save it anew"
        raise DocumentError(path, "is a damaged picture", advice) from error
    if not any(map(_is_text, texts)):
        raise DocumentError(path, _NO_PAGE, _ADVICE)
    text, starts = join_pages(texts)
    return Extraction(text, metadata={"ocr": "tesseract"}, pages=starts)


def _pages(picture: Image) -> list[str]:
    frames: int = getattr(picture, "n_frames", 1)
    extend(ocr.SECONDS_PER_PAGE * frames)
    texts: list[str] = []
    for number in range(frames):
        picture.seek(number)
        if min(picture.size) >= _LEAST_SIDE:
            page = picture.convert("L")
            page.thumbnail((_MOST_SIDE, _MOST_SIDE))
            texts.append(ocr.recognise(page))
        else:
            texts.append("")
    return texts


def _is_text(page: str) -> bool:
    """Say whether what was recognised is Vietnamese, and not the noise of a photograph."""
    words = non_ascii_words(page)
    return words.total() >= _FEWEST_WORDS and legal_share(words) >= _LEAST_LEGAL
