"""Tables of separated values (.csv, .tsv): a line a row."""

from __future__ import annotations

import csv
import io

from searchkit.documents.decoding import decode_text
from searchkit.documents.extraction import Extraction, fold_space, join_cells

_SAMPLE = 8192
_LARGEST_CELL = 1 << 24


def extract(data: bytes, path: str) -> Extraction:
    """Return the rows; the separator is the one of ``, ; tab |`` that the first lines show."""
    text = decode_text(data, path)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:_SAMPLE], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(_LARGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), dialect)
    lines = (join_cells([fold_space(cell) for cell in row]) for row in rows)
    return Extraction("\n".join(filter(None, lines)))
