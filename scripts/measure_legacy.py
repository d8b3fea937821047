"""Measure how well legacy documents are decoded: METRIC.md of viparse-corpus on its folder.

Usage: python scripts/measure_legacy.py FOLDER
FOLDER holds ``manifest.tsv`` (file, format, encoding, transcript), ``files`` and ``transcripts``.
Prints one line a file with its diacritic, character and syllable accuracy (0 to 1), then the
median. Files are read as searchkit reads documents, those of PowerPoint by the program catppt;
a file that cannot be read is a failure and is counted.

The metric is that of METRIC.md but for what its transcripts cannot know, since they were made of
the letters alone. Capitals count as their small letters: a font of capitals (.VnTimeH)
shows small letters as capitals, as searchkit reads them. The ``|`` that the program behind the
transcripts of RTF puts at the end of a cell counts as white space. Numbers of workbooks count
nothing: the transcripts have them as they are stored, searchkit as the sheet shows them. Two
transcripts hold what had been deleted while changes were tracked, which searchkit leaves out:
2004-1ED4D and 2004-1F7ZB.
"""

from __future__ import annotations

import csv
import re
import statistics
import subprocess
import sys
import unicodedata
from difflib import SequenceMatcher
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.formats import FORMATS, detect
from searchkit.errors import DocumentError
from searchkit.text.encodings.decoding import convert_legacy

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CELLS = 4_000_000
_NUMBER = re.compile(r"(?<!\S)(?:[-(]?\d[\d.,:/-]*%?\)?|-)(?!\S)")
"""The largest gap between anchors, in characters times characters, that is aligned itself."""


class Accuracy(NamedTuple):
    """The three numbers of METRIC.md for one document, each from 0 to 1."""

    diacritic: float
    character: float
    syllable: float


def measure(output: str, truth: str) -> Accuracy:
    """Compare ``output`` with ``truth``, both in NFC, in small letters and with single spaces."""
    ours, theirs = map(_comparable, (output, truth))
    pairs = list(matching(base_letters(ours), base_letters(theirs)))
    marked = {at for at, letter in enumerate(theirs) if base_letters(letter) != letter}
    same = [(i, j) for i, j in pairs if ours[i] == theirs[j]]
    matched = SequenceMatcher(None, ours.split(), theirs.split(), autojunk=False)
    return Accuracy(
        sum(j in marked for _, j in same) / len(marked),
        len(same) / len(theirs),
        sum(block.size for block in matched.get_matching_blocks()) / len(theirs.split()),
    )


def without_numbers(text: str) -> str:
    """Return text without the words that are numbers, dates or dashes."""
    return _NUMBER.sub("", text)


def _comparable(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.replace("|", " ")).lower().split())


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


def read_text(path: Path) -> str:
    """Return the text of a file in Unicode, nothing if it cannot be read."""
    if path.suffix == ".ppt":
        return convert_legacy(_slides(path)).text
    data = path.read_bytes()
    try:
        return FORMATS[detect(data, path.name)].reader()(data, path.name).text
    except DocumentError:
        return ""


def _slides(path: Path) -> str:
    command = ["catppt", "-s", "cp1252", "-d", "utf-8", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.decode("utf-8", "replace")


def main() -> None:
    """Print the table and the medians, the real files apart from the synthetic ones."""
    folder = Path(sys.argv[1])
    figures: dict[str, list[float]] = {"real": [], "synthetic": []}
    with (folder / "manifest.tsv").open(encoding="utf-8") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            truth = (folder / "transcripts" / row["transcript"]).read_text(encoding="utf-8")
            found = read_text(folder / "files" / row["file"])
            if row["format"] == "xls":
                found, truth = without_numbers(found), without_numbers(truth)
            accuracy = measure(found, truth)
            subset = "synthetic" if row["file"].startswith("synthetic") else "real"
            figures[subset].append(accuracy.diacritic)
            shown = "  ".join(f"{figure:.4f}" for figure in accuracy)
            print(f"{shown}  {row['encoding']:6} {row['file']}", flush=True)
    for subset, values in figures.items():
        print(f"{subset}: {len(values)} files, median {statistics.median(values):.4f}")


if __name__ == "__main__":
    main()
