"""Measure how well legacy documents are decoded: METRIC.md of viparse-corpus on its folder.

Usage: python scripts/measure_legacy.py FOLDER
FOLDER holds ``manifest.tsv`` (file, format, encoding, transcript), ``files`` and ``transcripts``.
Prints one line a file with its diacritic, character and syllable accuracy (0 to 1), then the
median. The programs antiword and catppt and the packages striprtf and python-calamine
take the text out of the files; a file that none of them reads is a failure and is counted.
"""

from __future__ import annotations

import csv
import html
import re
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from difflib import SequenceMatcher
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from searchkit.text.encodings import convert_legacy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_CELLS = 4_000_000
"""The largest gap between anchors, in characters times characters, that is aligned itself."""

SECTOR = 512
COMPLETE = 0.99
"""The least share of the letters of the plain text that DocBook must have to be taken."""

BOOK_HEAD = re.compile(r"(?s)^.*?</bookinfo>")
BLOCK_END = re.compile(r"</(?:para|title|entry)>")
TAG = re.compile(r"<[^>]*>")


class Accuracy(NamedTuple):
    """The three numbers of METRIC.md for one document, each from 0 to 1."""

    diacritic: float
    character: float
    syllable: float


def measure(output: str, truth: str) -> Accuracy:
    """Compare ``output`` with ``truth`` after NFC and with white space collapsed."""
    ours, theirs = (" ".join(unicodedata.normalize("NFC", t).split()) for t in (output, truth))
    pairs = list(matching(base_letters(ours), base_letters(theirs)))
    marked = {at for at, letter in enumerate(theirs) if base_letters(letter) != letter}
    same = [(i, j) for i, j in pairs if ours[i] == theirs[j]]
    matched = SequenceMatcher(None, ours.split(), theirs.split(), autojunk=False)
    return Accuracy(
        sum(j in marked for _, j in same) / len(marked),
        len(same) / len(theirs),
        sum(block.size for block in matched.get_matching_blocks()) / len(theirs.split()),
    )


def base_letters(text: str) -> str:
    """Return the letters without marks, one for each character of ``text`` in NFC."""
    return "".join(map(_base, text))


def _base(letter: str) -> str:
    bare = {"đ": "d", "Đ": "D"}.get(letter, letter)
    return unicodedata.normalize("NFD", bare)[0]


def matching(a: str, b: str) -> Iterator[tuple[int, int]]:
    """Yield the pairs of positions that align: words first, then characters in the gaps.

    A document of 200,000 characters cannot be aligned by characters directly: that takes their
    square. Anchors of whole words can only lose matches, so no figure comes out too high.
    """
    words = (a.split(" "), b.split(" "))
    starts = [[0, *accumulate(len(word) + 1 for word in side)] for side in words]
    i = j = 0
    for block in SequenceMatcher(None, *words, autojunk=False).get_matching_blocks():
        (x, y), size = (starts[0][block.a], starts[1][block.b]), block.size
        yield from _gap(a, b, (i, x), (j, y))
        i, j = starts[0][block.a + size], starts[1][block.b + size]
        yield from zip(range(x, min(i, len(a))), range(y, min(j, len(b))), strict=False)


def _gap(
    a: str, b: str, span_a: tuple[int, int], span_b: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    (i, i_end), (j, j_end) = span_a, span_b
    if (i_end - i) * (j_end - j) > MOST_CELLS:
        return
    aligner = SequenceMatcher(None, a[i:i_end], b[j:j_end], autojunk=False)
    for block in aligner.get_matching_blocks():
        yield from ((i + block.a + k, j + block.b + k) for k in range(block.size))


def run(*command: str) -> str:
    """Return what a program prints, or nothing if it is missing or fails."""
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.decode("utf-8", "replace")


def doc_text(path: Path) -> str:
    """Take the paragraphs out of a Word file; antiword wants whole sectors of 512 bytes.

    As DocBook each cell of a table stays in one piece, while plain text interleaves the lines of
    a row; but DocBook loses parts of some files, and then plain text is taken.
    """
    content = path.read_bytes()
    with tempfile.NamedTemporaryFile(suffix=".doc") as padded:
        padded.write(content + bytes(-len(content) % SECTOR))
        padded.flush()
        book = run("antiword", "-x", "db", padded.name)
        plain = run("antiword", "-m", "UTF-8.txt", "-w", "0", padded.name)
    body = BOOK_HEAD.sub("", book, count=1)
    cells = html.unescape(TAG.sub("", BLOCK_END.sub("\n", body)))
    return cells if _letters(cells) >= COMPLETE * _letters(plain) else plain


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def ppt_text(path: Path) -> str:
    """Take the text out of a PowerPoint file."""
    return run("catppt", "-s", "cp1252", "-d", "utf-8", str(path))


def rtf_text(path: Path) -> str:
    """Take the text out of an RTF file, its bytes read as Windows-1252."""
    from striprtf.striprtf import rtf_to_text

    to_text: Callable[..., str] = rtf_to_text
    return to_text(path.read_bytes().decode("latin-1"), errors="replace")


def xls_text(path: Path) -> str:
    """Take the cells out of all sheets, whole numbers without a decimal point."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return "\n".join("\t".join(map(_cell, row)) for row in rows)


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def pdf_text(path: Path) -> str:
    """Take the text out of all pages of a PDF."""
    import pypdfium2

    pages = pypdfium2.PdfDocument(str(path))
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def docx_text(path: Path) -> str:
    """Take the paragraphs out of a Word file, those in tables where they stand."""
    import docx

    body = docx.Document(str(path)).element.body
    return "\n".join("".join(p.itertext("{*}t")) for p in body.iter("{*}p"))


READERS: dict[str, Callable[[Path], str]] = {
    "doc": doc_text,
    "docx": docx_text,
    "pdf": pdf_text,
    "ppt": ppt_text,
    "rtf": rtf_text,
    "xls": xls_text,
}


def main() -> None:
    """Print the table and the medians, the real files apart from the synthetic ones."""
    folder = Path(sys.argv[1])
    figures: dict[str, list[float]] = {"real": [], "synthetic": []}
    with (folder / "manifest.tsv").open(encoding="utf-8") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            decoded = convert_legacy(READERS[row["format"]](folder / "files" / row["file"]))
            truth = (folder / "transcripts" / row["transcript"]).read_text(encoding="utf-8")
            accuracy = measure(decoded.text, truth)
            subset = "synthetic" if row["file"].startswith("synthetic") else "real"
            figures[subset].append(accuracy.diacritic)
            shown = "  ".join(f"{figure:.4f}" for figure in accuracy)
            print(f"{shown}  {row['encoding']:6} {decoded.encoding:12} {row['file']}", flush=True)
    for subset, values in figures.items():
        print(f"{subset}: {len(values)} files, median {statistics.median(values):.4f}")


if __name__ == "__main__":
    main()
