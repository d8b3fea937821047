"""Paragraphs of formats that mark where cells and rows end, as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.extraction import join_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Paragraph(NamedTuple):
    """The text of a paragraph, and how it stands in a table."""

    text: str
    in_table: bool = False
    ends_cell: bool = False
    ends_row: bool = False


def lines(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Yield the paragraphs outside tables, and the rows with their cells joined."""
    cells: list[str] = []
    cell: list[str] = []
    for text, in_table, ends_cell, ends_row in paragraphs:
        if ends_cell:
            cells.append("\n".join((*cell, text)))
            cell = []
            if ends_row:
                yield join_cells(cells)
                cells = []
        elif in_table:
            cell.append(text)
        else:
            yield from (*cells, *cell, text)
            cells, cell = [], []
    yield from (*cells, *cell)
