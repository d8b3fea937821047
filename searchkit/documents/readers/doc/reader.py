"""The text of a Word 97-2003 file (.doc), by the tables in it: [MS-DOC] of Microsoft.

What it cannot read, antiword, catdoc or LibreOffice may.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.documents.extraction import Extraction, join_cells, tidy_lines
from searchkit.documents.readers.decoding import runs_to_unicode, to_unicode
from searchkit.documents.readers.doc.file import HEADERS, UnreadableError, damaged, open_file
from searchkit.documents.readers.doc.lists import read_lists
from searchkit.documents.readers.doc.runs import CELL, FIELD_MARKS, Run, Runs
from searchkit.documents.readers.list_numbering import Numbering
from searchkit.documents.readers.page_headers import letterhead_of
from searchkit.documents.readers.table_rows import Paragraph, lines
from searchkit.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from searchkit.documents.readers.doc.file import WordFile

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


# Which of the parts of a text are read: body, footnotes, endnotes, text boxes. Headers, comments
# and macros are not: they repeat on every page or are no part of the document.
_READ = (0, 1, 5, 6)
_HEADER_PART = 2
_FIRST_PAGE, _ALL_PAGES = 10, 7  # 2.8.22, PlcfHdd: the headers of the first section, behind notes

_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
# Breaks of line, page and column, and the unbreakable hyphen; then characters that mean nothing.
_LINES = {**dict.fromkeys(map(ord, "\x0b\x0c\x0e"), "\n"), 0x1E: "-"}
_CONTROLS = dict.fromkeys({*range(32)} - {*map(ord, "\t\n")})
_MARKS = f"\r\x0c{CELL}"  # at the end of a paragraph


def read_text(data: bytes, path: str) -> str:
    """Return the paragraphs, one a line, and the rows of tables where they stand.

    The body comes first, or a letterhead in the header of the page, then footnotes, endnotes and
    text boxes. Fields show their results, lists
    their numbers. Hidden and deleted text is left out; each run is read as its font shows it.
    Takes time and memory in proportion to the size of the file.

    Raises:
        DocumentError: the file is encrypted.
        UnreadableError: it is damaged, or of Word 6 or 95.

    """
    file = open_file(data, path)
    try:
        runs = Runs(file)
        numbering = Numbering(read_lists(file, runs.fonts))
        parts = list(pairwise(accumulate(file.lengths(), initial=0)))
        found = [line for part in _READ for line in _lines(runs, parts[part], numbering)]
        stories = _headers(file, parts[_HEADER_PART])
        headers = ("\n".join(_lines(runs, bounds, numbering)) for bounds in stories)
        found.insert(0, letterhead_of(headers, found))
    except (struct.error, IndexError, ValueError) as error:
        raise damaged() from error
    # Legacy encodings have letters among the control characters: those go after the conversion.
    return tidy_lines(to_unicode("\n".join(found)).translate(_CONTROLS))


def _lines(runs: Runs, bounds: tuple[int, int], numbering: Numbering[int]) -> Iterator[str]:
    """Yield the paragraphs and rows of a part of the text."""
    return lines(_paragraphs(_show_fields(runs.between(*bounds)), numbering))


def _headers(file: WordFile, part: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the header of the first page, and of the one of all pages."""
    plc = file.at(HEADERS)
    found = struct.iter_unpack("<I", plc[: len(plc) // 4 * 4])
    places = [min(at, part[1] - part[0]) for (at,) in found]
    for story in (_FIRST_PAGE, _ALL_PAGES):
        if story + 1 < len(places) and places[story] < places[story + 1]:
            yield part[0] + places[story], part[0] + places[story + 1]


def _show_fields(runs: Iterable[Run]) -> list[Run]:
    """Drop the instructions of fields, which stand before the results, to any depth."""
    kept: list[Run] = []
    fields: list[int | None] = []  # where in ``kept`` the instructions of each open one begin
    for run in runs:
        if not FIELD_MARKS.search(run.text):
            kept.append(run)
            continue
        *parts, rest = FIELD_MARKS.split(run.text)
        for part in parts:
            if part == _FIELD:
                fields.append(len(kept))
            elif part in (_RESULT, _FIELD_END):
                begin = fields.pop() if fields else None
                if begin is not None:
                    del kept[begin:]
                if part == _RESULT:
                    fields.append(None)
            else:
                kept.append(run._replace(text=part, ends=None))
        kept.append(run._replace(text=rest))
    return kept


def _paragraphs(runs: Iterable[Run], numbering: Numbering[int]) -> Iterator[Paragraph]:
    """Yield the paragraphs that are shown; a hidden mark joins its paragraph to the next one.

    The label is that of the first of those, since a heading may run on into its paragraph.
    """
    shown: list[tuple[str, str]] = []
    label: str | None = None
    for run in runs:
        if not run.hidden:
            shown.append((run.text, run.font))
        if run.ends is None:
            continue
        ends_cell = run.text.endswith(CELL)
        ends_row = ends_cell and run.ends.ends_row
        if label is None and not ends_row and (shown or ends_cell):
            label = numbering.label(run.ends.list, run.ends.level, run.font)
        if ends_cell or not run.hidden:
            yield Paragraph(_labelled(label, shown), run.ends.in_table, ends_cell, ends_row)
            shown, label = [], None
    if shown:
        yield Paragraph(_labelled(label, shown))


def _labelled(label: str | None, shown: list[tuple[str, str]]) -> str:
    text = runs_to_unicode(shown).rstrip(_MARKS).translate(_LINES)
    return f"{label} {text}" if label and text.strip() else text
