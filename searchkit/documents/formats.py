"""The registry of formats, and the choice of one by what a file contains."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.documents.extraction import Extraction

    Reader = Callable[[bytes, str], Extraction]


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the name people use, its suffixes, and the module that reads it."""

    name: str
    suffixes: tuple[str, ...]
    module: str

    def reader(self) -> Reader:
        """Load and return the module's ``extract(data, path)``."""
        module = importlib.import_module(f"searchkit.documents.readers.{self.module}")
        return cast("Reader", module.extract)


FORMATS = {
    entry.name: entry
    for entry in (
        Format("text", (".txt",), "plain"),
        Format("markdown", (".md", ".markdown"), "markdown"),
        Format("html", (".html", ".htm", ".xhtml"), "html"),
        Format("docx", (".docx",), "docx"),
        Format("pdf", (".pdf",), "pdf"),
    )
}
CORPUS_SUFFIXES = (".jsonl", ".jsonl.xz", ".jsonl.gz")
SUFFIXES = tuple(s for entry in FORMATS.values() for s in entry.suffixes) + CORPUS_SUFFIXES

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:p|div|table|font|br|h\d|span)\b", re.IGNORECASE)
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\xfd7zXZ", "archive"),
)


def detect(data: bytes, name: str) -> str:
    """Return the name of the format of ``data``, a key of ``FORMATS`` where searchkit reads it.

    The content decides; the suffix of ``name`` only tells apart the formats that are all text.
    """
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data)
    for signature, format_name in _SIGNATURES:
        if head.startswith(signature):
            return format_name
    suffix = name.lower()
    if _HTML.match(head) or (suffix.endswith(FORMATS["html"].suffixes) and _TAG.search(data)):
        return "html"
    return "markdown" if suffix.endswith(FORMATS["markdown"].suffixes) else "text"


def _zipped(data: bytes) -> str:
    """Tell an office document from other archives by the names inside, even of a cut file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        names = {"word/document.xml"} if b"word/" in data[:100_000] else set()
    return "docx" if "word/document.xml" in names else "archive"
