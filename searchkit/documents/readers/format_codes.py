"""Format codes of spreadsheets, such as ``#,##0.0;(#,##0.0)`` and ``dd/mm/yyyy``, taken apart.

ECMA-376, part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((5, 6, 37, 38, 41, 42), "#,##0"),
    **dict.fromkeys((7, 8, 39, 40, 43, 44), "#,##0.00"),
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    **dict.fromkeys((18, 20), "h:mm"),
    **dict.fromkeys((19, 21), "h:mm:ss"),
    22: "dd/mm/yyyy h:mm",
    **dict.fromkeys((45, 47), "mm:ss"),
    46: "[h]:mm:ss",
}
"""The codes that files name by number only, 18.8.30; those of dates as in Vietnam."""

_LONGEST = 255  # characters; Excel allows no more
_MOST_DECIMALS = 9
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<money>[^\]\-]*)[^\]]*\]'
    r"|\[(?![hms]+\])[^\]]*\]|AM/PM|A/P|(?P<unit>y+|m+|d+|h+|s+)"
    r"|(?P<digits>[0#?]+(?:[,.0#?]*[0#?])?,*)|(?P<general>General|@)|(?P<other>.)",
    re.IGNORECASE,
)
_SECTION = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)')
_NOT_SHOWN = re.compile(r"[eE][+-]|[0#?]\s*/\s*[0#?1-9]")  # powers of ten, fractions


class Piece(NamedTuple):
    """Of ``kind`` unit (of a date or time), digits, general, or text that is shown as it is.

    Units are in small letters, those of minutes are ``n`` and ``nn``.
    """

    kind: str
    text: str


class Section(NamedTuple):
    """The code for some of the values; ``kind`` is unit or digits, empty where it shows neither."""

    kind: str
    percent: bool
    pieces: tuple[Piece, ...]


class Digits(NamedTuple):
    """A pattern such as ``#,##0.0#``.

    ``units`` is the least number of digits before the decimal mark, ``decimals`` and
    ``most_decimals`` of those behind it, ``divisor`` the power of ten by which commas divide.
    """

    thousands: bool
    units: int
    decimals: int
    most_decimals: int
    divisor: int


@lru_cache(maxsize=256)
def sections(code: str) -> tuple[Section, ...]:
    """Return the one to four sections of a code: of positive, negative, zero, and text."""
    kept = code[:_LONGEST].removesuffix(";")
    found = [match[1] for match in _SECTION.finditer("" if _NOT_SHOWN.search(kept) else kept)]
    return tuple(map(_section, found[:-1][:4] or [""]))


@lru_cache(maxsize=256)
def digits(pattern: str) -> Digits:
    """Return what a pattern of digits says; commas at its end divide by a thousand each."""
    kept = pattern.rstrip(",")
    whole, _, decimals = kept.partition(".")
    most = decimals[:_MOST_DECIMALS].replace(",", "").replace(".", "")
    divisor = 3 * (len(pattern) - len(kept))
    return Digits("," in whole, whole.count("0"), len(most.rstrip("#?")), len(most), divisor)


def _section(code: str) -> Section:
    found = [(match.lastgroup, match) for match in _PIECE.finditer(code)]
    pieces = [_piece(kind, match[kind]) for kind, match in found if kind]
    _find_minutes(pieces)
    kinds = [piece.kind for piece in pieces]
    kind = next((kind for kind in ("unit", "digits", "general") if kind in kinds), "")
    shows = kind or any(piece.text.strip() for piece in pieces)
    percent = any(name == "other" and match[0] == "%" for name, match in found)
    return Section(kind or ("text" if shows else ""), percent, tuple(pieces))


def _piece(kind: str, text: str) -> Piece:
    if kind == "unit":
        return Piece(kind, text.lower())
    return Piece(kind if kind in ("digits", "general") else "text", text)


def _find_minutes(pieces: list[Piece]) -> None:
    """Write ``n`` for the ``m`` that stands for minutes: behind hours, or before seconds."""
    units = [at for at, piece in enumerate(pieces) if piece.kind == "unit"]
    for place, at in enumerate(units):
        before = pieces[units[place - 1]].text[0] if place else ""
        after = pieces[units[place + 1]].text[0] if place + 1 < len(units) else ""
        if pieces[at].text in ("m", "mm") and (before == "h" or after == "s"):
            pieces[at] = Piece("unit", "n" * len(pieces[at].text))
