"""File names as people read and type them, whatever bytes the file system keeps."""

from __future__ import annotations

import os
import unicodedata


def printable(name: str) -> str:
    r"""Return a file name with undecodable bytes written as ``\\xNN``."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(name).decode("utf-8", "backslashreplace")
    return name


def composed(name: str) -> str:
    """Return a name in NFC; some systems keep names decomposed."""
    return unicodedata.normalize("NFC", name)
