"""Plain text: the file's characters as they are."""

from __future__ import annotations

from searchkit.documents.extraction import Extraction
from searchkit.documents.readers.decoding import decode_text


def extract(data: bytes, path: str) -> Extraction:
    """Return the text of ``data`` unchanged but for its line ends."""
    return Extraction(decode_text(data, path))
