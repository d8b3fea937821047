"""Web archives (.mht): a page as a browser or Word saves it with all that it shows (RFC 2557)."""

from __future__ import annotations

import email
from email.policy import default
from typing import TYPE_CHECKING

from searchkit.documents.readers.web import html
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.documents.extraction import Extraction

_PAGES = ("text/html", "application/xhtml+xml")


def extract(data: bytes, path: str) -> Extraction:
    """Return the first page of the archive that has text; those behind it are its frames.

    Raises:
        DocumentError: the archive holds no page, or one that cannot be read.

    """
    for page in _pages(data):
        extraction = html.extract(page, path)
        if extraction.text.strip():
            return extraction
    raise DocumentError(path, "holds no page with text", "open it in a browser and save it anew")


def _pages(data: bytes) -> Iterator[bytes]:
    for part in email.message_from_bytes(data, policy=default).walk():
        content = part.get_payload(decode=True) if part.get_content_type() in _PAGES else None
        if isinstance(content, bytes) and content.strip():
            yield content
