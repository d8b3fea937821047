"""The order of numbers in a text: which come next, and which begin anew."""

from __future__ import annotations

import re

from searchkit.documents.structure.markers import Kind
from searchkit.text.spelling.roman_numerals import roman_value

_SECTION_LETTERS = "ABCDĐEGHIKLM"
_POINT_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_OFTEN_SKIPPED = "đfjwz"
_DIGITS = re.compile(r"\d+")
_LARGEST_STEP = 2  # lists leave out a number now and then
_NEXT_POINTS = {
    letter: after[: 1 + len(after) - len(after.lstrip(_OFTEN_SKIPPED))]
    for at, letter in enumerate(_POINT_LETTERS)
    if (after := _POINT_LETTERS[at + 1 :])
}


class SequenceState:
    """Where we are: whether in an article, and which number of each kind came last.

    ``article`` is 0 and ``clause`` and ``point`` are empty where none came yet.
    """

    def __init__(self) -> None:
        self.in_article = False
        self.article = 0
        self._before_appendix = 0
        self._sections: dict[Kind, int] = {}
        self._numbered = ""
        self.clause = ""
        self.point = ""

    def enter(self, kind: Kind, label: str) -> None:
        """Go on behind a paragraph of this kind; what a heading or a clause holds begins anew."""
        if kind >= Kind.CLAUSE:
            if kind is Kind.CLAUSE:
                self.clause, self.point = label, ""
            elif kind is Kind.POINT:
                self.point = label
            return
        self.clause = self.point = ""
        if kind <= Kind.ARTICLE:
            self._numbered = ""
            self.in_article = kind is Kind.ARTICLE
        if kind is Kind.ARTICLE:
            self.article = number_of(label)
        elif kind in (Kind.APPENDIX, Kind.FORM):
            self._before_appendix, self.article = self.article or self._before_appendix, 0
        elif kind is Kind.NUMBERED:
            self._numbered = label
        for inner in [known for known in self._sections if known > kind]:
            del self._sections[inner]
        if kind in (Kind.ROMAN, Kind.LETTERED):
            self._sections[kind] = _section_number(kind, label)

    def begins_anew(self, kind: Kind, label: str) -> bool:
        """Tell whether chapters or articles count from one again after articles."""
        if not self.in_article or kind not in (Kind.CHAPTER, Kind.ARTICLE):
            return False
        return label.upper() in ("I", "1")

    def may_follow(self, label: str) -> bool:
        """Tell whether an article is the next one, or one put in behind the last: 5a after 5."""
        return number_of(label) in (self.article + label.isdigit(), self._before_appendix + 1)

    def goes_on_with(self, kind: Kind, label: str) -> bool:
        """Tell whether a clause or a point is the one right after the last; 2a is after 2."""
        if kind is Kind.POINT:
            return label in _NEXT_POINTS.get(self.point[:1], "")
        return number_of(label) == number_of(self.clause) + label.isdigit()

    def expects(self, kind: Kind, label: str) -> bool:
        """Tell whether a section is the first of its kind or follows the one before it."""
        return _section_number(kind, label) in (1, self._sections.get(kind, 0) + 1)

    def counts(self, kind: Kind, label: str) -> bool:
        """Tell whether a clause or a point with a mere dash goes on with a list, or begins one.

        It begins one where none is; "1 - t" may be a formula. Clauses of a report may follow one
        that is a heading.
        """
        if kind is Kind.POINT:
            return label in _NEXT_POINTS.get(self.point[:1], "a")
        number = number_of(label)
        if number == 1 and not self.clause:
            return not self.point
        inserted = not label.isdigit()  # 2a follows 2
        return _follows(number + inserted, number_of(self.clause)) or _follows(
            number + inserted, number_of(self._numbered)
        )


def number_of(label: str) -> int:
    """Return the number in a label such as ``5a``, 0 when there is none."""
    digits = _DIGITS.match(label)
    return int(digits[0]) if digits else 0


def _follows(number: int, last: int) -> bool:
    return last > 0 and last < number <= last + _LARGEST_STEP


def _section_number(kind: Kind, label: str) -> int:
    if kind is Kind.LETTERED:
        return _SECTION_LETTERS.find(label) + 1
    return roman_value(label)
