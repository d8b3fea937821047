"""Parts of plans and of texts of the Party, which have no articles: ``II. NHIỆM VỤ``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.text.legal.cited_places import find_items

if TYPE_CHECKING:
    from searchkit.text.legal.place_lists import Place

# In capitals: ``c)`` and ``i)`` are points.
_HEADING = re.compile(r"^[ \t]*(?:(?i:mục|phần)[ \t]+)?([IVXLC]{1,6})[ \t]*[.:)–-]", re.MULTILINE)
_SECTIONS = ("mục", "phần")


def has_section(text: str, place: Place) -> bool:
    """Say whether a text has ``điểm 2 mục II``, by the Roman numbers at the heads of its lines."""
    unit, label = place[-1]
    if unit not in _SECTIONS:
        return False
    headings = list(_HEADING.finditer(text))
    for number, heading in enumerate(headings):
        if heading[1].lower() != label:
            continue
        end = headings[number + 1].start() if number + 1 < len(headings) else len(text)
        items = frozenset[str]().union(*find_items(text[heading.end() : end]).values())
        if all(item in items for _, item in place[:-1]):
            return True
    return False
