"""What groups of Rich Text Format are read into: the body, a note, a text box, a list's label."""

from __future__ import annotations

import re

from searchkit.documents.readers.decoding import runs_to_unicode
from searchkit.documents.readers.table_rows import Paragraph

_SURROGATE = re.compile("[\ud800-\udfff]")


class Story:
    """Paragraphs as they are read; ``label`` is the number of the one that is open."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.label = ""
        self._runs: list[tuple[str, str]] = []

    def add(self, text: str, font: str) -> None:
        """Append characters in a font."""
        self._runs.append((text, font))

    def end(
        self, *, in_table: bool = False, ends_cell: bool = False, ends_row: bool = False
    ) -> None:
        """End a paragraph."""
        text = self._text()
        shown = f"{self.label} {text}" if self.label and text.strip() else text
        self.paragraphs.append(Paragraph(shown, in_table, ends_cell, ends_row))
        self.label = ""

    def end_pending(self) -> None:
        """End the last paragraph, which needs no mark."""
        if self._runs:
            self.end()

    def as_label(self) -> str:
        """Return the whole story as the label of a paragraph: a number, or ``-`` for a bullet."""
        raw = "".join(text for text, _ in self._runs)
        shown = self._text().strip()
        return shown if any(map(str.isalnum, raw)) else "-" * bool(shown)

    def _text(self) -> str:
        text = runs_to_unicode(self._runs)
        self._runs = []
        if _SURROGATE.search(text):  # RTF writes a character of two as two
            return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text
