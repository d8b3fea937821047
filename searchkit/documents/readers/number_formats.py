"""Numbers, dates and times as a Vietnamese spreadsheet shows them by the format of their cell.

The marks are those of the locale vi of the Unicode CLDR, which the Law on Accounting 88/2015/QH13
prescribes: a dot between thousands, a comma before decimals. Fractions and powers of ten are shown
as plain numbers, hours from 0 to 23.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit.documents.readers.format_codes import digits, sections

if TYPE_CHECKING:
    from searchkit.documents.readers.format_codes import Piece

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
