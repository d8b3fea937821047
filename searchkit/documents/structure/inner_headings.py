"""What heads the lines inside a section: a quoted article, or a table's caption and columns.

A passage from the middle of a long quotation or table is understood, and found, by these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.documents.extraction import CELL_GAP, fold_space
from searchkit.documents.structure.markers import Kind, is_title
from searchkit.documents.structure.quotations import quoted_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from searchkit.documents.structure.paragraphs import Paragraph

TABLE = (Kind.CAPTION, Kind.COLUMNS, Kind.ROW)
"""The kinds of lines that make up a table."""

_MOST_COLUMN_WORDS = 60  # syllables


def with_inner_headings(
    text: str, units: Iterable[Paragraph]
) -> Iterator[tuple[Paragraph, tuple[str, ...]]]:
    """Yield each unit of a section with the headings that it stands under inside the section."""
    headings: tuple[str, ...] = ()
    last: Paragraph | None = None
    for unit in units:
        inside = unit.quoted or unit.kind in TABLE
        before = text[last.start : last.end] if last and inside else ""
        if not inside:
            headings = ()
        elif unit.quoted:
            if unit.kind is Kind.QUOTED or not (last and last.quoted):
                heading = quoted_heading(text[unit.start : unit.end], before)
                headings = (fold_space(heading),) if heading else headings
        else:
            headings = _of_table(text[unit.start : unit.end], unit.kind, last, before, headings)
        yield unit, headings
        last = unit


def _of_table(
    line: str, kind: Kind, last: Paragraph | None, before: str, headings: tuple[str, ...]
) -> tuple[str, ...]:
    above = last.kind if last else Kind.TEXT
    if kind is Kind.CAPTION:
        caption = f"{headings[0]} {line}" if above is Kind.CAPTION and headings else line
        return (fold_space(caption.removesuffix(":")),)
    if kind is Kind.ROW:
        return headings
    if above is Kind.COLUMNS and headings:
        return (*headings[:-1], _shortened(f"{headings[-1]}{CELL_GAP}{line}"))
    if above is not Kind.CAPTION:
        lead = before.removesuffix(":")
        headings = (fold_space(lead),) if lead != before and is_title(lead) else ()
    return (*headings, _shortened(line))


def _shortened(columns: str) -> str:
    """Return as many names of columns as a heading may have words."""
    names = fold_space(columns).split(CELL_GAP)
    kept: list[str] = []
    words = 0
    for name in names:
        words += len(name.split())
        if kept and words > _MOST_COLUMN_WORDS:
            break
        kept.append(name)
    return CELL_GAP.join(kept)
