"""The head of a constitution: no number, no letterhead, and a title that names the state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.documents.extraction import fold_space

if TYPE_CHECKING:
    from searchkit.documents.head_lines import Line

CONSTITUTION = "Hiến pháp"
# Those of 1980, 1992 and 2013; those of 1946 and 1959.
_TITLE = re.compile(
    r"hien phap (?:nuoc )?(?:cong hoa xa hoi chu nghia viet nam|viet nam dan chu cong hoa)"
    r"(?: \(?(?:nam )?\d{4}\)?)?"
)
_MOST_LINES = 4


def read_constitution(lines: list[Line]) -> tuple[str, int] | None:
    """Return what stands below ``HIẾN PHÁP`` in the title, and its last line; None for no such."""
    found = None
    for last in range(1, min(len(lines), _MOST_LINES)):
        if _TITLE.fullmatch(" ".join(line.folded for line in lines[: last + 1])):
            found = fold_space(" ".join(line.text for line in lines[1 : last + 1])), last
    return found
