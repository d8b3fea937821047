"""Dates and periods in running text: ``17 tháng 02 năm 2025``, ``tháng 2/2025``, ``quý I/2025``.

Documents write their date in words, days below 10 and the months 1 and 2 with a leading zero
(Decree 30/2020/NĐ-CP, Appendix I, part II, 4); elsewhere figures with ``/``, ``-`` or ``.`` are
usual, and data have them as ISO 8601 does (``2025-02-17``). A day and a month without a year are no
date: they recur every year.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Literal

from searchkit._lazy import DIGITS, lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.remembering import remembers

if TYPE_CHECKING:
    from collections.abc import Iterator

Precision = Literal["day", "month", "quarter", "year"]

# Vowels without marks, in NFC, and in NFD; the first letter is in _date.
_HANG, _AM, _UY = "h(?:á|a\u0301?)ng", "(?:ă|a\u0306?)m", "u(?:ý|í|[yi]\u0301?)"
_GAP = r"\s{0,4}"
_YEAR = "(?:1[89]|20)[0-9]{2}"
_DAY = r"(?<![0-9].)(?<![0-9][/.,].)[0-9]?"
_OF_YEAR = rf"{_GAP}(?:,?{_GAP}n{_AM}|[/.-]){_GAP}{_YEAR}"
_SPACE_YEAR = rf"\s{{1,4}}{_YEAR}"
# What may stand behind the first character of a date, by that character.
_FORMS = {
    "[0-9]": {
        "iso": r"(?<![^\W_].)(?<![0-9][/.,-].)(?:(?<=1)[89]|(?<=2)0)[0-9]{2}"
        r"(?P<hyphen>[-/])[0-9]{1,2}(?P=hyphen)[0-9]{1,2}",
        "figures": rf"{_DAY}{_GAP}(?P<mark>[/.\-‐‑–]){_GAP}[0-9]{{1,2}}"
        rf"{_GAP}(?:(?P=mark)|,?{_GAP}n{_AM}){_GAP}{_YEAR}",
        "words": rf"{_DAY}{_GAP},?{_GAP}t{_HANG}{_GAP}[0-9]{{1,2}}"
        rf"(?:{_OF_YEAR}|{_SPACE_YEAR})",
        "short": rf"{_DAY}(?P<slash>[/.-])[0-9]{{1,2}}(?P=slash)[0-9]{{2}}",
    },
    "[tT]": {
        "month": rf"(?<![^\W_].)(?:{_HANG}|hg\.?|\.?){_GAP}[0-9]{{1,2}}"
        rf"(?:{_OF_YEAR}|{_SPACE_YEAR})"
    },
    "[qQ]": {
        "quarter": rf"(?<![^\W_].)(?:{_UY}{_GAP})?(?:[1-4]|iv|i{{1,3}})"
        rf"(?:{_OF_YEAR}|{_SPACE_YEAR})"
    },
    "[nN]": {"year": rf"(?<![^\W_].){_AM}{_GAP}{_YEAR}(?!{_GAP}[-–/]{_GAP}[0-9])"},
}
_REST = "|".join(
    f"(?<={first})(?:{'|'.join(f'(?P<{name}>{form})' for name, form in forms.items())})"
    for first, forms in _FORMS.items()
)
# What each date has; most passages have none, the others few, and only what is around them needs a
# closer look.
_SHORT_YEAR = "|".join(
    rf"(?:(?<=[0-9]{mark}.)|(?<=[0-9]{mark}[0-9].)){mark}[0-9]{{2}}" for mark in ("/", r"\.", "-")
)
_YEAR_LIKE = lazy_pattern(
    rf"[0-9](?:(?<=1)[89][0-9]{{2}}|(?<=2)0[0-9]{{2}}|{_SHORT_YEAR})(?![0-9])",
    needs=DIGITS,
)
_LONGEST, _LONGEST_BEHIND = 64, 24
"""More characters than a date has before the figures of its year, and behind them with those that
make it none; the widest gaps included."""

# After figures: 17/2/2025/QH15, 1.2.2025.3.
_GOES_ON = lazy_pattern(r"[/\-]\w|\.[0-9]")
_IN_FIGURES = ("figures", "iso", "short")
_FIGURES = lazy_pattern("[0-9]+")
_ROMAN = lazy_pattern(r"(?<![^\W_])(i{1,3}|iv)(?![^\W_])", re.IGNORECASE)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAY_WORD = lazy_pattern(r"(?<![^\W_])ng(?:à|a\u0300?)y\s+", re.IGNORECASE)
_DAY_BEFORE = lazy_pattern(rf"(?<![^\W_])ng(?:à|a\u0300?)y{_GAP}$", re.IGNORECASE)
_NUMBER_BEFORE = lazy_pattern(
    rf"(?<![^\W_])(?:s[ốo]|nhà|nha|ngõ|ngo|hẻm|hem|kiệt){_GAP}$", re.IGNORECASE
)
_LONGEST_WORD_BEFORE = 10
_ISO_MONTH = lazy_pattern(rf"({_YEAR})[-/]([0-9]{{1,2}})")
_PRECISIONS: dict[str, Precision] = {"month": "month", "quarter": "quarter", "year": "year"}
_TERM_LENGTHS = {"day": len("2025-02-17"), "month": len("2025-02"), "year": len("2025")}
_FOUNDING = 45
"""Two figures are a year from 1945, the founding of the state, to 2044."""


class TextDate(NamedTuple):
    """A date or period as it stands in a text: ``text`` is ``[start:end]`` of the text given.

    ``first`` and ``last`` are its first and last day, the same where ``precision`` is "day".
    """

    text: str
    start: int
    end: int
    first: dt.date
    last: dt.date
    precision: Precision

    @property
    def date(self) -> dt.date:
        """The day, or the first one of a longer period."""
        return self.first

    @property
    def term(self) -> str:
        """One spelling for all: ``2025-02-17``, ``2025-02``, ``2025-q1``, ``2025``."""
        if self.precision == "quarter":
            return f"{self.first.year}-q{self.last.month // 3}"
        return self.first.isoformat()[: _TERM_LENGTHS[self.precision]]


def dates(text: str) -> list[TextDate]:
    """Find the dates and periods in ``text``, with diacritics or without, in order.

    The span of a day begins at its figure, that of a month, quarter or year at its word. Days that
    no calendar has (``31/2/2025``) are not dates, nor is a year that begins a range (``năm
    2021-2025``). Two digits are a year where that is clear: behind ``ngày``, where the month has a
    zero (``7/03/25``), or where the text is nothing else. Time is linear in the length of the text.
    """
    matches = chain.from_iterable(_date().finditer(text, *around) for around in _regions(text))
    found = (_text_date(text, match) for match in matches)
    return [item for item in found if item is not None]


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text in which dates may stand: what is around its years.

    Neighbours do not meet: no date, nor what is looked for behind it, reaches out of its part.
    """
    start = end = -1
    for year in _YEAR_LIKE.finditer(text):
        if year.start() - _LONGEST > end:
            if end >= 0:
                yield start, end
            start = max(0, year.start() - _LONGEST)
        end = year.end() + _LONGEST_BEHIND
    if end >= 0:
        yield start, end


