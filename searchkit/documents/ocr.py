"""Text of page pictures through tesseract with its Vietnamese data, when both are installed.

pytesseract comes with ``searchkit-vi[ocr]``; the program and its data come with the system.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

DOTS_PER_INCH = 300
"""The resolution to render pages at; tesseract loses tone marks below it."""

SECONDS_PER_PAGE = 60.0
"""What a page may take; one of dense text takes five on a slow core."""

ADVICE = (
    "install searchkit-vi[ocr] and the program tesseract with its Vietnamese data "
    "(package tesseract-ocr-vie), then index with --retry-failed"
)
_LANGUAGE = "vie"


@lru_cache(maxsize=1)
def available() -> bool:
    """Tell whether pytesseract is installed, and tesseract with its Vietnamese data."""
    try:
        import pytesseract

        return _LANGUAGE in pytesseract.get_languages()
    except (ImportError, OSError):  # the program that is not found is an OSError
        return False


def recognise(picture: Image) -> str:
    """Return the text of a grey picture, empty when tesseract gives up.

    Handwriting, such as the number and day that are filled in by hand, is often misread.
    """
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads cost more than they bring
    try:
        text: str = pytesseract.image_to_string(
            picture, lang=_LANGUAGE, config="--psm 3", timeout=SECONDS_PER_PAGE
        )
    except RuntimeError:  # out of time, or the program failed
        return ""
    return text
