"""Whether a file whose name tells nothing is a document: ``Cong van 2210``, ``bao-cao.docx.bak``.

Office documents and PDFs begin with a signature and name their parts; so much is looked at, since
folders hold many files that are no documents. Texts have no signature, and need their suffix.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from searchkit.documents.formats import COMPOUND, PARTS, STREAMS

if TYPE_CHECKING:
    import os

_BEGINNING = 1024  # bytes, in which a PDF must begin
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,4}|\.[0-9][a-z0-9]{0,2}[a-z]", re.IGNORECASE)
_OF_COPIES = (".bak", ".dat", ".old", ".orig", ".copy", ".wbk", ".xlk")


def tells_nothing(name: str) -> bool:
    """Say whether a name has no suffix that stands for a kind of file, or that of a kept copy."""
    stem, dot, suffix = name.rpartition(".")
    known = bool(stem) and _SUFFIX.fullmatch(dot + suffix) is not None
    return not known or name.lower().endswith(_OF_COPIES)


def is_document(entry: os.DirEntry[str]) -> bool:
    """Say whether a file begins as an office document or a PDF; one that may not be read does not.

    Pipes and devices are not opened.
    """
    try:
        if not entry.is_file():
            return False
        with open(entry.path, "rb") as file:  # noqa: PTH123 -- a Path costs more than the call
            beginning = file.read(_BEGINNING)
        return _begins_document(beginning) or _holds_document(beginning, entry.path)
    except OSError:
        return False


def _begins_document(beginning: bytes) -> bool:
    return b"%PDF-" in beginning or beginning.startswith(b"{\\rtf")


def _holds_document(beginning: bytes, path: str) -> bool:
    if beginning.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(path) as archive:
                names = set(archive.namelist())
            return any(part in names for part, _ in PARTS)
        except (zipfile.BadZipFile, ValueError):
            return False
    return beginning.startswith(COMPOUND) and _has_stream(path)


def _has_stream(path: str) -> bool:
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(path) as container:
            return any(container.exists(name) for name, _ in STREAMS)
    except (OSError, ValueError, LookupError):
        return False
