"""The registry of formats: what a file name promises, and which format the content has."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast

from searchkit._dataclass import dataclass
from searchkit.documents import ocr
from searchkit.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.documents.extraction import Extraction

    Reader = Callable[[bytes, str], Extraction]


class Unread(NamedTuple):
    """Why a file is not read, and what to do about it."""

    reason: str
    advice: str


def is_read(name: str) -> bool:
    """Say whether files of such a name are read; pictures are where their text can be recognised.

    What a file really is, its content decides later.
    """
    lowered = name.lower()
    return lowered.endswith(SUFFIXES) or (lowered.endswith(PICTURE_SUFFIXES) and ocr.available())


def why_unread(name: str) -> Unread | None:
    """Say why files of such a name are not read, where people would expect that they are.

    None for what is read, and for what is no document: programs, fonts, lock files and the like.
    """
    lowered = name.lower()
    if is_read(name):
        return None
    if lowered.endswith(PICTURE_SUFFIXES):
        return Unread("is a picture", ocr.ADVICE)
    return next((unread for suffix, unread in _unread() if lowered.endswith(suffix)), None)


@lru_cache(maxsize=1)
def _unread() -> list[tuple[str, Unread]]:
    return [
        (suffix, Unread(_of_kind(kind, article), advice))
        for suffix, kind, article, advice in read_table("unread_formats.tsv")
    ]


def _of_kind(kind: str, article: str) -> str:
    """Return a sentence that is found whole in other languages, which have no such articles."""
    if article == "an":
        return f"is an {kind}, which searchkit does not read"
    return f"is a {kind}, which searchkit does not read"


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its short name, its suffixes, and the module that reads it."""

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
        Format("text", (".txt",), "text"),
        Format("markdown", (".md", ".markdown"), "markdown"),
        Format("html", (".html", ".htm", ".xhtml"), "web.html"),
        Format("docx", (".docx", ".docm", ".dotx", ".dotm"), "docx.reader"),
        Format("pdf", (".pdf",), "pdf.reader"),
        Format("doc", (".doc", ".dot", ".wps"), "doc.reader"),
        Format("rtf", (".rtf",), "rtf.reader"),
        Format("odt", (".odt", ".ott"), "opendocument.odt"),
        Format("ods", (".ods", ".ots"), "opendocument.ods"),
        Format(
            "sheet", (".xlsx", ".xlsm", ".xlsb", ".xltx", ".xls", ".xlt", ".et"), "excel.reader"
        ),
        Format("table", (".csv", ".tsv"), "delimited"),
        Format("mail", (".eml",), "mail"),
        Format("web archive", (".mht", ".mhtml"), "web.mhtml"),
        Format("picture", (".tif", ".tiff", ".jpg", ".jpeg", ".png"), "pdf.image"),
    )
}
WEB_PAGES = ("html", "web archive")
PICTURE_SUFFIXES = FORMATS["picture"].suffixes
ARCHIVE = "zip archive"  # message
ENCRYPTED = "document with a password"
CORPUS_SUFFIXES = (".jsonl", ".jsonl.xz", ".jsonl.gz")
SUFFIXES = (
    *(suffix for name, entry in FORMATS.items() if name != "picture" for suffix in entry.suffixes),
    *CORPUS_SUFFIXES,
    ".zip",
)

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:p|div|table|font|br|h\d|span)\b", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:[A-Za-z-]{2,40}: .*\r?\n(?:[ \t].*\r?\n)*)*?(?:From|Received|MIME-Version): "
)
_SIGNATURES = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"GIF8", "GIF picture"),  # message
    (b"7z\xbc\xaf", "7-Zip archive"),
    (b"Rar!", "RAR archive"),
    (b"\x1f\x8b", "gzip archive"),  # message
    (b"\xfd7zXZ", "xz archive"),  # message
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a compound file of [MS-CFB] begins with."""

_DIRECTORY = "Root Entry".encode("utf-16-le")
"""The first entry of its directory, which stands anywhere in it."""

STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", "doc"),
    ("Workbook", "sheet"),
    ("Book", "sheet"),
    ("PowerPoint Document", "PowerPoint presentation"),
)
"""Streams of a compound file that tell which program wrote it, and what that makes of it."""

_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
PARTS = (
    ("word/document.xml", "docx"),
    ("content.xml", "odt"),
    ("xl/workbook.xml", "sheet"),
    ("xl/workbook.bin", "sheet"),
    ("ppt/presentation.xml", "PowerPoint presentation"),
)
"""Parts of a zip archive that tell that it is a document, and of which kind."""


def detect(data: bytes, name: str) -> str:
    """Return the format of ``data``: a key of ``FORMATS``, ``ARCHIVE``, or what else it is.

    The content decides; the suffix of ``name`` only tells apart the formats that are all text.
    """
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name.lower())
    if head.startswith(COMPOUND):
        return _compound(data, name.lower())
    for signature, format_name in _SIGNATURES:
        if head.startswith(signature):
            return format_name
    return _textual(data, head, name.lower())


def _textual(data: bytes, head: bytes, name: str) -> str:
    if _HTML.match(head) or (name.endswith(FORMATS["html"].suffixes) and _TAG.search(data)):
        return "html"
    if head.startswith(b"<?xml"):
        return "file of XML"
    if _MAIL.match(head) and name.endswith(".eml"):
        return "mail"
    if _MAIL.match(head) and b"multipart/related" in head:
        return "web archive"  # which Word saves under the name of a .doc, too
    for format_name in ("markdown", "table"):
        if name.endswith(FORMATS[format_name].suffixes):
            return format_name
    return "text"


def _zipped(data: bytes, name: str) -> str:
    """Tell an office document from an archive by the names inside; of a cut file by its suffix."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if _SPREADSHEET in _media_type(archive, names):
                return "ods"
    except (zipfile.BadZipFile, ValueError, OSError):
        return _claimed(name) or ARCHIVE
    return next((format_name for part, format_name in PARTS if part in names), ARCHIVE)


def _media_type(archive: zipfile.ZipFile, names: set[str]) -> bytes:
    """Return what an OpenDocument file says that it is, by its part of this name."""
    if "mimetype" not in names:
        return b""
    try:
        with archive.open("mimetype") as part:
            return part.read(len(_SPREADSHEET) + 100)
    except (RuntimeError, NotImplementedError, zlib.error, EOFError):
        return b""


def _claimed(name: str) -> str | None:
    """Return the format that the suffix of a file claims, of which the end is missing."""
    claimed = (entry.name for entry in FORMATS.values() if name.endswith(entry.suffixes))
    return next(claimed, None)


def _compound(data: bytes, name: str) -> str:
    """Tell by which program a compound file is; one that lacks its directory by its suffix."""
    for stream, format_name in STREAMS:
        if stream.encode("utf-16-le") in data:
            return format_name
    if _DIRECTORY not in data and (claimed := _claimed(name)) in ("doc", "sheet"):
        return claimed
    return "compound file of an unknown program"
