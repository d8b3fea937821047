"""What commands give back: exit codes, JSON, and texts without what would steer a terminal."""

from __future__ import annotations

import re

import typer

SOME_FAILED = 3
"""Exit code of a run that was done, though some files could not be read."""

INTERRUPTED = 130
"""Exit code of what Ctrl-C has stopped: 128 and the number of the signal, as shells count."""

_UNPRINTABLE = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What JSON leaves as it is, though a terminal may obey it: C1 controls, marks of direction."""


def shown(text: str) -> str:
    """Return a text of a document, a name or a message without what would steer the terminal."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def print_json(values: object) -> None:
    """Print plain values as one JSON value; Vietnamese letters stay as they are.

    What could steer a terminal is escaped, which changes no value.
    """
    from json import dumps

    text = dumps(values, ensure_ascii=False)
    typer.echo(_UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))
