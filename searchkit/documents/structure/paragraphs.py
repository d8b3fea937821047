"""The paragraphs of a legal or administrative text, and which of them open a unit of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.structure.footnotes import Footnotes
from searchkit.documents.structure.inline_references import KEYWORD_MARKERS, is_inline_reference
from searchkit.documents.structure.markers import (
    Kind,
    find_marker,
    has_stop,
    is_dashed,
    is_title,
    kind_of,
    label_of,
)
from searchkit.documents.structure.quotations import Quotations
from searchkit.documents.structure.sequence import SequenceState
from searchkit.documents.structure.table_of_contents import LONGEST_TITLE, TableOfContents
from searchkit.documents.structure.tables import rows_of_tables
from searchkit.documents.structure.unstopped_headings import unstopped_headings

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORT_HEADING = 30  # syllables that a heading may have when nothing else marks it as one
_ATTACHED = re.compile(r"\(\s*(?:được\s+)?(?:ban\s+hành\s+)?kèm\s+theo\b", re.IGNORECASE)
_ATTACHMENT_LINES = 4
_LINE = re.compile(r"\S[^\n]*")


class Paragraph(NamedTuple):
    """A paragraph of a text by its offsets, with its kind and its number (``5a``, ``đ``).

    ``quoted`` tells that it stands in a unit that an amending act quotes as new wording.
    """

    start: int
    end: int
    kind: Kind
    label: str = ""
    quoted: bool = False


_NOTHING = Paragraph(0, 0, Kind.TEXT)


def paragraphs(text: str, start: int = 0) -> list[Paragraph]:
    """Return the paragraphs of ``text`` from offset ``start`` on, each with its kind.

    Lines that go on with a sentence belong to the paragraph before them. No heading opens inside a
    quotation that stands on lines of its own (the new wording in an amending text), nor in a table
    of contents.
    """
    reader = _Reader(text)
    for begin, end in _lines(text, start):
        reader.read(begin, end)
    return _without_bare_numbers(reader.found)


class _Reader:
    """Reads a text's lines one after another into the paragraphs ``found``."""

    def __init__(self, text: str) -> None:
        self.found: list[Paragraph] = []
        self._rows = rows_of_tables(text)
        self._headings = unstopped_headings(text)
        self._footnotes = Footnotes(text)
        self._is_special = self._footnotes.expected or bool(self._headings)
        self._text = text
        self._state = SequenceState()
        self._quotations = Quotations(text)
        self._contents = TableOfContents()

    def read(self, begin: int, end: int) -> None:
        """Add a line: as a paragraph of its own, or to the one that it goes on with."""
        text, found, state = self._text, self.found, self._state
        line = text[begin:end]
        marker = find_marker(line)
        last = found[-1] if found else _NOTHING
        quoted = None
        if self._quotations.may_hold(begin) or (marker and text[last.end - 1] == ":"):
            quoted = self._quotations.kind(begin, line, marker, state, last[:2])
        if quoted:
            kind, label = quoted, ""
        elif self._rows and begin in self._rows and not self._contents.inside:
            kind, label = self._rows[begin], ""
        else:
            special = self._noted(line, begin) if self._is_special else None
            kind, label = special or self._kind(line, marker)
        if marker and kind < Kind.QUOTED and self._is_inline_reference(begin, end, marker):
            found[-1] = found[-1]._replace(end=end)
            return
        if kind is Kind.TEXT and line[0] == "(" and _ATTACHED.match(line):
            _open_attachment(text, found, state)
        elif kind <= Kind.ARTICLE and state.begins_anew(kind, label):
            _open_untold_attachment(text, found, state)
        if kind is Kind.TEXT and found and _continues(text, found[-1], begin):
            found[-1] = found[-1]._replace(end=end)
            return
        amends = quoted is not None and self._quotations.amends
        found.append(Paragraph(begin, end, kind, label, amends))
        if kind < Kind.QUOTED:
            state.enter(kind, label)

    def _noted(self, line: str, begin: int) -> tuple[Kind, str] | None:
        """Return what a line is whose number has no stop, or bears that of a note."""
        if self._footnotes.expected:
            if label := self._footnotes.clause(line, self._state):
                return Kind.CLAUSE, label
            if self._footnotes.is_note(line):
                return Kind.TEXT, ""
        if begin in self._headings and not self._state.in_article:
            return Kind.NUMBERED, self._headings[begin]
        return None

    def _kind(self, line: str, marker: re.Match[str] | None) -> tuple[Kind, str]:
        """Return what a line is that is not quoted, and its number."""
        contents = self._contents
        if marker is None:
            if (contents.inside or len(line) <= LONGEST_TITLE) and contents.begins(line):
                # At a text's end it stands alone.
                return (Kind.APPENDIX if self._state.in_article else Kind.TEXT), ""
            return Kind.TEXT, ""
        if (contents.inside or line[-1].isdigit()) and contents.holds(line, marker):
            return Kind.TEXT, ""
        return _classify(line, marker, self._state)

    def _is_inline_reference(self, begin: int, end: int, marker: re.Match[str]) -> bool:
        if marker.lastgroup not in KEYWORD_MARKERS or not self.found:
            return False
        before = self.found[-1][:2]
        return is_inline_reference(self._text, (begin, end), marker, before, self._state)


