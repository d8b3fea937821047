"""Own fields of records as terms of one field of the index, in the order of their values.

A term is the key of a field (`field_key`), ``SEPARATOR``, a letter for the kind, and the value in a
form whose order by code points is that of the values, so that a filter is a term or a range of
terms, and a column to sort or count by is read from the terms with one beginning (`prefix_of`).

* text: without diacritics in small letters, ``SEPARATOR``, and as it was written, both cut at
  ``LONGEST`` characters; a text of several words has a term ``w`` beside it for each word, and for
  each two neighbours;
* number: 16 hexadecimal digits that order as IEEE 754 numbers do, then four for what a whole number
  of more than 53 bits has beyond that;
* date: ISO 8601, without a time zone;
* boolean: ``0`` or ``1``.

One more term for each field says only its key, its kind and its name (`own_fields`).
"""

from __future__ import annotations

import struct
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from searchkit._named_tuple import NamedTuple
from searchkit.documents.record_fields import Kind, field_key, kind_of, values_of
from searchkit.index.terms.letterhead import keyword
from searchkit.query_tree import TermRange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from searchkit.backends.base import IndexState
    from searchkit.documents.record_fields import FieldValue, OneValue

FIELD = "own"
"""The field of the index that holds the terms of all of them."""

SEPARATOR = "\x1f"
LONGEST = 120
"""Characters of a text by which it is found as a whole, sorted and counted."""

_LETTERS = {Kind.TEXT: "t", Kind.NUMBER: "n", Kind.DATE: "d", Kind.BOOLEAN: "b"}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_WORD = "w"
_MARKS = ".,;:!?…()[]{}<>\"'“”‘’«»"
_SIGN = 1 << 63
_ALL = (1 << 64) - 1
_EXACT = 1 << 53
_MIDDLE = 1 << 15
_HEX = 16


class OwnField(NamedTuple):
    """A field of the documents of an index: how it is mostly called, and what it holds."""

    name: str
    kind: Kind


def own_terms(fields: Mapping[str, FieldValue]) -> tuple[str, ...]:
    """Return the terms of the fields of a record."""
    found: list[str] = []
    for name, value in fields.items():
        shared = isinstance(value, str) and len(value) <= LONGEST  # by many records of a corpus
        found += _known_terms(name, value) if shared else _terms(name, value)
    return tuple(dict.fromkeys(found))


def own_fields(state: IndexState) -> dict[str, OwnField]:
    """Return the fields that documents of an index have, by their keys.

    Those that only deleted documents had may be among them.
    """
    found: dict[str, OwnField] = {}
    known = state.values(FIELD, SEPARATOR)
    by_frequency = sorted(zip(known.frequencies.tolist(), known.terms, strict=True))
    for _, term in by_frequency:  # the most frequent spelling of a name, and kind, is the last
        _, key, letter, name = term.split(SEPARATOR, 3)
        found[key] = OwnField(name, _KINDS[letter])
    return found


def bearing(key: str, kind: Kind) -> TermRange:
    """Return what holds for the documents whose field with a key has values of a kind."""
    return TermRange(FIELD, prefix=_kind_prefix(key, kind))


def prefix_of(key: str, kind: Kind) -> str:
    """Return how the terms of the values of a field begin; they ascend as the values do."""
    return f"{key}{SEPARATOR}{_LETTERS[kind]}"


def term_of(key: str, value: OneValue) -> str:
    """Return the term of a value; that of a text is how its terms begin, however it was written."""
    kind = kind_of(value)
    return prefix_of(key, kind) + _sortable(value)


def word_term(key: str, words: str) -> str:
    """Return the term of a word of a text of several (`words_of`), or of two with a space."""
    return f"{key}{SEPARATOR}{_WORD}{words}"


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are found: folded, without marks around them.

    >>> words_of("Hồ sơ HS-2025/17, Sở Nội vụ")
    ['ho', 'so', 'hs-2025/17', 'so', 'noi', 'vu']
    """
    stripped = (word.strip(_MARKS)[:LONGEST] for word in keyword(text).split(" "))
    return list(filter(None, stripped))


def value_of(term: str) -> OneValue:
    """Return the value of which a term tells; of a long text the beginning."""
    _, _, rest = term.partition(SEPARATOR)
    letter, value = rest[:1], rest[1:]
    if letter == _LETTERS[Kind.TEXT]:
        return value.partition(SEPARATOR)[2]
    if letter == _LETTERS[Kind.BOOLEAN]:
        return value == "1"
    if letter == _LETTERS[Kind.NUMBER]:
        return _number(value)
    return (datetime if "T" in value else date).fromisoformat(value)


@lru_cache(maxsize=256)
def _known_terms(name: str, value: FieldValue) -> tuple[str, ...]:
    return tuple(_terms(name, value))


def _terms(name: str, value: FieldValue) -> Iterator[str]:
    key, kind = field_key(name), kind_of(value)
    yield _kind_prefix(key, kind) + name[:LONGEST]
    for one in values_of(value):
        if not isinstance(one, str):
            yield term_of(key, one)
            continue
        yield term_of(key, one) + one.strip()[:LONGEST]
        words = words_of(one)
        if words != [keyword(one)]:
            yield from (word_term(key, word) for word in words)
            yield from (word_term(key, " ".join(two)) for two in pairwise(words))


def _kind_prefix(key: str, kind: Kind) -> str:
    return f"{SEPARATOR}{key}{SEPARATOR}{_LETTERS[kind]}{SEPARATOR}"


def _sortable(value: OneValue) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, str):
        return keyword(value)[:LONGEST] + SEPARATOR
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat()
    return value.isoformat() if isinstance(value, date) else _digits(value)


def _digits(value: int | float) -> str:
    nearest = float(value) or 0.0  # -0.0 is 0
    (bits,) = struct.unpack(">Q", struct.pack(">d", nearest))
    bits = bits ^ _ALL if bits & _SIGN else bits | _SIGN
    rest = int(value) - int(nearest) if isinstance(value, int) else 0
    return f"{bits:016x}" + (f"{rest + _MIDDLE:04x}" if abs(nearest) >= _EXACT else "")


def _number(digits: str) -> int | float:
    bits = int(digits[:_HEX], 16)
    bits = bits & ~_SIGN if bits & _SIGN else bits ^ _ALL
    (value,) = struct.unpack(">d", struct.pack(">Q", bits))
    if not value.is_integer():
        return float(value)
    rest = digits[_HEX:]
    return int(value) + (int(rest, 16) - _MIDDLE if rest else 0)
