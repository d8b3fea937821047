"""Own fields of records as conditions: a value, any of several, or a range, by the field's kind.

A value may be given as what it is or as people type it: ``12,5``, ``quý I/2025``, ``có``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
from types import NoneType
from typing import TYPE_CHECKING, Any

import numpy as np

from searchkit._lazy import lazy_pattern
from searchkit.documents.record_fields import Kind, checked, field_key, kind_of, values_of
from searchkit.errors import UsageError
from searchkit.index.schema import DOCUMENT
from searchkit.index.terms.letterhead import keyword
from searchkit.index.terms.own_fields import (
    FIELD,
    bearing,
    prefix_of,
    term_of,
    value_of,
    word_term,
    words_of,
)
from searchkit.query_tree import And, Every, Not, Nothing, Or, Term, TermRange
from searchkit.text.legal.dates import parse_date
from searchkit.text.spelling.normalization import normalize

if TYPE_CHECKING:
    from searchkit.documents.record_fields import OneValue
    from searchkit.index.catalogue import Catalogue
    from searchkit.query_tree import Query

_NUMBER = lazy_pattern(r"[-+]?[0-9]+(?:[.,][0-9]+)?(?:e[-+]?[0-9]{1,3})?", re.IGNORECASE)
_GROUPS = lazy_pattern(r"[-+]?[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?")
"""A number as it is written in Vietnamese; one dot alone may be a decimal point."""

_YES = ("true", "yes", "1", "co", "dung", "x")
_NO = ("false", "no", "0", "khong", "sai")
_LAST = "\U0010ffff"
_NEAR = 3
_LIKE = 0.7
_MOST_COMPARED = 20_000
_SEVERAL = 3  # words, of which neighbours do not yet prove that all stand together
_EXAMPLES = {
    Kind.NUMBER: "12 or 2,5",
    Kind.DATE: "25/4/2025, 4/2025 or 2025",
    Kind.BOOLEAN: "có or không",
}


def of_own_field(catalogue: Catalogue, name: str, wanted: object) -> Query:
    """Return what holds for the passages of documents whose own field has a value.

    ``wanted`` is a value, a list of values of which any may be met, or a tuple of the first and the
    last of a range, of which None is open; ``10..20`` is one, too, but for a text. A text is met by
    a value that holds it as words, or begins with it before a star. Nothing matches where no
    document has the field. Raises UsageError for what is no value of the field's kind.
    """
    key = field_key(name)
    own = catalogue.own_fields.get(key)
    if own is None:
        return Nothing()
    if isinstance(wanted, (list, set, frozenset)):
        parts = tuple(of_own_field(catalogue, name, value) for value in wanted)
        return parts[0] if len(parts) == 1 else Or(parts)
    if isinstance(wanted, str) and own.kind != Kind.TEXT and ".." in wanted:
        first, _, last = wanted.partition("..")
        wanted = first or None, last or None
    if isinstance(wanted, tuple):
        return _range(name, key, own.kind, wanted)
    return _one(catalogue, name, key, own.kind, wanted)


def without_field(catalogue: Catalogue, name: str) -> Query:
    """Return what holds for the passages of documents that have no field of a name."""
    own = catalogue.own_fields.get(field_key(name))
    return Every() if own is None else Not(bearing(field_key(name), own.kind))


def near_texts(catalogue: Catalogue, name: str, wanted: object) -> list[str]:
    """Return the texts of an own field that are spelt most like one that no document has."""
    from difflib import get_close_matches

    key = field_key(name)
    known = catalogue.state.terms(FIELD, prefix_of(key, Kind.TEXT))
    written = {keyword(text): text for text in map(str, map(value_of, known[:_MOST_COMPARED]))}
    asked = wanted if isinstance(wanted, (list, set, frozenset)) else [wanted]
    texts = [keyword(value.rstrip("*")) for value in asked if isinstance(value, str)]
    near = (other for text in texts for other in get_close_matches(text, written, _NEAR, _LIKE))
    return [written[other] for other in dict.fromkeys(near)]


def is_own_value(kind: Kind, text: str) -> bool:
    """Say whether a text, or a range ``a..b``, can be a value of a field of a kind.

    A range of numbers or dates does not end before it begins.
    """
    ends: list[Any] = [_typed(kind, end) for end in text.split("..", 1) if end]
    if not ends or None in ends:
        return False
    return kind == Kind.TEXT or bool(ends[0][0] <= ends[-1][1])


def checked_where(where: object) -> dict[str, object]:
    """Return conditions on own fields without those that ask for nothing, as empty forms do.

    Raises UsageError for a name that no field can have, and a tuple that is no range.
    """
    kept: dict[str, object] = {}
    if not isinstance(where, (Mapping, NoneType)):
        raise UsageError("where is a dictionary of fields: {'ho-so': 'HS-2025-17'}")
    for name, wanted in (where or {}).items():
        checked({name: True})
        if isinstance(wanted, (list, set, frozenset)):
            wanted = [value for value in wanted if not _is_blank(value)]
        elif isinstance(wanted, tuple):
            if len(wanted) != len(("first", "last")):
                raise UsageError(
                    f'the filter for "{name}" is a tuple of {len(wanted)}: a tuple is a range '
                    "(first, last); values of which any may be met are a list"
                )
            wanted = tuple(None if _is_blank(value) else value for value in wanted)
            wanted = wanted if any(value is not None for value in wanted) else None
        if not _is_blank(wanted) and wanted != []:
            kept[name] = wanted
    return kept


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _one(catalogue: Catalogue, name: str, key: str, kind: Kind, value: object) -> Query:
    if kind == Kind.TEXT:
        return _text(catalogue, key, _as_text(value))
    first, last = _ends(name, kind, value)
    if kind == Kind.DATE:
        return _between(key, kind, term_of(key, first), _behind(key, last))
    return Term(FIELD, term_of(key, first))


def _range(name: str, key: str, kind: Kind, ends: tuple[object, ...]) -> Query:
    first, last = ends
    if kind == Kind.TEXT:
        low = None if first is None else prefix_of(key, kind) + keyword(_as_text(first))
        high = None if last is None else term_of(key, _as_text(last)) + _LAST
    else:
        low = None if first is None else term_of(key, _ends(name, kind, first)[0])
        high = None if last is None else _behind(key, _ends(name, kind, last)[1])
    return _between(key, kind, low, high)


def _between(key: str, kind: Kind, first: str | None, last: str | None) -> Query:
    return TermRange(FIELD, first, last, prefix_of(key, kind))


def _behind(key: str, value: OneValue) -> str:
    """Return the last term of a value: of a day that of its last moment."""
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return term_of(key, value) + (f"T{_LAST}" if is_day else "")


def _ends(name: str, kind: Kind, value: object) -> tuple[OneValue, OneValue]:
    """Return the first and the last value that one stands for, the same but for periods."""
    found = _typed(kind, value) if isinstance(value, str) else _given(kind, name, value)
    if found is None:
        raise UsageError(
            f'the field "{name}" is a {kind}, and "{value}" is none: write {_EXAMPLES[kind]}'
        )
    return found


def _given(kind: Kind, name: str, value: object) -> tuple[OneValue, OneValue] | None:
    (kept,) = checked({name: value}).values() or (None,)
    if kept is None or isinstance(kept, tuple) or kind_of(kept) != kind:
        return None
    return kept, kept


def _typed(kind: Kind, text: str) -> tuple[OneValue, OneValue] | None:
    """Return the first and the last value of which a text tells, None for what is none."""
    plain = normalize(text).text.strip()
    if kind == Kind.TEXT:
        return (text, text) if words_of(text) else None
    if kind == Kind.DATE:
        found = parse_date(plain)
        return None if found is None else (found.first, found.last)
    if kind == Kind.BOOLEAN:
        word = keyword(text)
        value = True if word in _YES else False if word in _NO else None
        return None if value is None else (value, value)
    number = _number(plain)
    return None if number is None else (number, number)


def _number(text: str) -> float | None:
    if _GROUPS.fullmatch(text):
        text = text.replace(".", "")
    elif not _NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    whole = int(text) if text.lstrip("+-").isdecimal() else None
    if value in (float("inf"), float("-inf")) or (whole is not None and whole.bit_length() > 63):
        return None
    return value if whole is None else whole


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(catalogue: Catalogue, key: str, text: str) -> Query:
    """Return what holds for a field that is a text, or has it as words one behind the other."""
    if text.endswith("*"):
        begun = keyword(text.rstrip("*"))
        whole = TermRange(FIELD, prefix=prefix_of(key, Kind.TEXT) + begun)
        return Or((whole, TermRange(FIELD, prefix=word_term(key, begun))))
    words = words_of(text)
    if len(words) < _SEVERAL:
        whole = TermRange(FIELD, prefix=term_of(key, text))
        return Or((whole, Term(FIELD, word_term(key, " ".join(words)))))
    holding = tuple(Term(FIELD, word_term(key, " ".join(two))) for two in pairwise(words))
    candidates = catalogue.state.matching(And((*holding, Term("record", DOCUMENT))))
    found = [first for first in candidates.tolist() if _holds(catalogue, first, key, words)]
    return catalogue.whole_documents(np.array(found, np.int64))


def _holds(catalogue: Catalogue, first: int, key: str, words: list[str]) -> bool:
    wanted = f" {' '.join(words)} "
    return any(
        wanted in f" {' '.join(words_of(value))} "
        for name, own in catalogue.record(first).fields.items()
        if field_key(name) == key
        for value in values_of(own)
        if isinstance(value, str)
    )
