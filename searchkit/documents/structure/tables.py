"""Tables, which readers hand on as one line a row: which lines are rows, and which column names.

A table begins with a row of names and has rows with numbers below; a letterhead or a form in two
columns has neither.
"""

from __future__ import annotations

import re

from searchkit.documents.extraction import CELL_GAP
from searchkit.documents.structure.inline_references import KEYWORD_MARKERS
from searchkit.documents.structure.markers import Kind, find_marker, is_title

_FEWEST_ROWS = 3  # of a table that has no numbered caption
_MOST_NAME_ROWS = 3  # rows that a table's column names may take
_LONGEST_GROUP = 12  # syllables of a line that heads a group of rows

_LINE = re.compile(r"\S[^\n]*")
_NUMBER = re.compile(r"(?:\(?[\d.,]*\d[\d.,]*\)?\s?%?|[IVX]{1,5}|[A-HĐa-hđ])[.)/-]?$")
_LETTER = re.compile(r"[^\W\d_]")
_CAPTION = re.compile(r"(?:biểu(?:\s+mẫu)?|bảng)(?:\s+số)?\s+[\divx]", re.IGNORECASE)


def rows_of_tables(text: str) -> dict[int, Kind]:
    """Return the rows of tables by the offsets at which they begin: column names, or other rows."""
    rows: dict[int, Kind] = {}
    if CELL_GAP not in text:
        return rows
    table: list[re.Match[str]] = []
    bridge: re.Match[str] | None = None  # a short line since the last row
    captioned = False
    for line in _LINE.finditer(text):
        if CELL_GAP not in line[0] or _opens_a_unit(line[0]):
            if not table or bridge or not _may_head_rows(line[0]):
                rows.update(_as_table(table, captioned=captioned))
                table = []
                captioned = is_numbered_caption(line[0])
            bridge = line if table else None
            continue
        if bridge and _has_names(line[0]):
            rows.update(_as_table(table, captioned=captioned))
            table, captioned = [], False
        elif bridge:
            table.append(bridge)
        bridge = None
        table.append(line)
    rows.update(_as_table(table, captioned=captioned))
    return rows


def is_numbered_caption(line: str) -> bool:
    """Tell whether a line begins as ``Biểu 1`` or ``Bảng số 2.1`` does."""
    return _CAPTION.match(line) is not None


def _as_table(lines: list[re.Match[str]], *, captioned: bool) -> dict[int, Kind]:
    """Return the lines as rows if they are a table."""
    if len(lines) < _FEWEST_ROWS - captioned or not _has_names(lines[0][0]):
        return {}
    below = next((at for at, line in enumerate(lines) if _has_numbers(line[0])), 0)
    if not below:
        return {}
    names = below if below <= _MOST_NAME_ROWS else 1
    return {line.start(): Kind.COLUMNS if at < names else Kind.ROW for at, line in enumerate(lines)}


def _has_names(row: str) -> bool:
    """Tell whether all cells of a row are words, as the names of columns are."""
    cells = row.rstrip().split(CELL_GAP)
    return (
        len(cells) > 1
        and row[0].isupper()
        and is_title(row.rstrip())
        and all(
            _LETTER.search(cell) and not cell.endswith(":") and not _NUMBER.match(cell)
            for cell in cells
        )
    )


def _has_numbers(row: str) -> bool:
    cells = row.rstrip().split(CELL_GAP)
    return len(cells) > 1 and any(_NUMBER.match(cell) for cell in cells)


def _opens_a_unit(line: str) -> bool:
    marker = find_marker(line)
    return marker is not None and marker.lastgroup in KEYWORD_MARKERS - {"CLAUSE"}


def _may_head_rows(line: str) -> bool:
    return (
        is_title(line.rstrip(), _LONGEST_GROUP)
        and not is_numbered_caption(line)
        and not _opens_a_unit(line)
    )
