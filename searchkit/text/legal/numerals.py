"""Numbers that a query spells out: ``nghị quyết số mười tám``, ``điều ba mươi lăm``, ``tháng ba``.

What they count is left alone (``điều hai bên thỏa thuận``, ``kế hoạch mười năm``): only the numbers
of documents, places and dates are put into figures, for so they stand in documents. Vietnamese
numerals are those of any grammar: ``mười``, ``hai mươi lăm``, ``một trăm linh hai``, ``hai nghìn
không trăm hai mươi lăm``, with diacritics or without.

Chapters and the like have Roman numerals or figures, as their authors like it: both are looked for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from searchkit._lazy import lazy_pattern
from searchkit.text.legal.symbols import document_types
from searchkit.text.spelling.folding import fold

_UNITS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9,
}  # fmt: skip
_BEHIND_TENS = {name: value for name, value in _UNITS.items() if name != "nam"} | {
    "lam": 5,
    "nham": 5,
}
"""Behind ``mười`` and ``mươi`` five is ``lăm``: ``mười năm`` are ten years."""

MONTHS = {"muoi hai": 12, "muoi mot": 11, "gieng": 1, "chap": 12, "muoi": 10, **_UNITS}
"""The months in words, folded, longer ones first; the first and the twelfth have names, too."""

_NAMED_MONTHS = ("gieng", "chap")

_UNIT = rf"(?:{'|'.join(_UNITS)})"
_TENS = rf"(?:(?:{_UNIT} )?muoi(?: (?:{'|'.join(_BEHIND_TENS)})(?![^\W_]))?)"
_HUNDREDS = rf"(?:(?:khong|{_UNIT}) tram(?: (?:{_TENS}|(?:le|linh) {_UNIT}))?)"
_LONG = rf"(?:{_HUNDREDS}|{_TENS})(?![^\W_])"
_ANY = rf"(?:{_LONG}|{_UNIT}(?![^\W_]))"
_YEAR = rf"(?:(?:hai|mot) (?:nghin|ngan) (?:{_HUNDREDS}|(?:le|linh) {_UNIT}|{_TENS}))(?![^\W_])"
_FIGURES = r"[0-9]{1,3}[a-z]?(?![^\W_])"
_LABEL = rf"(?:{_ANY}|{_FIGURES})"
_COUNTED = (
    r"(?! (?:nam|thang|tuan|ngay|gio|phut|lan|nguoi|ben|cap|buoc|nhom|dong|trieu|ty|nghin|ngan|tram"
    r"|phan|loai|muc|diem|dieu|khoan|xa|huyen|tinh|thanh)(?![^\W_])(?! [0-9]{4}))"
)
"""No word behind it that says what is counted."""

_ACTS = r"(?:cua )?(?:bo luat|luat|hien phap|phap lenh|nghi|thong tu|quyet dinh|quy (?:che|dinh))"
_NUMERAL = lazy_pattern(_ANY)
_WORD = lazy_pattern(r"[^\W_]+")
_BEFORE = {"so", "thu", "dieu", "khoan", "chuong", "muc", "ngay", "thang", "mung", "mong", *_UNITS}
_NUMERALS = {"muoi", "gieng", "chap", "nghin", "ngan", "tram", *_UNITS}
"""Before a numeral, and in one. ``mười`` also stands alone."""

_LARGEST_PART = 20
"""As many as acts have chapters; a higher number has one form only."""

_PART = lazy_pattern(
    r"(?<![^\W_])(?P<unit>ch(?:ươ|uo)ng|ph[ầa]n|m[ụu]c|ph[ụu] l[ụu]c) (?P<label>[0-9]{1,2}|[ivx]+)"
    r"(?![^\W_]|[./-][^\W_])",
    re.IGNORECASE,
    needs=("ương", "uong", "phần", "phan", "mục", "muc", "phụ", "phu"),
)


def in_other_numerals(text: str) -> str:
    """Return a query with Roman numerals for figures of chapters and the like, and the reverse.

    >>> in_other_numerals("mục II chương 3")
    'mục 2 chương III'
    """
    return _PART.sub(_in_other_numeral, text)


def _in_other_numeral(part: re.Match[str]) -> str:
    from searchkit.text.spelling.roman_numerals import roman_numeral, roman_value

    label = part["label"].upper()
    number = int(label) if label.isdigit() else roman_value(label)
    if not 0 < number <= _LARGEST_PART:
        return part[0]
    roman = roman_numeral(number)
    if label.isdigit():
        return f"{part['unit']} {roman}"
    return f"{part['unit']} {number}" if roman == label else part[0]


def in_figures(text: str) -> str:
    """Return a query with figures for the numbers of documents, places and dates that it spells.

    >>> in_figures("khoản hai Điều ba mươi lăm Bộ luật Lao động")
    'khoản 2 Điều 35 Bộ luật Lao động'
    """
    folded = fold(text).lower()
    if len(folded) != len(text) or not _may_have_one(folded):
        return text
    for pattern in _patterns():
        for match in reversed(list(pattern.finditer(folded))):
            for group in range(pattern.groups, 0, -1):
                start, end = match.span(group)
                value = _value(folded[start:end]) if start >= 0 else None
                if value is not None:
                    text = f"{text[:start]}{value}{text[end:]}"
                    folded = f"{folded[:start]}{value}{folded[end:]}"
    return text


def _may_have_one(folded: str) -> bool:
    words = _WORD.findall(folded)
    near = pairwise(words)
    return "muoi" in words or any(a in _BEFORE and b in _NUMERALS for a, b in near)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return what finds spelled numbers, each a group; few queries need it."""
    names = {kind.folded for kind in document_types()}
    marks = {fold(kind.abbreviation).lower() for kind in document_types()}
    kinds = "|".join(sorted(map(re.escape, filter(None, names | marks)), key=len, reverse=True))
    named = "|".join(_NAMED_MONTHS)
    patterns = (
        rf"(?:{kinds}) so ({_ANY}){_COUNTED}(?! [0-9]{{4}})",
        rf"(?:{kinds}) ({_LONG}){_COUNTED}",
        rf"khoan ({_LABEL}),? (?:cua )?dieu ({_LABEL})",
        rf"dieu ({_LABEL}),? khoan ({_LABEL})",
        rf"dieu (?:thu )?({_ANY})(?=$|,| {_ACTS}(?![^\W_]))",
        rf"(?:dieu|khoan|chuong) (?:thu )?({_LONG}){_COUNTED}",
        rf"ngay (?:mung |mong )?({_ANY})(?=,? thang )",
        rf"thang ({_ANY}|{named})(?=,? ?(?:nam |/|-)?(?:[0-9]{{4}}(?![0-9])|{_YEAR}))",
        rf"nam ({_YEAR})",
    )
    return tuple(re.compile(rf"(?<![^\W_]){pattern}") for pattern in patterns)


def _value(spelled: str) -> int | None:
    """Return the value of a numeral, folded; None for what stands in figures already."""
    if spelled in _NAMED_MONTHS:
        return MONTHS[spelled]
    if not _NUMERAL.match(spelled):
        return None
    total = 0
    last = 0
    for word in spelled.split():
        if word == "muoi":
            total, last = total + 10 * (last or 1), 0
        elif word == "tram":
            total, last = total + 100 * last, 0
        elif word in ("nghin", "ngan"):
            total, last = total + 1000 * last, 0
        elif word not in ("khong", "le", "linh"):
            last = _BEHIND_TENS.get(word) or _UNITS[word]
    return total + last
