"""Paragraphs grouped under their headings, each group with the path of headings above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from searchkit._dataclass import dataclass
from searchkit.documents.extraction import fold_space
from searchkit.documents.structure.captions import mark_captions
from searchkit.documents.structure.markers import Kind, find_marker, is_title, opens_paragraph
from searchkit.documents.structure.paragraphs import Paragraph, paragraphs
from searchkit.documents.structure.sequence import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_OUTSIDE = (Kind.APPENDIX, Kind.FORM)  # what stands behind the act or in the middle of it
_BARE = re.compile(r"[.:–\-\s]*$")
_LONGEST_NUMBER = 40  # characters of a heading that is only a number
_TITLE_LINES = 4
_NO_TITLE = re.compile(r"\(|(?:ban\s+hành\s+)?kèm\s+theo\b|cộng\s+h\w+\s+xã\s+hội", re.IGNORECASE)


class Heading(NamedTuple):
    """One step of a heading path: its kind, its number and the text that is shown."""

    kind: Kind
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """The paragraphs that stand under one heading path, their headings' own lines included."""

    path: tuple[Heading, ...]
    units: list[Paragraph]
    partial: bool = False  # whether other sections stand under the same path


def sections(text: str, start: int = 0) -> Iterator[Section]:
    """Yield the sections of ``text`` from offset ``start`` on; together they hold every paragraph.

    A heading without paragraphs of its own is kept with the first heading below it.
    """
    path: list[Heading] = []
    units: list[Paragraph] = []
    partial = False
    act = _Act()
    found = paragraphs(text, start)
    mark_captions(text, found)
    at = 0
    while at < len(found):
        unit = found[at]
        if unit.kind.is_heading:
            if units and (not units[-1].kind.is_heading or unit.kind <= units[-1].kind):
                yield Section(tuple(path), units, partial)
                units, partial = [], False
            titled = _title_end(text, found, at)
            path = [step for step in act.path_for(unit, path) if _may_hold(step, unit)]
            path.append(Heading(unit.kind, unit.label, _heading_text(text, found[at:titled])))
            units.extend(line._replace(kind=unit.kind) for line in found[at:titled])
            at = titled
        else:
            depth = _depth_of_clause(path, units, unit)
            if depth < len(path):
                yield Section(tuple(path), units, partial)
                del path[depth:]
                units, partial = [], True
            units.append(unit)
            at += 1
    if units:
        yield Section(tuple(path), units, partial)


class _Act:
    """The path and the last article of an act before its appendix, after which it may go on.

    It does so where appendices stand in the middle, and where a line only looked like one.
    """

    def __init__(self) -> None:
        self._outer: list[Heading] = []
        self._article = 0
        self._may_go_on = False

    def path_for(self, unit: Paragraph, path: list[Heading]) -> list[Heading]:
        """Return the path in which a heading stands: without the appendix if the act goes on."""
        if unit.kind in _OUTSIDE:
            if not path or path[0].kind not in _OUTSIDE:
                self._outer, self._may_go_on = path, self._article > 0
        elif unit.kind is Kind.ARTICLE:
            number = number_of(unit.label)
            if self._may_go_on and number > self._article:
                inner = path[1:]
                outermost = inner[0].kind if inner else unit.kind
                path = [step for step in self._outer if step.kind < outermost] + inner
            self._may_go_on = False
            self._article = number
        return path


def _may_hold(step: Heading, unit: Paragraph) -> bool:
    """Tell whether a heading may stand below another: 6.1 does not below 5, nor 5.7 below 5.6."""
    later = unit.kind is Kind.DECIMAL and number_of(unit.label) > number_of(step.label)
    return step.kind < unit.kind and not (step.kind is Kind.NUMBERED and later)


def _depth_of_clause(path: list[Heading], units: list[Paragraph], unit: Paragraph) -> int:
    """Return how many headings of the path a clause stands under.

    "3. …", a sentence, follows the section "2. …", a heading, as its equal; inside the section it
    stands when the section counts its own paragraphs from 1. "5.7 …" follows "5.6 …".
    """
    depth = len(path)
    if unit.kind is not Kind.CLAUSE or not path or path[-1].kind < Kind.NUMBERED:
        return depth
    if "." in unit.label:
        while depth and path[depth - 1].kind >= Kind.NUMBERED:
            if f"{unit.label}.".startswith(f"{path[depth - 1].label}."):
                break
            depth -= 1
        return depth
    while depth and path[depth - 1].kind is Kind.DECIMAL:
        depth -= 1
    outer = path[depth - 1] if depth else path[-1]
    if outer.kind is not Kind.NUMBERED or any(earlier.kind is Kind.CLAUSE for earlier in units):
        return len(path)
    equal = unit.label.isdigit() and number_of(unit.label) == number_of(outer.label) + 1
    return depth - 1 if equal else len(path)


def _number_and_rest(text: str, unit: Paragraph) -> tuple[str, str]:
    """Return the words before a heading's title (``Chương II``, ``III``), and what follows them."""
    own = text[unit.start : unit.end]
    marker = find_marker(own)
    if marker is None or (unit.kind is Kind.APPENDIX and not unit.label):
        number, _, rest = own.partition("\n")
        return number, rest
    rest = marker.string[marker.end() :]
    if unit.kind in (Kind.ROMAN, Kind.LETTERED, Kind.NUMBERED, Kind.DECIMAL):
        return unit.label, rest
    return fold_space(marker[marker.lastgroup or ""]), rest


def _title_end(text: str, found: list[Paragraph], at: int) -> int:
    """Return the index after the paragraphs that make up the heading at ``at``.

    A heading that is only a number (``Chương II``) takes its title from the lines below.
    """
    unit = found[at]
    if unit.kind is Kind.NUMBERED or unit.end - unit.start > _LONGEST_NUMBER:
        return at + 1
    if not _BARE.match(_number_and_rest(text, unit)[1]):
        return at + 1
    end = at + 1
    while end < len(found) and end - at <= _TITLE_LINES and found[end].kind is Kind.TEXT:
        line = text[found[end].start : found[end].end]
        if _NO_TITLE.match(line) or not (line.isupper() or (end == at + 1 and is_title(line))):
            break
        if opens_paragraph(line):  # an entry of a table of contents
            break
        end += 1
    return end


def _heading_text(text: str, lines: list[Paragraph]) -> str:
    """Return a heading as it is shown: with its title when it has one, else its number alone."""
    first = lines[0]
    if len(lines) == 1:
        own = fold_space(text[first.start : first.end])
        stops = ":" if first.kind is Kind.ARTICLE else ".:"
        titled = is_title(own.rstrip(stops))
        return own.rstrip(":") if titled else _number_and_rest(text, first)[0]
    label, _ = _number_and_rest(text, first)
    title = fold_space(" ".join(text[line.start : line.end] for line in lines[1:]))
    attached = first.kind in _OUTSIDE and label.isupper()
    return f"{label} {title}" if attached else f"{label}. {title}"
