"""The new wording that an amending act quotes: whole units, between quotation marks or without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.structure.markers import Kind, find_marker, is_title, kind_of, label_of
from searchkit.documents.structure.sequence import number_of

if TYPE_CHECKING:
    from searchkit.documents.structure.sequence import SequenceState

_OPENING = '“„«"'
_BEGINNING = f"{_OPENING}”‘'"  # a unit; there the place of a mark says more than its shape
_OPENED = re.compile(r'[\n:][ \t]*["“„«”]')
_QUOTING_LINE = re.compile(r'\n[ \t]*+([^\n“”„«»"]*+["“”„«»][^\n]*)')
_MARK = re.compile(r'["“”„«»]')
_CLOSES_LINE = re.compile(r"[.;,:]*\s*$")
_CLOSED_LINE = re.compile(r'["“”»][.;,:]*\s*$')
_REACH = 200  # characters behind an opening mark that are looked at for a marker
_LONGEST_INSTRUCTION = 500  # characters

# Marks of other shapes, single ones that may be doubled, before a unit and at the end of a line.
_SINGLE_OPENED = re.compile(
    r"([\n:][ \t]*)(?:[‘']{1,2})"
    r"(?=[ \t]*(?:(?:điều|khoản|chương|mục|phần)\s|\d{1,3}[a-zđ]?[.)]|[a-zđ]\)))",
    re.IGNORECASE,
)
_SINGLE_CLOSED = re.compile(r"(\n[^\n‘]*[^\n‘\s'’])(?:[’']{1,2})(?=[.;,:]*[ \t]*(?:\n|$))")

_CHANGES = (
    r"(?:sửa(?:\s+đổi)?|bổ\s+sung|thay(?:\s+thế)?|bãi\s+bỏ|hủy\s+bỏ|huỷ\s+bỏ|bỏ|đổi|chuyển)\b"
)
# What tells the reader to change an act: "Sửa đổi khoản 2 Điều 4", "Điều 5 được bổ sung".
_INSTRUCTION = re.compile(
    rf"[\s.:)-]*(?:{_CHANGES}|(?:các\s+)?(?:điều|khoản|điểm|chương|mục)\b[^\n]{{0,120}}\bđược\s+{_CHANGES})",
    re.IGNORECASE,
)
_UNITS = {
    Kind.CHAPTER: "chương",
    Kind.SECTION: "mục",
    Kind.ARTICLE: "điều",
    Kind.CLAUSE: "khoản",
    Kind.POINT: "điểm",
}


class _Unit(NamedTuple):
    """A quoted unit: where it ends, what it is, and the number of its last article so far or 0.

    ``end`` is ``None`` where no closing mark tells it. ``amends`` tells that it is new wording.
    """

    end: int | None
    kind: Kind
    number: int
    amends: bool = False

    def may_hold(self, label: str, outer: int) -> bool:
        """Tell whether an article is quoted too, after article ``outer`` of the act itself."""
        if self.kind > Kind.ARTICLE:
            return False
        return label != str(outer + 1) or self.number in (0, outer)


class Quotations:
    """The quoted units of a text.

    They begin a line, or follow a colon, and their closing mark ends a line. Marks are counted
    line by line, so that a quotation inside the unit does not end it. A quoted clause or point
    ends at the latest where an article begins, which it cannot hold; a quoted article where the
    act goes on with an article of its own.

    An unclosed mark is none, except below the words that bid the reader change an act (``Sửa đổi
    Điều 5 như sau:``). Such a unit, and one that these words name and that has no marks at all,
    ends where the act goes on: with its next article, or the next clause or point that bids so.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._units = _units(text)
        self._inside: _Unit | None = None

    def may_hold(self, start: int) -> bool:
        """Tell whether the line at ``start`` may be quoted though no colon is above it."""
        return self._inside is not None or start in self._units

    @property
    def amends(self) -> bool:
        """Whether the last line that was asked about stands in the new wording of an act."""
        return self._inside is not None and self._inside.amends

    def kind(
        self,
        start: int,
        line: str,
        marker: re.Match[str] | None,
        state: SequenceState,
        before: tuple[int, int],
    ) -> Kind | None:
        """Return what the line at ``start`` is in a quoted unit, ``None`` when it is in none.

        ``marker`` is the line's; ``before`` the span of the paragraph above it.
        """
        if self._inside and (self._inside.end is None or start < self._inside.end):
            if not self._is_left(line, marker, state):
                return _kind(marker)
            self._inside = None
            return None
        self._inside = None
        if unit := self._units.get(start):
            amends = bool(self._instruction(before)) or _is_instruction(line)
            if unit.end is None and not amends:
                return None
            self._inside = unit._replace(amends=amends)
            return Kind.QUOTED if line[0] in _BEGINNING else None
        if marker and (instruction := self._instruction(before)) and _names(instruction, marker):
            kind = kind_of(marker)
            number = number_of(label_of(marker)) if kind is Kind.ARTICLE else 0
            self._inside = _Unit(None, kind, number, amends=True)
            return Kind.QUOTED
        return None

    def _instruction(self, span: tuple[int, int]) -> str:
        """Return the paragraph at ``span`` if it bids the reader change an act, else nothing."""
        start, end = span
        if start == end or self._text[end - 1] != ":" or end - start > _LONGEST_INSTRUCTION:
            return ""
        paragraph = self._text[start:end]
        return paragraph if _is_instruction(paragraph) else ""

    def _is_left(self, line: str, marker: re.Match[str] | None, state: SequenceState) -> bool:
        """Tell whether the act itself goes on with this line; else it is quoted."""
        unit = self._inside
        if marker is None or unit is None:
            return False
        kind, label = kind_of(marker), label_of(marker)
        if kind is Kind.ARTICLE:
            if not unit.may_hold(label, outer=state.article):
                return True
            self._inside = unit._replace(number=number_of(label))
        if unit.end is not None:
            return False
        if kind in (Kind.CLAUSE, Kind.POINT):
            own = _INSTRUCTION.match(line, marker.end()) is not None
            return own and state.goes_on_with(kind, label)
        return kind is Kind.APPENDIX or (kind <= Kind.SECTION and kind < unit.kind)


