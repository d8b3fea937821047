"""Reading the tables of ``searchkit/data``: UTF-8, tabs between columns, ``#`` lines are notes."""

from __future__ import annotations

from importlib import resources


def read_table(name: str) -> list[list[str]]:
    """Return the rows of ``searchkit/data/name`` as lists of cells, without notes and header."""
    table = resources.files("searchkit").joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in table.splitlines() if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]
