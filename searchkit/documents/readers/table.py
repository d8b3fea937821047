"""Tables of separated values (.csv, .tsv): a line a row."""

from __future__ import annotations

import csv
import io

from searchkit.documents.decoding import decode_text
from searchkit.documents.extraction import Extraction, fold_space, join_cells

_SEPARATORS = ",;\t|"
_LARGEST_CELL = 1 << 24


def extract(data: bytes, path: str) -> Extraction:
    """Return the rows; the separator is the one of ``, ; tab |`` that the first line shows."""
    text = decode_text(data, path)
    first_line = text.lstrip().split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first_line.count)
    csv.field_size_limit(_LARGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines = (join_cells([fold_space(cell) for cell in row]) for row in rows)
    return Extraction("\n".join(filter(None, lines)))
