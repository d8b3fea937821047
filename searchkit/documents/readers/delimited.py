"""Tables of separated values (.csv, .tsv): a line a row."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from searchkit.documents.extraction import Extraction, fold_space, join_cells
from searchkit.documents.readers.decoding import decode_text

_SEPARATORS = ";,\t|"
_LARGEST_CELL = 1 << 24
_SAMPLE = 1 << 16
_LONGEST_QUOTED = 2000
_QUOTED = re.compile(rf'"[^"]{{0,{_LONGEST_QUOTED}}}"')
# What Excel takes as the name of the separator, not as a row.
_NAMED = re.compile(r"\s*sep=(.)\n")


def extract(data: bytes, path: str) -> Extraction:
    """Return the rows; the separator is the one of ``; , tab |`` that cuts most rows alike."""
    text = decode_text(data, path)
    named = _NAMED.match(text)
    text = text[named.end() :] if named else text
    csv.field_size_limit(_LARGEST_CELL)
    separator = named[1] if named else _separator(text[:_SAMPLE])
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines = (join_cells([fold_space(cell) for cell in row]) for row in rows)
    return Extraction("\n".join(filter(None, lines)))


def _separator(sample: str) -> str:
    lines = _QUOTED.sub("", sample).split("\n")
    return max(_SEPARATORS, key=lambda separator: _evenness(lines, separator))


def _evenness(lines: list[str], separator: str) -> tuple[int, int]:
    """Return how many lines have the same number of separators, and that number."""
    counts = Counter(number for line in lines if (number := line.count(separator)))
    return max(((lines, number) for number, lines in counts.items()), default=(0, 0))
