"""Stored values as a cluster can hold them: as JSON in a text, or cut up in a column."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ASCII = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))

_LONGEST = 8000
"""Characters of a piece; Lucene refuses a value of a column of more than 32,766 bytes."""

_DIGITS = 4
"""Of the number that each piece begins with: a column gives its values in their order."""


def text_of(value: Any) -> str:
    """Return a value as JSON that may stand in a text: lone surrogates are escaped."""
    text = _JSON.encode(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _ASCII.encode(value)
    return text


def column_of(value: Any) -> list[str]:
    """Return a value as the values of a column: pieces of its JSON, numbered."""
    text = text_of(value)
    starts = range(0, len(text), _LONGEST)
    return [f"{n:0{_DIGITS}}{text[start : start + _LONGEST]}" for n, start in enumerate(starts)]


def value_of(column: Sequence[str]) -> Any:
    """Return the value of which ``column_of`` has made a column, in the order of its values."""
    return json.loads("".join([piece[_DIGITS:] for piece in column]))
