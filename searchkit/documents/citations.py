"""Places in words, as lawyers cite them: ``điểm a khoản 2 Điều 5``.

The order from the smallest unit to the largest is that of every Vietnamese legal act (Nghị định
78/2025/NĐ-CP); sections of reports are cited by their depth: ``mục 1 phần II``.
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
}
_OUTLINE = ("phần", "mục", "tiểu mục", "điểm", "ý", "ý")  # sections of a report, by depth


class Place(NamedTuple):
    """The clause and point in which a stretch of text stands, empty where there is none."""

    clause: str
    point: str


def cite(
    path: tuple[Heading, ...], places: list[Place], *, whole: list[Place], article: str = ""
) -> str:
    """Return the citation of a passage that covers ``places`` of the section ``whole``.

    Points are named when the passage is a part of one clause, clauses when it is a part of the
    section, and otherwise the section alone. ``article`` is the number of the article that the
    text as a whole is, if it is one.
    """
    steps, depth = _section(path)
    if article and not steps:
        steps = [f"Điều {article}"]
    if places == whole:
        return " ".join(steps)
    clauses = _named(place.clause for place in places)
    if clauses:
        in_article = bool(article) or any(step.kind is Kind.ARTICLE for step in path)
        word = "khoản" if in_article else _OUTLINE[max(1, depth)]
        steps.insert(0, f"{word} {', '.join(clauses)}")
    points = _named(place.point for place in places)
    if len(clauses) == 1 and points and places != [p for p in whole if p.clause == clauses[0]]:
        steps.insert(0, f"điểm {', '.join(points)}")
    return " ".join(steps)


def _section(path: tuple[Heading, ...]) -> tuple[list[str], int]:
    """Return the words for a heading path, innermost first, and the depth of its outline.

    An article needs nothing of what stands above it; a section of a report needs all.
    """
    steps: list[str] = []
    depth = 0
    for step in path:
        if step.kind is Kind.ARTICLE:
            steps = [f"Điều {step.label}"]
        elif step.kind is Kind.APPENDIX:
            steps, depth = [f"Phụ lục {step.label}"] if step.label else [], 0
        elif step.kind in _WORDS:
            steps.insert(0, f"{_WORDS[step.kind]} {step.label}".strip())
            depth = 1
        elif not (step.kind is Kind.NUMBERED and path[-1].kind is Kind.DECIMAL):
            depth = depth if step.kind < Kind.NUMBERED else max(1, depth)
            steps.insert(0, f"{_OUTLINE[depth]} {step.label}")
            depth += 1
    return steps, depth


def _named(labels: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(label for label in labels if label))