def _classify(line: str, marker: re.Match[str], state: SequenceState) -> tuple[Kind, str]:
    kind, label = kind_of(marker), label_of(marker)
    if kind is Kind.ARTICLE and not has_stop(marker) and not state.may_follow(label):
        return Kind.TEXT, ""
    if kind is Kind.CLAUSE or kind is Kind.POINT:
        if is_dashed(marker) and not state.counts(kind, label):
            return Kind.TEXT, ""
        if kind is Kind.POINT or state.in_article:
            return kind, label
    if kind in (Kind.ROMAN, Kind.LETTERED):
        shown = line.isupper() or state.expects(kind, label)
        return (kind, label) if shown else (Kind.TEXT, "")
    if kind in (Kind.CLAUSE, Kind.DECIMAL) and not state.in_article:
        if is_title(line, _SHORT_HEADING):
            return (Kind.NUMBERED if kind is Kind.CLAUSE else kind), label
        return Kind.CLAUSE, label
    return (Kind.ITEM, "") if kind is Kind.DECIMAL else (kind, label)


def _open_attachment(text: str, found: list[Paragraph], state: SequenceState) -> None:
    """Make the capitals above "(Ban hành kèm theo …)" the heading of an attached document."""
    first = len(found)
    while (
        first > 0
        and len(found) - first < _ATTACHMENT_LINES
        and found[first - 1].kind is Kind.TEXT
        and text[found[first - 1].start : found[first - 1].end].isupper()
    ):
        first -= 1
    if first < len(found) and not (first and found[first - 1].kind is Kind.APPENDIX):
        found[first] = found[first]._replace(kind=Kind.APPENDIX)
        state.enter(Kind.APPENDIX, "")


def _open_untold_attachment(text: str, found: list[Paragraph], state: SequenceState) -> None:
    """Make the title above a second "Chương I" or "Điều 1" the heading of an attached document.

    The title is capitals, below which may stand lines that read as titles too.
    """
    first = len(found)
    for at in range(len(found) - 1, max(-1, len(found) - 1 - _ATTACHMENT_LINES), -1):
        paragraph = text[found[at].start : found[at].end]
        if found[at].kind is not Kind.TEXT or not is_title(paragraph):
            break
        if paragraph.isupper():
            first = at
        elif first < len(found):
            break
    if first < len(found):
        found[first] = found[first]._replace(kind=Kind.APPENDIX)
        state.enter(Kind.APPENDIX, "")


def _without_bare_numbers(found: list[Paragraph]) -> list[Paragraph]:
    """Make numbered lines with nothing below them list items; a heading heads something."""
    following = [*found[1:], Paragraph(0, 0, Kind.APPENDIX)]
    return [
        unit._replace(kind=Kind.CLAUSE)
        if unit.kind in (Kind.NUMBERED, Kind.DECIMAL) and after.kind <= unit.kind
        else unit
        for unit, after in zip(found, following, strict=False)
    ]


def _continues(text: str, last: Paragraph, begin: int) -> bool:
    """Tell whether the line at ``begin`` goes on with the sentence of the last paragraph."""
    if not text[begin].islower() or text.count("\n", last.end, begin) > 1:
        return False
    return text[last.end - 1] not in ".;:!?”"


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text, start):
        yield line.start(), line.start() + len(line[0].rstrip())
