"""The names that may stand before a colon, and which values they take.

A name is understood with and without diacritics, hyphens and underscores: ``cơ-quan:``,
``co_quan:``, ``coquan:``.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.documents.record_fields import field_key
from searchkit.text.legal.dates import parse_date
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from searchkit.index.terms.own_fields import OwnField

    OwnFields = Mapping[str, OwnField]
    """Fields that documents were given, by their keys."""


class _FieldName(NamedTuple):
    """A field: how it is written in Vietnamese and in English, and an example of its value."""

    vietnamese: str
    english: str
    example: str


NAMES = {
    "type": _FieldName("loai", "type", "nghị-quyết"),
    "number": _FieldName("so", "number", "48/NQ-HĐND"),
    "issuer": _FieldName("co-quan", "issuer", '"UBND tỉnh"'),
    "superior": _FieldName("cap-tren", "superior", '"UBND tỉnh"'),
    "signer": _FieldName("nguoi-ky", "signer", '"Nguyễn Văn An"'),
    "place": _FieldName("noi", "place", '"Hà Nội"'),
    "year": _FieldName("nam", "year", "2024"),
    "date": _FieldName("ngay", "date", "2024-01..2024-06"),
    "title": _FieldName("tieu-de", "title", '"tinh gọn"'),
    "file": _FieldName("ten-tep", "file", "ke-hoach"),
    "article": _FieldName("dieu", "article", "5"),
    "topic": _FieldName("chu-de", "topic", "tinh-gon-bo-may"),
}
"""Every field by the name that conditions know it by."""

NO_FIELDS: OwnFields = {}
_MISSPELT = 0.8
_LIKE = 0.6
_NO_LETTERS = lazy_pattern(r"[\W_]+")
_YEAR = lazy_pattern(r"(?:1[89]|20)[0-9]{2}")
_ARTICLE = lazy_pattern(r"[0-9]{1,4}[a-zđ]?", re.IGNORECASE)
_LETTER_OR_DIGIT = lazy_pattern(r"[^\W_]")
_BY_KEY = {
    field_key(written): name
    for name, own in NAMES.items()
    for written in (own.vietnamese, own.english)
}
_WRITTEN = {key: NAMES[name].vietnamese for key, name in _BY_KEY.items()}


def field_name(written: str, own_fields: OwnFields = NO_FIELDS) -> str | None:
    """Return the field that a name before a colon means, None if it means none."""
    key = field_key(written)
    return _BY_KEY.get(key) or (_typeable(own_fields[key].name) if key in own_fields else None)


def meant_field(written: str, own_fields: OwnFields = NO_FIELDS) -> str | None:
    """Return how the field is written that was probably meant by a name that is none.

    It is one that is spelt like it, that the name goes on from, as ``loai-van-ban`` does from
    ``loai``, or that begins with the same word.
    """
    key = field_key(written)
    names = _WRITTEN | {own: _typeable(field.name) for own, field in own_fields.items()}
    first = field_key(_NO_LETTERS.split(written)[0])
    found = (
        _like(key, names, _MISSPELT)
        or max((known for known in names if _goes_on(written, known)), key=len, default=None)
        or next(
            (k for k, name in names.items() if "-" in name and name.split("-")[0] == first), None
        )
        or _like(key, names, _LIKE)
    )
    return None if found is None else names[found]


def _like(key: str, names: Iterable[str], least: float) -> str | None:
    from difflib import get_close_matches

    alike = [known for known in names if known[:1] == key[:1]]  # the others need no comparison
    return next(iter(get_close_matches(key, alike, 1, least)), None)


def _goes_on(written: str, known: str) -> bool:
    """Say whether the first words of a name are all of another."""
    words = [field_key(word) for word in _NO_LETTERS.split(written)]
    return known in accumulate(words)


def bounds(value: str) -> tuple[str | None, str | None]:
    """Return the ends of a range ``a..b``, ``a..`` or ``..b``; both are the value of a single one.

    None is an open end.
    """
    first, dots, last = value.partition("..")
    return (first or None, last or None) if dots else (value, value)


def is_value(name: str, value: str, own_fields: OwnFields = NO_FIELDS) -> bool:
    """Say whether a field can have a value."""
    if name not in NAMES:
        from searchkit.search.query.own_filters import is_own_value  # few queries have fields

        return is_own_value(own_fields[field_key(name)].kind, value)
    check = _CHECKS.get(name)
    return bool(_LETTER_OR_DIGIT.search(value)) and (check is None or check(value))


def _typeable(name: str) -> str:
    """Return the name of a field with hyphens where it has what no name before a colon has."""
    return _NO_LETTERS.sub("-", name).strip("-")


def _is_number(value: str) -> bool:
    from searchkit.text.legal.document_references import find_references

    return bool(find_references(normalize(value).text))


def _are_years(value: str) -> bool:
    return all(end is None or _YEAR.fullmatch(end) for end in bounds(value)) and _are_dates(value)


def _are_dates(value: str) -> bool:
    """Say whether a value is a date or a range of dates, which does not end before it begins."""
    ends = [parse_date(end) for end in bounds(value) if end is not None]
    known = [end for end in ends if end is not None]
    return len(known) == len(ends) > 0 and known[0].first <= known[-1].last


_CHECKS: dict[str, Callable[[str], bool]] = {
    "number": _is_number,
    "year": _are_years,
    "date": _are_dates,
    "article": lambda value: _ARTICLE.fullmatch(value) is not None,
}
