"""The text of a Word 97-2003 file as runs of one format, with what is hidden and what is for Word.

Section numbers are those of [MS-DOC].
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.readers.doc import formatting as sprm
from searchkit.documents.readers.doc.file import CHPX, PAPX, pieces
from searchkit.documents.readers.doc.formatting import Styles, font_names
from searchkit.text.encodings.legacy import windows_1252

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.documents.readers.doc.file import Piece, WordFile

CELL = "\x07"
"""The mark at the end of a cell and of a row; other paragraphs end with a carriage return."""

FIELD_MARKS = re.compile("([\x13-\x15])")
"""2.8.25: a field begins, its result follows, it ends."""

_PARAGRAPHS = re.compile(rf"(?<=[\r{CELL}])")
_NO_MARKS = re.compile(f"[^\x13-\x15\r\x0c{CELL}]+")
# 2.6.1, sprmCFSpec: what characters stand for that are special. Others are text, which LibreOffice
# makes special too where it is the result of a form field.
_STAND_INS = re.compile("[\0-\x06\x08-\x0b\x0e-\x12\x16-\x1f(]+")
_SAME_AS_STYLE, _OPPOSITE = 0x80, 0x81  # ToggleOperand, 2.9.327
_INDENT_KEPT = 0x8000  # sprmPIlfo, 2.6.2: negative numbers name the same lists


class Mark(NamedTuple):
    """What a paragraph's mark tells of it; ``list`` is 0 outside lists."""

    in_table: bool
    ends_row: bool
    list: int
    level: int


class Run(NamedTuple):
    """Characters in one font; ``ends`` is the paragraph whose mark is the last of them.

    A ``hidden`` run is not shown, or was deleted while changes were tracked: only the marks of
    fields and paragraphs are left of its text, as they are of characters that stand for a picture,
    a symbol or a note.
    """

    text: str
    font: str
    hidden: bool
    ends: Mark | None


class _Formatting(NamedTuple):
    font: str
    hidden: bool
    special: bool
    symbol: bool


class Runs:
    """The runs of a file, in the order of its text."""

    def __init__(self, file: WordFile) -> None:
        formats = _Formats(file)
        self.fonts = formats.fonts
        self._word = file.word
        self._pieces = pieces(file)
        self._characters = sprm.character_ranges(file, CHPX)
        self._paragraphs = sprm.paragraph_ranges(file, PAPX)
        self._formatting = cache(formats.formatting)
        self._mark = cache(formats.mark)

    def between(self, first: int, last: int) -> Iterator[Run]:
        """Yield the runs of the characters ``first`` up to ``last``."""
        for piece in self._pieces:
            begin, end = max(first, piece.first), min(last, piece.last)
            if begin < end:
                yield from self._of_piece(
                    piece,
                    piece.offset + (begin - piece.first) * piece.width,
                    piece.offset + (end - piece.first) * piece.width,
                )

    def _of_piece(self, piece: Piece, begin: int, end: int) -> Iterator[Run]:
        for first, last, paragraph, ends in self._paragraphs.cut(begin, end):
            mark = self._mark(paragraph, piece.properties)
            for start, stop, characters, _ in self._characters.cut(first, last):
                formatting = self._formatting(paragraph[:2], characters, piece.properties)
                text = _decode(self._word[start:stop], piece.width)
                yield from _split(text, formatting, mark, ends=ends and stop == last)


class _Formats:
    """What properties come to, with what the styles say."""

    def __init__(self, file: WordFile) -> None:
        self.fonts = font_names(file)
        self._style = cache(Styles(file).style)
        self._of_piece = cache(sprm.modifiers)

    def formatting(self, style: bytes, characters: bytes, piece: bytes) -> _Formatting:
        """Return how characters look by their properties and the style of their paragraph."""
        own = sprm.modifiers(characters) | self._of_piece(piece)
        inherited = self._style(int.from_bytes(style, "little")).characters
        if sprm.STYLE in own:
            inherited = inherited | self._style(own[sprm.STYLE]).characters
        font = own.get(sprm.FONT, inherited[sprm.FONT])
        return _Formatting(
            self.fonts[font] if font < len(self.fonts) else "",
            any(_toggled(name, own, inherited) for name in (sprm.HIDDEN, sprm.DELETED)),
            bool(own.get(sprm.SPECIAL)),
            sprm.SYMBOL in own,
        )

    def mark(self, paragraph: bytes, piece: bytes) -> Mark:
        """Return what the properties of a paragraph and of its piece tell of it."""
        style = self._style(int.from_bytes(paragraph[:2], "little")).paragraph
        own = style | sprm.modifiers(paragraph[2:]) | self._of_piece(piece)
        number = own.get(sprm.LIST, 0)
        return Mark(
            bool(own.get(sprm.IN_TABLE)),
            bool(own.get(sprm.END_OF_ROW)) or sprm.HUGE in own or sprm.TABLE in own,
            -number & 0xFFFF if number & _INDENT_KEPT else number,
            own.get(sprm.LEVEL, 0),
        )


def _toggled(name: int, own: dict[int, int], inherited: dict[int, int]) -> bool:
    value = own.get(name, _SAME_AS_STYLE)
    style = inherited.get(name) == 1
    return {_SAME_AS_STYLE: style, _OPPOSITE: not style}.get(value, bool(value))


def _decode(data: bytes, width: int) -> str:
    """Return the characters of a piece; those of one byte are nearly Windows-1252 (2.9.73)."""
    if width == 1:
        return data.decode("latin-1").translate(windows_1252())
    return data.decode("utf-16-le", "replace")


def _split(text: str, formatting: _Formatting, mark: Mark, *, ends: bool) -> Iterator[Run]:
    """Yield the parts of a run up to its paragraph marks; ``ends`` tells of the last part."""
    *whole, rest = _PARAGRAPHS.split(text)
    for part in whole:
        yield _run(part, formatting, mark)
    if rest:
        yield _run(rest, formatting, mark if ends else None)


def _run(text: str, formatting: _Formatting, ends: Mark | None) -> Run:
    if formatting.hidden or formatting.symbol:
        text = _NO_MARKS.sub("", text)
    elif formatting.special:
        text = _STAND_INS.sub("", text)
    return Run(text, formatting.font, formatting.hidden, ends)