def quoted_heading(line: str, before: str) -> str:
    """Return what tells the unit that begins with ``line``, below the paragraph ``before``.

    It is the unit's own heading; a clause has none, but the instruction above says where it stands.
    """
    behind_colon = _OPENED.search(_with_double_marks(before))
    for heading in (line, before[behind_colon.end() - 1 :] if behind_colon else ""):
        marker = find_marker(heading := heading.lstrip(f"{_BEGINNING} "))
        if marker and kind_of(marker) <= Kind.ARTICLE:
            return heading if is_title(heading) else marker[0]
    instruction = before.removesuffix(":")
    return instruction if instruction != before and is_title(instruction) else ""


def _is_instruction(paragraph: str) -> bool:
    """Tell whether a paragraph bids the reader change an act and is followed by the new wording."""
    if len(paragraph) > _LONGEST_INSTRUCTION or ":" not in paragraph:
        return False
    marker = find_marker(paragraph)
    begins = marker.end() if marker else 0
    return _INSTRUCTION.match(paragraph, begins) is not None and (
        paragraph.endswith(":") or _quoted_marker(paragraph) is not None
    )


def _names(instruction: str, marker: re.Match[str]) -> bool:
    """Tell whether the instruction is about the unit that the marker opens."""
    word = _UNITS.get(kind_of(marker))
    if word is None:
        return False
    lists = re.findall(
        rf"\b{word}\s+((?:[\w.]+(?:,\s*|\s+và\s+)(?:{word}\s+)?)*[\w.]+)", instruction, re.I
    )
    labels = re.split(rf",\s*|\s+và\s+|\b{word}\s+", " và ".join(lists).lower())
    return label_of(marker).lower() in labels


def _kind(marker: re.Match[str] | None) -> Kind:
    if marker is None:
        return Kind.TEXT
    return Kind.QUOTED if kind_of(marker) is Kind.ARTICLE else Kind.ITEM


def _units(text: str) -> dict[int, _Unit]:
    """Return the quoted units by the offset of the line in which they begin.

    A unit ends with the line that closes more quotations than it opens, its last mark at the end.
    A quotation that a line break cuts in two is none of those. Units that are never closed have no
    end.
    """
    units: dict[int, _Unit] = {}
    if not any(mark in text for mark in _BEGINNING):
        return units
    # Every line begins behind a line break, at its offset in the text.
    text = _with_double_marks(f"\n{text}")
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
    units.update((start, _Unit(None, kind, number)) for start, kind, number in opened)
    return units


def _with_double_marks(text: str) -> str:
    """Return a text, as long, with double marks where single ones quote units (``‘Điều 5. …’``).

    A line in which another single quotation opens keeps the mark at its end.
    """
    opened, count = _SINGLE_OPENED.subn(lambda it: f"{it[1]}“".ljust(len(it[0])), text)
    if not count:
        return text
    return _SINGLE_CLOSED.sub(lambda it: f"{it[1]}”".ljust(len(it[0])), opened)


def _quoted_marker(line: str) -> re.Match[str] | None:
    """Return the marker behind the quotation mark that begins a line or follows its colon."""
    for found in _OPENED.finditer(_with_double_marks(f"\n{line}")):
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
