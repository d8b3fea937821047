"""Places in a document as people cite them: ``khoản 2 Điều 5``, ``mục 3 phần IV``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from searchkit.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

Places = dict[str, frozenset[str]]
"""Labels by unit, folded and in small letters: ``{"khoan": {"2"}, "dieu": {"5"}}``."""

_LABEL = r"(?:[0-9]{1,3}[a-z]?|[ivxl]{1,6}|[a-z])"
_PLACE = re.compile(
    r"(?<![^\W_])(?P<unit>diem|khoan|dieu|muc|phan|chuong)\s+(?:thu\s+|so\s+)?"
    rf"(?P<labels>{_LABEL}(?![^\W_])(?:(?:,| va)\s*{_LABEL}(?![^\W_]))*)"
)
_SEPARATOR = re.compile(r",\s*|\s+va\s+")


def find_places(text: str) -> Places:
    """Return the places that a normalised text cites, with or without diacritics.

    Points keep their đ: ``điểm đ`` is not ``điểm d``.
    """
    lowered = text.lower()
    found: dict[str, set[str]] = {}
    for place in _PLACE.finditer(fold(lowered)):
        start, end = place.span("labels")
        labels = lowered[start:end] if place["unit"] == "diem" else place["labels"]
        found.setdefault(place["unit"], set()).update(_SEPARATOR.split(labels))
    return {unit: frozenset(labels) for unit, labels in found.items()}


def agreement(asked: Mapping[str, frozenset[str]], cited: Mapping[str, frozenset[str]]) -> float:
    """Return the share of the units asked for that a passage's citation meets, 0 to 1.

    A passage that stands elsewhere in one of the units, as ``khoản 2 Điều 9`` does when ``khoản 2
    Điều 5`` is asked for, has none.
    """
    shared = asked.keys() & cited.keys()
    if any(asked[unit].isdisjoint(cited[unit]) for unit in shared):
        return 0.0
    return len(shared) / len(asked)
