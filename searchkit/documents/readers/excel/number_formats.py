"""Numbers, dates and times as a Vietnamese spreadsheet shows them by the format of their cell.

The marks are those of the locale vi of the Unicode CLDR, which the Law on Accounting 88/2015/QH13
prescribes: a dot between thousands, a comma before decimals. Fractions and powers of ten are shown
as plain numbers, hours from 0 to 23.

Format codes, such as ``#,##0.0;(#,##0.0)`` and ``dd/mm/yyyy``, are taken apart by ECMA-376, part 1,
18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
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


_DIGITS = 10  # of a number without a format: what fits into a cell
_LARGEST = 1e15  # of a number whose digits a cell keeps
_MARKS = {ord(","): ".", ord("."): ","}
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def shown(value: object, code: str = "") -> str:
    """Return a cell's value as it is shown by the format ``code``, empty where none is known."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _number(float(value), code)
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, (date, time)):
        return _moment(value, code)
    return str(value)


@lru_cache(maxsize=4096)
def _number(value: float, code: str) -> str:
    found = sections(code)
    at = 1 if value < 0 and found[1:] else 2 if value == 0 and found[2:] else 0
    section = found[at]
    if section.kind in ("", "unit") or not abs(value) < _LARGEST:  # nor what is no number
        return _general(value)
    scaled = abs(value) * (100 if section.percent else 1)
    text = "".join(_part(piece, scaled) for piece in section.pieces).strip()
    return f"-{text}" if value < 0 and at == 0 else text


def _part(piece: Piece, value: float) -> str:
    if piece.kind == "digits":
        return _digits(value, piece.text)
    return _general(value) if piece.kind == "general" else piece.text


def _digits(value: float, pattern: str) -> str:
    rule = digits(pattern)
    if value == 0 and "0" not in pattern:
        return ""
    exact = Decimal(f"{value:.15g}").scaleb(-rule.divisor)
    rounded = exact.quantize(Decimal(1).scaleb(-rule.most_decimals), ROUND_HALF_UP)
    units, _, fraction = f"{rounded:{',' if rule.thousands else ''}f}".partition(".")
    fraction = fraction[: rule.decimals] + fraction[rule.decimals :].rstrip("0")
    units = units if rule.thousands else units.zfill(rule.units)
    return f"{units}.{fraction}".rstrip(".").translate(_MARKS)


def _general(value: float) -> str:
    if abs(value) < _LARGEST and value.is_integer():
        return str(int(value))
    return f"{value:.{_DIGITS}g}".translate(_MARKS)


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


@lru_cache(maxsize=4096)
def _moment(value: date | time, code: str) -> str:
    """Return a date or time by its code, by the usual one where it has none of its kind."""
    pieces = sections(code)[0].pieces
    units = {piece.text[0] for piece in pieces if piece.kind == "unit"}
    if not units or (isinstance(value, time) and units & {"y", "d"}):
        pieces = sections(_usual(value))[0].pieces
    moment = _as_datetime(value)
    parts = (_unit(text, moment) if kind == "unit" else text for kind, text in pieces)
    return "".join(parts).strip()


def _as_datetime(value: date | time) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, time):
        return datetime.combine(date(1900, 1, 1), value)
    return datetime.combine(value, time())


def _usual(value: date | time) -> str:
    if isinstance(value, datetime):
        return "dd/mm/yyyy hh:mm" if value.time() != time() else "dd/mm/yyyy"
    return "hh:mm" if isinstance(value, time) else "dd/mm/yyyy"


def _unit(code: str, moment: datetime) -> str:
    """Return a part of a date or time by its code, such as ``yyyy`` or ``mm``."""
    if code[0] == "y":
        return f"{moment.year:04}" if len(code) > len("yy") else f"{moment.year % 100:02}"
    if code[0] == "d" and len(code) > len("dd"):
        return _WEEKDAYS[moment.weekday()]
    if code[0] == "m" and len(code) > len("mm"):
        return f"Tháng {moment.month}"
    numbers = {"m": moment.month, "d": moment.day, "h": moment.hour, "n": moment.minute}
    number = numbers.get(code[0], moment.second)
    return f"{number:02}" if len(code) > 1 else str(number)
