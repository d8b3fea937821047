"""The sources of generated seeds: lines ``key: value``, an empty line, the body.

A source is named like its file plus ``.txt``: ``tin/x.html.txt`` makes ``tin/x.html``. In a value
``|`` parts lines. In the body a line is a paragraph, ``# `` and ``## `` begin headings, lines that
begin with ``|`` are a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Block:
    """A part of a body: ``kind`` is p, h1, h2 or table; ``rows`` has one cell unless a table."""

    kind: str
    rows: list[list[str]]

    @property
    def text(self) -> str:
        """The text of a paragraph or heading."""
        return self.rows[0][0]


@dataclass(frozen=True)
class Source:
    """One source: its fields and its body as written."""

    fields: dict[str, str]
    body: str

    def lines(self, key: str) -> list[str]:
        """Return the lines of a field's value; none when the field is absent."""
        value = self.fields.get(key)
        return [] if value is None else [part.strip() for part in value.split("|")]

    def blocks(self) -> Iterator[Block]:
        """Yield the body's blocks in order."""
        filled = (line for line in self.body.splitlines() if line.strip())
        for is_table, group in groupby(filled, key=lambda line: line.startswith("|")):
            if is_table:
                yield Block("table", [_cells(row) for row in group])
            else:
                yield from map(_paragraph, group)


def read_source(path: Path) -> Source:
    """Read one source file; ValueError when a line above the first empty one has no ``key: ``."""
    head, _, body = path.read_text("utf-8").partition("\n\n")
    fields = {}
    for line in head.splitlines():
        key, value = line.split(": ", 1)
        fields[key] = value
    return Source(fields, body)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _paragraph(line: str) -> Block:
    text = line.lstrip("#")
    level = len(line) - len(text)
    return Block(f"h{level}" if level else "p", [[text.strip()]])
