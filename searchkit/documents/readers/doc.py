"""Word documents of 97-2003 (.doc); antiword, catdoc or LibreOffice read what we cannot."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.documents.decoding import to_unicode
from searchkit.documents.extraction import Extraction, join_cells, tidy_lines
from searchkit.documents.readers.word_binary import read_text
from searchkit.documents.readers.word_file import UnreadableError
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS = 60


def extract(data: bytes, path: str) -> Extraction:
    """Return the text; of a file of Word 6 or 95, or a damaged one, as a program reads it.

    Raises:
        DocumentError: the file is encrypted, or nothing that is installed can read it.

    """
    try:
        return Extraction(read_text(data, path))
    except UnreadableError as error:
        text = _by_program(data)
        if not text:
            raise DocumentError(path, str(error), _advice()) from error
        return Extraction(text)


def _by_program(data: bytes) -> str:
    """Return the text as the first program gives it that can read the file, if any can."""
    with tempfile.TemporaryDirectory(prefix="searchkit-") as folder:
        file = Path(folder, "file.doc")
        file.write_bytes(data)
        texts = (_PROGRAMS[name](file) for name in programs())
        return tidy_lines(to_unicode(next(filter(str.strip, texts), "")))


def _advice() -> str:
    advice = "open it in Word and save it as .docx"
    return advice if programs() else f"{advice}, or install antiword, catdoc or LibreOffice"


def programs() -> list[str]:
    """Return the programs for Word 97-2003 documents that are on the PATH, the best first."""
    return [name for name in _PROGRAMS if shutil.which(name)]


def _antiword(file: Path) -> str:
    """Return the text; width 0 keeps paragraphs whole, and tables come as ``|a|b|``."""
    text = _run("antiword", "-m", "UTF-8.txt", "-w", "0", str(file))
    return "\n".join(
        join_cells(line.strip("|").split("|")) if line.startswith("|") else line
        for line in text.split("\n")
    )


def _catdoc(file: Path) -> str:
    return _run("catdoc", "-d", "utf-8", "-w", str(file))


def _soffice(file: Path) -> str:
    _run(
        "soffice",
        f"-env:UserInstallation={file.parent.as_uri()}/profile",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(file.parent),
        str(file),
    )
    made = file.with_suffix(".txt")
    return made.read_text("utf-8-sig", errors="replace") if made.exists() else ""


_PROGRAMS: dict[str, Callable[[Path], str]] = {
    "antiword": _antiword,
    "catdoc": _catdoc,
    "soffice": _soffice,
}


def _run(*command: str) -> str:
    """Return what a program prints, nothing when it fails or takes longer than a minute."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
