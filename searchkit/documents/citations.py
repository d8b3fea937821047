"""Places in words, as lawyers cite them: ``điểm a khoản 2 Điều 5``.

The order from the smallest unit to the largest is that of Nghị định 30/2020/NĐ-CP, Phụ lục I, and
of every legal act; sections of reports are cited as ``mục 1 phần II``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.structure import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.documents.sections import Heading

_WORDS = {
    Kind.PART: "Phần",
    Kind.CHAPTER: "Chương",
    Kind.SECTION: "Mục",
    Kind.SUBSECTION: "Tiểu mục",
    Kind.LETTERED: "phần",
    Kind.ROMAN: "phần",
    Kind.ARTICLE: "Điều",
    Kind.NUMBERED: "mục",
    Kind.DECIMAL: "mục",
}


class Place(NamedTuple):
    """The clause and point in which a stretch of text stands, empty where there is none."""

    clause: str
    point: str


def cite_section(path: tuple[Heading, ...]) -> str:
    """Return the citation of a heading path; an article is cited without what stands above it."""
    parts: list[str] = []
    for step in reversed(path):
        if step.kind is Kind.APPENDIX:
            parts.append(f"Phụ lục {step.label}".strip())
        elif not (step.kind is Kind.NUMBERED and path[-1].kind is Kind.DECIMAL):
            parts.append(f"{_WORDS[step.kind]} {step.label}")
        if step.kind <= Kind.SUBSECTION or step.kind is Kind.ARTICLE:
            break
    return " ".join(parts)


def cite(path: tuple[Heading, ...], places: list[Place], *, whole: list[Place]) -> str:
    """Return the citation of a passage that covers ``places`` of the section ``whole``.

    Points are named when the passage is a part of one clause, clauses when it is a part of the
    section, and otherwise the section alone.
    """
    section = cite_section(path)
    if places == whole:
        return section
    clauses = _named(place.clause for place in places)
    word = "khoản" if not path or any(step.kind is Kind.ARTICLE for step in path) else "mục"
    parts = [f"{word} {', '.join(clauses)}"] if clauses else []
    points = _named(place.point for place in places)
    if len(clauses) == 1 and points and places != [p for p in whole if p.clause == clauses[0]]:
        parts.insert(0, f"điểm {', '.join(points)}")
    return " ".join([*parts, section]).strip()


def _named(labels: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(label for label in labels if label))
