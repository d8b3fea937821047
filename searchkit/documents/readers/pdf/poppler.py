"""poppler's pdftotext, where it is installed: a second opinion on pages that read badly.

pdfium splits words in about one file of 75 (``ngườ i``); poppler does not in those.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from searchkit.documents.readers.decoding import to_unicode
from searchkit.text.encodings.detection import legal_share, non_ascii_words

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
