"""On which lines of a TOML file its tables, keys and the entries of its lists stand.

The standard library's reader does not tell. What is read here has been found to be TOML by it, so
this reader only needs to know where strings and comments end. It knows the usual forms (``[table]``
with ``key = [list]`` below, and ``[[table.key]]``), and says nothing of others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(
    r'(?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>\#[^\n]*)|(?P<line>\n)|(?P<sign>[\[\]{},=])|(?P<word>[^\s\[\]{},=\"'#]+)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_LETTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}

Lines = dict[tuple[str | int, ...], int]
"""Lines, counted from 1, by the path of what stands there: ``("du-lich", "phrases", 3)``."""


def toml_lines(text: str) -> Lines:
    """Return where tables, keys and entries of lists begin."""
    return _Reader().read(text)


class _Reader:
    """Walks through the pieces of a file, and notes the line of each path."""

    def __init__(self) -> None:
        self.lines: Lines = {}
        self._table: tuple[str | int, ...] = ()
        self._key: tuple[str | int, ...] = ()
        self._waiting: list[str] = []
        self._brackets = ""
        self._entry = 0
        self._entry_begins = False

    def read(self, text: str) -> Lines:
        line_start = True
        header = ""
        for kind, piece, line in _pieces(text):
            if kind == "line":
                line_start = line_start if self._brackets else True
                header, self._waiting = ("", []) if not self._brackets else (header, self._waiting)
            elif not self._brackets and piece == "[" and (line_start or header == "["):
                header, line_start = header + piece, False
            elif header:
                self._header(header, piece, line)
            else:
                line_start = False
                self._value(kind, piece, line)
        return self.lines

    def _header(self, header: str, piece: str, line: int) -> None:
        """Take a piece of ``[table]`` or ``[[list of tables]]``."""
        if piece != "]":
            self._waiting += _names(piece)
        elif self._waiting:
            path: tuple[str | int, ...] = tuple(self._waiting)
            if header == "[[":
                path = (*path, sum(1 for known in self.lines if known[:-1] == path))
            self._waiting = []
            self._table = self._key = path
            self.lines.setdefault(path, line)

    def _value(self, kind: str, piece: str, line: int) -> None:
        if not self._brackets:
            if piece == "=":
                self._key = (*self._table, *self._waiting)
                self.lines.setdefault(self._key, line)
                self._waiting = []
            elif piece in "[{":
                self._brackets, self._entry, self._entry_begins = piece, 0, True
            elif kind in ("word", "text"):
                self._waiting += _names(piece)
            return
        if self._entry_begins and piece not in "],}":
            if self._brackets == "[":
                self.lines.setdefault((*self._key, self._entry), line)
            self._entry_begins = False
        if piece in "[{":
            self._brackets += piece
        elif piece in "]}":
            self._brackets = self._brackets[:-1]
        elif piece == "," and len(self._brackets) == 1:
            self._entry += 1
            self._entry_begins = True


def _pieces(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the kind, the text and the line of each piece but comments."""
    line = 1
    for found in _PIECE.finditer(text):
        kind = found.lastgroup or ""
        if kind != "comment":
            yield kind, found[0], line
        line += found[0].count("\n")


def _names(piece: str) -> list[str]:
    """Return the names of a dotted key, or the one of a quoted key."""
    if piece[0] == "'":
        return [piece[1:-1]]
    if piece[0] == '"':
        return [_ESCAPE.sub(_unescaped, piece[1:-1])]
    return [name for name in piece.split(".") if name]


def _unescaped(found: re.Match[str]) -> str:
    short, long, letter = found.groups()
    return _LETTERS.get(letter, letter) if letter else chr(int(short or long, 16))
