"""Lists of places as acts write them: ``điểm c khoản 2, điểm b khoản 3 Điều 41`` is two places.

The order from the smallest unit to the largest is that of Nghị định 78/2025/NĐ-CP; a larger unit
holds for all smaller ones in front of it that have none of its kind. Older circulars count other
units in the same order (``điểm 1.3, mục III, phần B``). ``Từ Điều 5 đến Điều 8`` is four places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.remembering import remembers

if TYPE_CHECKING:
    import re

Place = tuple[tuple[str, str], ...]
"""A part of a document: units with their labels, the smallest first; empty is the whole."""

_WRITTEN = {
    "điểm": "điểm",
    "khoản": "khoản",
    "điều": "Điều",
    "tiểu mục": "Tiểu mục",
    "mục": "Mục",
    "chương": "Chương",
    "phần": "Phần",
    "phụ lục": "Phụ lục",
}
"""How units are cited, from the smallest to the largest."""

_RANKS = {unit: rank for rank, unit in enumerate(_WRITTEN)}
_LABEL = (
    r"(?:\d{1,4}(?:\.\d{1,3})*(?:\.?[a-zđ]\d?)?(?![\w/])|[ivxlc]{1,6}(?!\w)|[a-zđ]{1,2}\d?(?!\w)"
    r"|thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\w))"
)
_AND = r"\s*(?:,|(?<!\w)và(?!\w)|(?<!\w)hoặc(?!\w))\s*"
# The first letter is in front of what must not stand before it, so that a search goes by letters.
_UNIT_NAMES = "|".join(
    rf"{name[0]}(?<!\w.){name[1:]}" for name in sorted(_WRITTEN, key=len, reverse=True)
)
_UNIT = lazy_pattern(
    rf"(?P<unit>{_UNIT_NAMES})\s+(?:số\s+)?(?P<labels>{_LABEL}(?:{_AND}{_LABEL})*)"
)
_SEPARATOR = lazy_pattern(_AND, needs=(",", "và", "hoặc"))
_JOINT = lazy_pattern(
    r"[\s,;(]*(?:(?:và|hoặc|của|tại|thuộc|trong|các|những|quy định|điều|khoản|điểm|từ|đến|tới|hết)"
    r"(?!\w)[\s,(]*)*"
)
_APART = lazy_pattern(
    r";|(?<!\w)(?:và|hoặc)(?!\w)|,\s*(?:của\s+|tại\s+|trong\s+)?(?:các|những)(?!\w)",
    needs=(";", "và", "hoặc", ","),
)
_OF_EACH = lazy_pattern(r"\s+(?:(?:của|tại|trong|thuộc)\s+)?các\s+", needs=("các",))
_TO = lazy_pattern(r"\s*(?:đến|tới)\s+(?:hết\s+)?", needs=("đến", "tới"))
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_LONGEST_RANGE = 300
_LONGEST_JOINT = 40


class PlaceList(NamedTuple):
    """Places that are listed at ``[start:end]`` of a text."""

    start: int
    end: int
    places: tuple[Place, ...]


def place_lists(lowered: str) -> list[PlaceList]:
    """Find the lists of places in a normalised text in small letters, in order."""
    found: list[PlaceList] = []
    run: list[re.Match[str]] = []
    for unit in _UNIT.finditer(lowered):
        if run and not _joins(lowered, run[-1].end(), unit.start()):
            found.append(_listed(run))
            run = []
        run.append(unit)
    if run:
        found.append(_listed(run))
    return found


def _joins(lowered: str, start: int, end: int) -> bool:
    if end - start > _LONGEST_JOINT:
        return False
    return lowered[start:end].isspace() or _JOINT.fullmatch(lowered, start, end) is not None


def cited(place: Place) -> str:
    """Return a place as it is cited: ``điểm b khoản 1 Điều 12``."""
    return " ".join(f"{_WRITTEN[unit]} {_shown(unit, label)}" for unit, label in place)


@remembers(1 << 12)  # an act names a place for each document that it changes
def place_of(citation: str) -> Place:
    """Return the one place that a citation names, the whole if it names none."""
    lists = place_lists(citation.lower())
    return lists[0].places[0] if lists else ()


def holds(outer: Place, inner: Place) -> bool:
    """Say whether a place is, or is a part of, another; all are parts of the whole."""
    return set(outer) <= set(inner)


def _shown(unit: str, label: str) -> str:
    return label if _RANKS[unit] < _RANKS["mục"] else label.upper()


def _listed(run: list[re.Match[str]]) -> PlaceList:
    """Give each smaller unit the larger one behind it."""
    places: list[Place] = []
    whole = 0  # so many are not parts of what follows
    for i, unit in enumerate(run):
        name = unit["unit"]
        labels = [label.strip(" .") for label in _SEPARATOR.split(unit["labels"])]
        if i and _is_range(run[i - 1], unit):
            labels[:0] = _between(places[-1][-1][1], labels[0])
        joint = unit.string[run[i - 1].end() : unit.start()] if i else ""
        inner = len(places)
        while inner > whole and _may_lie_in(places[inner - 1], name):
            inner -= 1
        if inner < len(places) and _is_apart(joint, places[-1], name):
            inner = whole = len(places)
        if inner == len(places):
            places += [((name, label),) for label in labels]
        elif _OF_EACH.fullmatch(joint):
            places[inner:] = [(*one, (name, label)) for label in labels for one in places[inner:]]
        else:
            places[inner:] = [(*place, (name, labels[0])) for place in places[inner:]]
            places += [((name, label),) for label in labels[1:]]
    return PlaceList(run[0].start(), run[-1].end(), tuple(places))


def _is_apart(joint: str, before: Place, unit: str) -> bool:
    """Tell ``Điều 5 và Chương III``, two places, from ``Điều 5, Chương III``, which is one."""
    if _APART.search(joint):
        return True
    return unit == "phụ lục" and before[-1][0] == "điều" and "," in joint


def _may_lie_in(place: Place, unit: str) -> bool:
    return _RANKS[place[-1][0]] < _RANKS[unit]


def _is_range(one: re.Match[str], other: re.Match[str]) -> bool:
    """Tell ``Điều 5 đến Điều 8``."""
    joined = _TO.fullmatch(one.string, one.end(), other.start())
    return joined is not None and one["unit"] == other["unit"]


def _between(first: str, last: str) -> list[str]:
    """Return the labels between two of a range: ``6``, ``7`` of 5 and 8, ``b`` of a and c."""
    if first.isdigit() and last.isdigit():
        return [str(label) for label in range(int(first) + 1, int(last))][:_LONGEST_RANGE]
    if len(first) == len(last) == 1 and first in _LETTERS and last in _LETTERS:
        return list(_LETTERS[_LETTERS.index(first) + 1 : _LETTERS.index(last)])
    return []
