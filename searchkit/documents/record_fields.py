"""The fields of a record: those of a letterhead, and others of its own, each by its key.

A record is a line of a corpus, a row of a table or what a program adds. Keys that name a part of a
letterhead, in English or as the query language has them (``number`` or ``số``, ``date`` or
``ngày``), are its metadata. Every other key is a field of its own. Keys are told apart by their
letters and digits alone, without diacritics: ``hồ sơ``, ``ho_so`` and ``ho-so`` are one.
"""

from __future__ import annotations

import json
import math
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from searchkit._lazy import lazy_pattern
from searchkit.errors import UsageError
from searchkit.text.legal.dates import parse_date
from searchkit.text.remembering import remembers
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

OneValue: TypeAlias = str | int | float | bool | date
FieldValue: TypeAlias = OneValue | tuple[OneValue, ...]
"""What a field may hold. A ``datetime`` is a ``date`` with a time."""

LETTERHEAD = {
    "number": ("number", "so", "so-ky-hieu"),
    "date": ("date", "ngay"),
    "type": ("type", "loai"),
    "issuer": ("issuer", "co-quan"),
    "superior": ("superior", "cap-tren"),
    "signer": ("signer", "nguoi-ky"),
    "place": ("place", "noi"),
    "summary": ("summary", "trich-yeu"),
    "law": ("law",),
    "article": ("article", "dieu"),
    "note": ("note",),
}
"""The keys that are metadata, and by which names they are known."""

_OTHER_NAMES = (
    *("id", "title", "text", "year", "file", "path", "topic"),
    *("tieu-de", "nam", "ten-tep", "chu-de"),
)
"""Names that the query language or a record has for other things."""

