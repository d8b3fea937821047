"""The captions of tables: the titles above the names of their columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.structure.markers import Kind, is_title
from searchkit.documents.structure.tables import is_numbered_caption

if TYPE_CHECKING:
    from searchkit.documents.structure.paragraphs import Paragraph

_SHORTEST, _LONGEST = 2, 40  # syllables
_MOST_LINES = 4
# The unit of the figures, the form's number in brackets, the period: "Năm 2024", "Tính đến 30/6".
_BELOW = re.compile(
    r"\(|đơn\s+vị(?:\s+tính)?\s*:|đvt\b|(?:(?:6|9|sáu|chín)\s+tháng|tháng|quý|năm|tính\s+đến)\b.{0,40}$",
    re.IGNORECASE,
)


def mark_captions(text: str, found: list[Paragraph]) -> None:
    """Make the titles above tables captions; a heading's own title stays one."""
    for at, unit in enumerate(found):
        if unit.kind is not Kind.COLUMNS or (at and found[at - 1].kind is Kind.COLUMNS):
            continue
        last = at - 1
        while last > max(0, at - 3) and _is_below_caption(text, found[last]):
            last -= 1
        first = _first_of_caption(text, found, last)
        if first <= last and not (first and found[first - 1].kind.is_heading):
            for line in range(first, at):
                found[line] = found[line]._replace(kind=Kind.CAPTION)


def _first_of_caption(text: str, found: list[Paragraph], last: int) -> int:
    """Return the index of a caption's first line, ``last + 1`` when there is no caption."""
    first = last + 1
    while first > 0 and last - first < _MOST_LINES - 1:
        above = found[first - 1]
        line = text[above.start : above.end]
        if above.kind is not Kind.TEXT or not _may_be_caption(line):
            break
        if first <= last and not line.isupper():
            break
        first -= 1
        if not line.isupper() or is_numbered_caption(line):
            break
    return first


def _may_be_caption(line: str) -> bool:
    if len(line.split()) < _SHORTEST or not line[0].isupper():
        return False
    title = line.rstrip(".") if is_numbered_caption(line) else line
    return is_title(title, _LONGEST)


def _is_below_caption(text: str, unit: Paragraph) -> bool:
    return unit.kind is Kind.TEXT and _BELOW.match(text[unit.start : unit.end]) is not None
