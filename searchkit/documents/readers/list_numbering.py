"""The numbers that Word computes: "Điều 1.", "a)" and the like are not in a paragraph's text.

The rules are those of ECMA-376, part 1, 17.9, and of [MS-DOC] 2.4.6.3, which agree: a paragraph
names a list and a level; a level has a first number, a format and a pattern such as "Điều 1.".
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from searchkit.documents.readers.decoding import run_to_unicode
from searchkit.text.spelling.roman_numerals import LARGEST, roman_numeral

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

Name = TypeVar("Name", str, int)
"""What paragraphs name a list by."""

LEVELS = 9
"""How many levels a list has."""

LONGEST_PATTERN = 255
"""Characters of a pattern that are used; Word lets nobody type more."""

_NUMBERS = re.compile("[\0-\x08]")
_REPEATED_LETTERS = 30  # Word goes to 780, which is 30 times z


class Level(NamedTuple):
    """One level of a list: how its paragraphs are counted and labelled.

    ``style`` is a number format of ECMA-376, part 1, 17.18.59. In ``pattern`` the characters 0 to
    8 stand for the numbers of the levels, as in [MS-DOC] 2.9.150; its text is in ``font``.
    Paragraphs of the first ``restart`` levels make this one begin anew, of all above it if that is
    None. A ``legal`` level shows the numbers of all levels in digits.
    """

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    font: str = ""
    restart: int | None = None
    legal: bool = False


class WordList(NamedTuple):
    """A list as paragraphs name it; lists with the same ``counter`` count on from one another.

    ``starts`` holds the levels at which this list begins anew, each with its first number.
    """

    counter: Hashable
    levels: Mapping[int, Level]
    starts: Mapping[int, int]

    def start(self, level: int) -> int:
        """Return the first number of a level, which must be there."""
        return self.starts.get(level, self.levels[level].start)


class Numbering(Generic[Name]):
    """Counts the paragraphs of a document's lists and gives each its label."""

    def __init__(self, lists: Mapping[Name, WordList]) -> None:
        self._lists: Mapping[Name, WordList] = lists
        self._begun: set[tuple[Name, int]] = set()
        self._counts: dict[Hashable, list[int | None]] = defaultdict(lambda: [None] * LEVELS)

    def label(self, name: Name, level: int, font: str = "") -> str:
        """Return the label of the next paragraph in document order, empty outside lists.

        It is in the ``font`` of the paragraph's mark where the level has none. A paragraph at a
        deep level counts as one at each level above it where none was yet.
        """
        found = self._lists.get(name)
        if found is None or level not in found.levels:
            return ""
        counts = self._counts[found.counter]
        for above in range(level):
            if counts[above] is None and above in found.levels:
                counts[above] = self._next(name, found, above)
        counts[level] = self._next(name, found, level)
        for deeper in range(level + 1, LEVELS):
            limit = found.levels[deeper].restart if deeper in found.levels else None
            if limit is None or level < limit:
                counts[deeper] = None
        rule = found.levels[level]
        if rule.style == "bullet":
            return "-"
        text = _NUMBERS.sub(lambda mark: _shown(found, counts, ord(mark[0]), rule), rule.pattern)
        return run_to_unicode(text, rule.font or font).strip()

    def _next(self, name: Name, found: WordList, level: int) -> int:
        """Return the number of the next paragraph at a level of a list."""
        known = self._counts[found.counter][level]
        anew = level in found.starts and (name, level) not in self._begun
        self._begun.add((name, level))
        return found.start(level) if known is None or anew else known + 1


def _shown(found: WordList, counts: list[int | None], level: int, rule: Level) -> str:
    """Return the number of a level, its first number if no paragraph was at it yet."""
    if level not in found.levels:
        return ""
    count, style = counts[level], found.levels[level].style
    legal = rule.legal and style != "decimalZero"
    return format_number(
        found.start(level) if count is None else count, "decimal" if legal else style
    )


def format_number(count: int, style: str) -> str:
    """Return a number in a style of ECMA-376, 17.18.59; unknown styles count in digits."""
    if style in ("lowerLetter", "upperLetter") and 0 < count <= 26 * _REPEATED_LETTERS:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman") and 0 < count <= LARGEST:
        roman = roman_numeral(count)
        return roman if style == "upperRoman" else roman.lower()
    return "" if style == "none" else f"{count:02}" if style == "decimalZero" else str(count)