def parse_date(value: str) -> TextDate | None:
    """Read a value that is a date or period and nothing else; None for any other.

    Besides what `dates` finds it may be ``2025``, ``3/2025``, ``2025-03`` or ``I/2025``.

    >>> found = parse_date("3/2025")
    >>> found.first.isoformat(), found.last.isoformat()
    ('2025-03-01', '2025-03-31')
    """
    plain = _DAY_WORD.sub("", value.strip())
    if month := _ISO_MONTH.fullmatch(plain):
        plain = f"{month[2]}/{month[1]}"
    for unit in ("", "tháng ", "quý ", "năm "):
        match = _date().fullmatch(unit + plain)
        found = _text_date(unit + plain, match) if match else None
        if found is not None:
            return found._replace(text=value, start=0, end=len(value))
    return None


@cache  # takes milliseconds to compile, and most queries have no year
def _date() -> re.Pattern[str]:
    # It begins with a plain character class: the regex engine skips to its members at full speed.
    return re.compile(rf"[0-9tTqQnN](?i:{_REST})(?![0-9])", re.DOTALL)


def _text_date(text: str, match: re.Match[str]) -> TextDate | None:
    form, start, end = match.lastgroup or "", *match.span()
    if form in _IN_FIGURES and _GOES_ON.match(text, end):
        return None
    if form == "short" and not _is_clear(text, match):
        return None
    period = _known_period((form, match[0]))
    return period and TextDate(match[0], start, end, *period, _PRECISIONS.get(form, "day"))


@remembers(1 << 12)  # the day of an act is written wherever it is named
def _known_period(form_and_text: tuple[str, str]) -> tuple[dt.date, dt.date] | None:
    form, written = form_and_text
    try:
        return _period(form, [int(figure) for figure in _FIGURES.findall(written)], written)
    except ValueError:  # no calendar has it
        return None


def _period(form: str, figures: list[int], written: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day; raises ValueError where no calendar has them."""
    if form == "year":
        return _months(figures[-1], 1, 12)
    if form == "quarter":
        roman = _ROMAN.search(written)
        quarter = _QUARTERS[roman[1].lower()] if roman else figures[0]
        return _months(figures[-1], 3 * quarter - 2, 3 * quarter)
    if form == "month":
        return _months(figures[1], figures[0], figures[0])
    day, month, year = reversed(figures) if form == "iso" else figures
    if form == "short":
        year += 1900 if year >= _FOUNDING else 2000
    when = dt.date(year, month, day)
    return when, when


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    """Return the first day of one month and the last of another, or of the same."""
    from calendar import monthrange  # few searches need it

    begins = dt.date(year, first, 1)
    return begins, dt.date(year, last, monthrange(year, last)[1])


def _is_clear(text: str, match: re.Match[str]) -> bool:
    """Tell whether three short figures are a date: ``ngày 7/3/25``, ``7/03/25``, no address."""
    before = text[max(0, match.start() - _LONGEST_WORD_BEFORE) : match.start()]
    if _DAY_BEFORE.search(before) or match[0] == text.strip():
        return True
    return match["slash"] == "/" and "/0" in match[0] and not _NUMBER_BEFORE.search(before)
