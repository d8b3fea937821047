"""The new wording that an amending act quotes: whole units between quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.structure.markers import Kind, find_marker, kind_of, label_of
from searchkit.documents.structure.sequence import number_of

if TYPE_CHECKING:
    from searchkit.documents.structure.sequence import SequenceState

_OPENING = '“„«"'
_OPENED = re.compile(r'[\n:][ \t]*["“„«]')
_QUOTING_LINE = re.compile(r'\n[ \t]*+([^\n“”„«»"]*+["“”„«»][^\n]*)')
_MARK = re.compile(r'["“”„«»]')
_CLOSES_LINE = re.compile(r"[.;,:]*\s*$")
_CLOSED_LINE = re.compile(r'["“”»][.;,:]*\s*$')
_REACH = 200  # characters behind an opening mark that are looked at for a marker


class _Unit(NamedTuple):
    """A quoted unit: where it ends, what it is, and the number of its last article so far or 0."""

    end: int
    kind: Kind
    number: int

    def may_hold(self, label: str, outer: int) -> bool:
        """Tell whether an article is quoted too, after article ``outer`` of the act itself."""
        if self.kind > Kind.ARTICLE:
            return False
        return label != str(outer + 1) or self.number in (0, outer)


class Quotations:
    """The quoted units that begin a line, or follow a colon, and whose closing mark ends a line.

    Marks are counted line by line, so that a quotation inside the unit does not end it, and an
    unclosed mark is none. A quoted clause or point ends at the latest where an article begins,
    which it cannot hold; a quoted article where the act goes on with an article of its own.
    """

    def __init__(self, text: str) -> None:
        self.units = _units(text)
        self._inside: _Unit | None = None

    def covers(self, start: int, marker: re.Match[str] | None, state: SequenceState) -> bool:
        """Tell whether the line at ``start``, with this marker, stands inside a quoted unit."""
        if self._inside and start < self._inside.end:
            if marker is None or kind_of(marker) is not Kind.ARTICLE:
                return True
            label = label_of(marker)
            if self._inside.may_hold(label, outer=state.article):
                self._inside = self._inside._replace(number=number_of(label))
                return True
            self._inside = None
        else:
            self._inside = self.units.get(start)
        return False


def _units(text: str) -> dict[int, _Unit]:
    """Return the quoted units by the offset of the line in which they begin.

    A unit ends with the line that closes more quotations than it opens, its last mark at the end.
    A quotation that a line break cuts in two is none of those.
    """
    units: dict[int, _Unit] = {}
    if not any(mark in text for mark in _OPENING):
        return units
    text = f"\n{text}"  # so that every line begins behind a line break, at its offset in the text
    if not _OPENED.search(text):
        return units
    opened: list[tuple[int, Kind, int]] = []
    cut, cut_at = 0, -1
    for found in _QUOTING_LINE.finditer(text):
        line, start = found[1], found.start(1) - 1
        balance = _balance(line)
        if balance > 0 and (marker := _quoted_marker(line)):
            kind = kind_of(marker)
            number = number_of(label_of(marker)) if kind is Kind.ARTICLE else 0
            opened.append((start, kind, number))
            balance -= 1
        elif balance < 0 and cut_at == found.start():
            balance += cut
        if balance < 0 and opened and _CLOSED_LINE.search(line):
            for _ in range(min(-balance, len(opened))):
                first, kind, number = opened.pop()
                units[first] = _Unit(found.end() - 1, kind, number)
        cut, cut_at = max(balance, 0), found.end()
    return units


def _quoted_marker(line: str) -> re.Match[str] | None:
    """Return the marker behind the quotation mark that begins a line or follows its colon."""
    for found in _OPENED.finditer(f"\n{line}"):
        begin = found.end() - 1
        if marker := find_marker(line[begin : begin + _REACH].lstrip()):
            return marker
    return None


def _balance(line: str) -> int:
    """Return how many quotations a line opens beyond those it closes.

    Where a mark stands says more than its shape: one that begins a line opens, one that ends it
    closes, and straight marks open behind a space.
    """
    balance = 0
    for mark in _MARK.finditer(line):
        at = mark.start()
        if at == 0:
            opens = True
        elif _CLOSES_LINE.match(line, at + 1):
            opens = False
        elif mark[0] == '"':
            opens = line[at - 1].isspace() or line[at - 1] in "(“"
        else:
            opens = mark[0] in _OPENING
        balance += 1 if opens else -1
    return balance