LONGEST_KEY = 64
_LARGEST = 1 << 63  # whole numbers are exact in eight bytes
_NO_LETTER_OR_DIGIT = lazy_pattern(r"[\W_]+")
_HALF = lazy_pattern("[\ud800-\udfff]")
_ISO_DAY = lazy_pattern(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?")
_LENGTH_OF_DAY = len("2025-04-25")
_ALLOWED = "a text, a number, a date, true or false, or a list of such values of one kind"


class Kind(StrEnum):
    """What a field holds in all documents of an index."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"


@remembers(1 << 12)
def field_key(name: str) -> str:
    """Return by what a field is known: the letters and digits of its name, without diacritics.

    >>> field_key("Hồ sơ"), field_key("ho_so")
    ('hoso', 'hoso')
    """
    return _NO_LETTER_OR_DIGIT.sub("", fold(normalize(name).text).lower())


_METADATA = {field_key(name): key for key, names in LETTERHEAD.items() for name in names}
RESERVED = frozenset([*_METADATA, *map(field_key, _OTHER_NAMES)])
"""What no field of one's own is called, as `field_key` gives it."""


def kind_of(value: FieldValue) -> Kind:
    """Return the kind of a value that `checked` has let through."""
    one = value[0] if isinstance(value, tuple) else value
    if isinstance(one, bool):
        return Kind.BOOLEAN
    if isinstance(one, str):
        return Kind.TEXT
    return Kind.DATE if isinstance(one, date) else Kind.NUMBER


def values_of(value: FieldValue) -> tuple[OneValue, ...]:
    """Return the values of a field, which is one for most."""
    return value if isinstance(value, tuple) else (value,)


def checked(fields: Mapping[str, object]) -> dict[str, FieldValue]:
    """Return the fields of a record as they are kept; those without a value are left out.

    ``Decimal`` and numbers of numpy become numbers of Python, lists tuples. Raises UsageError for a
    name that cannot be asked for, or means something else, and for what is no value.
    """
    kept: dict[str, FieldValue] = {}
    names: dict[str, str] = {}
    for name, value in fields.items():
        if not isinstance(name, str):
            raise UsageError(f"the name of a field is a text, and {name!r} is none")
        key = field_key(name)
        _check_name(name, key, names)
        names[key] = name
        one = _checked_value(name, value)
        if one is not None:
            kept[whole(name)] = one
    return kept


def split_keys(record: Mapping[str, object]) -> tuple[dict[str, str], dict[str, FieldValue]]:
    """Return the metadata and the fields of a record of JSON, but for its id, title and text.

    What can be no field (an object, a key without letters, one that means something else) is
    metadata, as a text. Keys without a value are left out.
    """
    metadata: dict[str, str] = {}
    fields: dict[str, FieldValue] = {}
    names: set[str] = set()
    for name, value in record.items():
        key = field_key(name)
        if value in (None, "", [], {}) or value != value:
            continue
        if key in _METADATA:
            metadata.setdefault(_METADATA[key], _as_text(value))
            continue
        try:
            own = checked({name: value}) if key not in names else {}
        except UsageError:
            own = {}
        names.add(key)
        fields |= own
        if not own:
            metadata[name] = _as_text(value)
    if "date" in metadata:
        metadata["date"] = iso_date(metadata["date"]) or metadata["date"]
    return metadata, fields


def with_dates(
    fields: Mapping[str, FieldValue], kinds: Mapping[str, Kind]
) -> dict[str, FieldValue]:
    """Return fields of JSON in which a text that is a date of ISO 8601 is one.

    Where ``kinds`` says by its key that a field holds texts, it stays a text.
    """
    return {
        name: value if kinds.get(field_key(name)) == Kind.TEXT else _with_dates(value)
        for name, value in fields.items()
    }


def plain_fields(fields: Mapping[str, FieldValue]) -> dict[str, object]:
    """Return fields as values that JSON has: dates as in ISO 8601, several values as a list."""
    return {
        name: [*map(_plain, value)] if isinstance(value, tuple) else _plain(value)
        for name, value in fields.items()
    }


def iso_date(value: date | str) -> str:
    """Return a day as ``2025-04-25``, a year or month as it is written; "" for what is none."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    found = parse_date(normalize(value).text)
    if found is None:
        return ""
    return found.first.isoformat() if found.precision == "day" else value.strip()


def whole(text: str) -> str:
    r"""Return a text in which half a character (``"\\ud800"``) is U+FFFD.

    Programs that cut texts make such halves; UTF-8, and so the index, cannot hold them.
    """
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def _check_name(name: str, key: str, names: Mapping[str, str]) -> None:
    if not key:
        raise UsageError(f'the name of a field has letters or digits, and "{name}" has none')
    if len(key) > LONGEST_KEY:
        raise UsageError(f'"{name[:LONGEST_KEY]}…" is longer than the name of a field may be')
    if key in RESERVED:
        raise UsageError(
            f'"{name}" is no name for a field of your own: it means '
            f"{_METADATA.get(key, 'something else')} already; take another"
        )
    if key in names:
        raise UsageError(f'"{names[key]}" and "{name}" are one field: call one of them otherwise')


def _checked_value(name: str, value: object) -> FieldValue | None:
    if not isinstance(value, (list, tuple, set, frozenset)):
        return _checked_one(name, value)
    given = [_checked_one(name, one) for one in value]
    several = [one for one in given if one is not None]
    if len({kind_of(one) for one in several}) > 1:
        raise UsageError(f'the values of "{name}" are of several kinds; a field is {_ALLOWED}')
    return tuple(dict.fromkeys(several)) or None


def _checked_one(name: str, value: object) -> OneValue | None:
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        value = value.item()
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (float, date)) and value != value:  # NaN, and NaT of pandas
        return None
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return whole(value) if value.strip() else None
    return _checked_number(name, value)


def _checked_number(name: str, value: object) -> int | float | None:
    from decimal import Decimal  # which only databases give

    if isinstance(value, Decimal):
        if value.is_nan():
            return None
        is_whole = abs(value) < _LARGEST and value == value.to_integral_value()
        value = int(value) if is_whole else float(value)
    if isinstance(value, int):
        if not -_LARGEST <= value < _LARGEST:
            raise UsageError(f'"{name}" is a number beyond 64 bits; give it as a text')
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise UsageError(f'"{name}" is {value}, which is no number; leave it out')
        return value
    kind = type(value).__name__
    raise UsageError(f'the value of "{name}" is of the type {kind}; a field is {_ALLOWED}')


def _plain(value: OneValue) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _with_dates(value: FieldValue) -> FieldValue:
    found = tuple(one for one in map(_date_in, values_of(value)) if one is not None)
    if len(found) < len(values_of(value)):
        return value
    return found if isinstance(value, tuple) else found[0]


def _date_in(value: OneValue) -> date | None:
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        return None
    try:
        return (date if len(value) == _LENGTH_OF_DAY else datetime).fromisoformat(value)
    except ValueError:
        return None
