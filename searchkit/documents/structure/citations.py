"""Places in words, as lawyers cite them: ``điểm a khoản 2 Điều 5``.

The order from the smallest unit to the largest is that of every Vietnamese legal act (Nghị định
78/2025/NĐ-CP); sections of reports are cited by their depth: ``mục 1 phần II``. What stands in an
appendix or an attached document says so: ``Điều 1 Quy chế kèm theo``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.structure.markers import Kind
from searchkit.text.legal.symbols import document_types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searchkit.documents.structure.sections import Heading

_WORDS = {
    Kind.PART: "Phần",
    Kind.CHAPTER: "Chương",
    Kind.SECTION: "Mục",
    Kind.SUBSECTION: "Tiểu mục",
}
_POINT = "điểm"
_OUTLINE = ("phần", "mục", "tiểu mục", _POINT, "ý", "ý")  # sections of a report, by depth
_IN_ARTICLE = ("khoản", _POINT, "ý", "ý")
_APPENDIX = "Phụ lục"
_FORM = "Mẫu"
_ATTACHED = "văn bản kèm theo"


class Provision(NamedTuple):
    """The clause and point in which a stretch of text stands, empty where there is none."""

    clause: str
    point: str


def cite(
    path: tuple[Heading, ...], covered: list[Provision], whole: list[Provision], article: str = ""
) -> str:
    """Return the citation of a passage that covers these provisions of the section ``whole``.

    When ``covered`` is empty it covers the section, which is named alone. Points are named when
    the passage is a part of one clause, else clauses. ``article`` is the number of the article
    that the text as a whole is, if it is one.
    """
    steps, word = _section(path, article)
    clauses = _named(provision.clause for provision in covered)
    if clauses:
        steps.insert(0, f"{word} {', '.join(clauses)}")
    if len(clauses) == 1 and word != _POINT:
        inside = [provision for provision in covered if provision.clause]
        points = _named(provision.point for provision in inside)
        if points and inside != [other for other in whole if other.clause == clauses[0]]:
            steps.insert(0, f"{_POINT} {', '.join(points)}")
    return " ".join(steps)


def _section(path: tuple[Heading, ...], article: str) -> tuple[list[str], str]:
    """Return the words for a heading path, innermost first, and the word for a clause below it.

    An article needs nothing of the chapters above it; a section of a report needs all.
    """
    alone = bool(article) and all(step.kind >= Kind.LETTERED for step in path)
    clauses_only = alone and all(step.kind >= Kind.ARTICLE for step in path)
    steps = [f"Điều {article}"] if alone else []
    outline = _IN_ARTICLE if clauses_only else _OUTLINE
    depth = 0
    appendix: list[str] = []
    for step in path:
        if step.kind is Kind.ARTICLE:
            steps, outline, depth = [f"Điều {step.label}", *appendix], _IN_ARTICLE, 0
        elif step.kind is Kind.APPENDIX:
            name = _appendix(step)
            steps, depth, appendix = [name] if name else [], 0, [name or _ATTACHED]
        elif step.kind is Kind.FORM:
            around = [name for name in appendix if name != _ATTACHED]
            steps, depth = [f"{_FORM} {step.label}", *around], 0
            appendix = steps[:]
        elif step.kind in _WORDS:
            steps.insert(0, f"{_WORDS[step.kind]} {step.label}".strip())
            depth = 1
        elif clauses_only or not (step.kind is Kind.NUMBERED and path[-1].kind is Kind.DECIMAL):
            if step.kind >= Kind.NUMBERED and not clauses_only:
                depth = max(1, depth)
            steps.insert(0, f"{outline[depth]} {step.label}")
            depth += 1
    return steps, outline[depth if outline is _IN_ARTICLE else max(1, depth)]


def _appendix(step: Heading) -> str:
    """Return the words for an appendix or an attached document, nothing for an unknown one."""
    if step.label:
        return f"{_APPENDIX} {step.label}"
    if step.text.lower().startswith(_APPENDIX.lower()):
        return _APPENDIX
    kind = _document_type(step.text.lower())
    return f"{kind} kèm theo" if kind else ""


@lru_cache(maxsize=64)
def _document_type(title: str) -> str:
    """Return the type of document that a title in small letters begins with, if it names one."""
    names = [row.name for row in document_types() if title.startswith(row.name.lower())]
    return max(names, key=len, default="")


def _named(labels: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(label for label in labels if label))
