"""Rich Text Format, through striprtf."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from searchkit.documents.decoding import to_unicode
from searchkit.documents.extraction import Extraction, join_cells, tidy_lines


def extract(data: bytes, path: str) -> Extraction:  # noqa: ARG001  # every reader takes a path
    """Return the text; bytes above 127 are read as Windows-1252, then legacy fonts converted."""
    markup = data.decode("latin-1")
    text: str = rtf_to_text(markup, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    rows = (
        join_cells(line.split("|")) if line.endswith("|") else line for line in text.split("\n")
    )
    return Extraction(tidy_lines(to_unicode("\n".join(rows))))
