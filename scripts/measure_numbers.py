"""Measure which of the document numbers marked in a file are found, and what else is taken for one.

    python scripts/measure_numbers.py tests/text/marked_numbers.txt

Each line is a piece of text with every number between ⟦ and ⟧, and ¶ for a line end; lines that
begin with # are notes. A number counts as found when its first and last characters are right.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.text.legal.document_numbers import document_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int]


def main() -> None:
    """Print every difference, then recall and precision."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    lines = [line.replace("¶", "\n") for line in lines if line and not line.startswith("#")]
    right = marked = taken = 0
    for text, expected in map(read_marks, lines):
        found = {(number.start, number.end) for number in document_numbers(text)}
        right += len(found & expected)
        marked += len(expected)
        taken += len(found)
        _show("missed", text, expected - found)
        _show("wrong", text, found - expected)
    print(f"{len(lines)} lines, {marked} numbers marked, {taken} found")
    print(f"recall {right / max(marked, 1):.4f}, precision {right / max(taken, 1):.4f}")


def read_marks(line: str) -> tuple[str, set[Span]]:
    """Return a line without its marks, and the spans that were marked."""
    pieces = line.replace("⟦", "⟧").split("⟧")
    spans, end = set(), 0
    for i, piece in enumerate(pieces):
        if i % 2:
            spans.add((end, end + len(piece)))
        end += len(piece)
    return "".join(pieces), spans


def _show(what: str, text: str, spans: Iterable[Span]) -> None:
    for start, end in sorted(spans):
        print(f"{what}: {text[start:end]!r} in {text[max(0, start - 20) : end + 20]!r}")


if __name__ == "__main__":
    main()
