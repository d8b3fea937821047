"""What commands give back: exit codes, JSON, and texts without what would steer a terminal."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING
from unicodedata import normalize

from searchkit._lazy import lazy_pattern
from searchkit.messages import noted, translated

if TYPE_CHECKING:
    from datetime import date

SOME_FAILED = 3
"""Exit code of a run that was done, though some files could not be read."""

_BETWEEN = lazy_pattern(r"[^\n\t]+")
"""What stands between the ends of lines, and the tabs of tables."""

_STROKES = {"đ": "d", "Đ": "D"}
_UNPRINTABLE = lazy_pattern("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
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
    echo(shown(translated(text)), err=err)


def tell_note(note: str) -> None:
    """Print a note on standard error, so that it stands in no list that a program reads."""
    echo(shown(noted(note)), err=True)


def echo(text: str, *, err: bool = False) -> None:
    """Print a text and the end of its line at once, as ``typer.echo``, which takes long to load.

    It is loaded where it does more: on Windows, and where an encoding must be chosen.
    """
    stream = sys.stderr if err else sys.stdout
    if os.name == "nt" or stream.encoding.lower() != "utf-8":
        import typer

        typer.echo(text, err=err)
        return
    stream.write(text + "\n")
    stream.flush()


def nearest(text: str, encoding: str) -> str:
    r"""Return a text in letters that an encoding has, as people read them.

    A Vietnamese letter that it lacks is written with its tone behind it, as Windows-1258 has it,
    else without what marks it; any other character as ``\uXXXX``.

    >>> nearest("Kế hoạch ở…", "ascii")
    'Ke hoach o\\u2026'
    """
    return "".join(map(partial(_nearest, encoding), text))


def _nearest(encoding: str, letter: str) -> str:
    decomposed = normalize("NFD", letter)
    plain, marks = decomposed[:1], decomposed[1:]
    others = [marks.replace(mark, "") for mark in marks]
    ways = [
        letter,
        *(normalize("NFC", plain + rest) + mark for rest, mark in zip(others, marks, strict=True)),
        *(normalize("NFC", plain + mark) for mark in marks),
        _STROKES.get(plain, plain),
    ]
    return next((way for way in ways if _has(encoding, way)), f"\\u{ord(letter):04x}")


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _shown(letter: str) -> str:
    if letter.isprintable():
        return letter
    return f"\\x{ord(letter) - 0xDC00:02x}" if "\udc80" <= letter <= "\udcff" else " "


def _in_iso(value: date) -> str:
    return value.isoformat()


def print_json(values: object) -> None:
    """Print plain values as one JSON value; Vietnamese letters stay as they are.

    What could steer a terminal, or what the encoding of the output lacks, is escaped, which changes
    no value.
    """
    from json import dumps

    text = dumps(values, ensure_ascii=False, default=_in_iso)
    if not _has(sys.stdout.encoding, text):
        text = dumps(values, default=_in_iso)
    echo(_UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))
