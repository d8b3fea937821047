"""What commands give back: exit codes, JSON, and texts without what would steer a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import typer

from searchkit.messages import translated

if TYPE_CHECKING:
    from datetime import date

SOME_FAILED = 3
"""Exit code of a run that was done, though some files could not be read."""

_BETWEEN = re.compile(r"[^\n\t]+")
"""What stands between the ends of lines, and the tabs of tables."""

_UNPRINTABLE = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What JSON leaves as it is, though a terminal may obey it: C1 controls, marks of direction."""


def shown(text: str) -> str:
    r"""Return a text of a document, a name or a message without what would steer the terminal.

    Bytes of a name that are no UTF-8 are shown as ``\xNN``, as they are in the index.
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def shown_text(text: str) -> str:
    """Return a text of lines as ``shown`` does; they stay lines, each letter in its place."""
    return _BETWEEN.sub(lambda between: shown(between[0]), text)


def tell(text: str, *, err: bool = False) -> None:
    """Print a line for people in their language, without what would steer the terminal."""
    typer.echo(shown(translated(text)), err=err)


def _shown(letter: str) -> str:
    if letter.isprintable():
        return letter
    return f"\\x{ord(letter) - 0xDC00:02x}" if "\udc80" <= letter <= "\udcff" else " "


def _in_iso(value: date) -> str:
    return value.isoformat()


def print_json(values: object) -> None:
    """Print plain values as one JSON value; Vietnamese letters stay as they are.

    What could steer a terminal is escaped, which changes no value.
    """
    from json import dumps

    text = dumps(values, ensure_ascii=False, default=_in_iso)
    typer.echo(_UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))
