"""What a reader takes out of one file, before anybody asks what the text means."""

from __future__ import annotations

import re

from searchkit._dataclass import dataclass, field

CELL_GAP = " | "
"""What stands between two cells of a table row."""

_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of a file, one paragraph a line.

    ``title`` is what the format itself calls the title (HTML), empty otherwise. ``pages`` holds
    the offset in ``text`` at which each page begins, empty for formats without pages. ``unread``
    says what of the file could not be read although the rest was, as a reason after its name.
    """

    text: str
    title: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()
    unread: str = ""


def fold_space(text: str) -> str:
    """Return ``text`` with every run of white space as one space, and none at the ends."""
    return " ".join(text.split())


def tidy_lines(text: str) -> str:
    """Fold the spaces of each line and keep at most one empty line between two others."""
    lines = (line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def join_cells(cells: list[str]) -> str:
    """Return a table row as text: one line of short cells, or one paragraph after another.

    A row with a cell of several lines is layout, such as the two columns of a letterhead.
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    return ("\n" if any("\n" in cell for cell in filled) else CELL_GAP).join(filled)
