"""The lists of a Word 97-2003 file. Section numbers are those of [MS-DOC]."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.readers.doc.file import LIST_OVERRIDES, LISTS
from searchkit.documents.readers.doc.formatting import FONT, modifiers
from searchkit.documents.readers.list_numbering import LEVELS, LONGEST_PATTERN, Level, WordList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.documents.readers.doc.file import WordFile

_LSTF, _LVLF, _LFO, _LFOLVL = 28, 28, 16, 8  # sizes: 2.9.147, 2.9.150, 2.9.131, 2.9.133
_SIMPLE = 0x1  # fSimpleList of an LSTF: one level instead of nine
_LEGAL, _NO_RESTART = 0x4, 0x8  # fLegal, fNoRestart of an LVLF
_LEVEL, _START_AT, _FORMATTING = 0xF, 0x10, 0x20  # iLvl, fStartAt, fFormatting of an LFOLVL
# MSONFC, [MS-OSHARED] 2.2.1.3, by the names of ECMA-376, part 1, 17.18.59.
_STYLES = {
    **dict(enumerate(("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter"))),
    0x16: "decimalZero",
    0x17: "bullet",
    0xFF: "none",
}


class _Override(NamedTuple):
    """What a list changes of one level: its first number, or all of it."""

    level: int
    start: int | None
    formatting: Level | None


def read_lists(file: WordFile, fonts: Sequence[str]) -> dict[int, WordList]:
    """Return the lists by the numbers that paragraphs name them by; of damaged tables the rest."""
    levels = dict(_levels_of_lists(file, fonts))
    return {
        at: WordList(
            name,
            levels.get(name, {}) | {it.level: it.formatting for it in changes if it.formatting},
            {it.level: it.start for it in changes if it.start is not None},
        )
        for at, (name, changes) in enumerate(_overrides(file, fonts), start=1)
    }


def _levels_of_lists(
    file: WordFile, fonts: Sequence[str]
) -> Iterator[tuple[int, dict[int, Level]]]:
    """Yield the lists with their levels: a PlfLst, 2.9.201, behind which stand all the levels."""
    offset, size = file.place(LISTS)
    heads = file.tables[offset + 2 : offset + size]
    at = offset + size
    for first in range(0, len(heads) - _LSTF + 1, _LSTF):
        levels: dict[int, Level] = {}
        for level in range(1 if heads[first + _LSTF - 2] & _SIMPLE else LEVELS):
            if at + _LVLF > len(file.tables):
                return
            levels[level], at = _level(file.tables, at, fonts)
        yield int.from_bytes(heads[first : first + 4], "little"), levels


def _level(data: bytes, at: int, fonts: Sequence[str]) -> tuple[Level, int]:
    """Return the level at an offset and the offset behind it: an LVL, 2.9.149."""
    start, style, flags, characters, paragraph, limit = struct.unpack_from("<IBB18xBBBx", data, at)
    at += _LVLF + paragraph
    font = modifiers(data[at : at + characters]).get(FONT, len(fonts))
    at += characters
    end = at + 2 + 2 * int.from_bytes(data[at : at + 2], "little")
    pattern = data[at + 2 : min(end, at + 2 + 2 * LONGEST_PATTERN)].decode("utf-16-le", "replace")
    level = Level(
        start=start,
        style=_STYLES.get(style, "decimal"),
        pattern=pattern,
        font=fonts[font] if font < len(fonts) else "",
        restart=limit if flags & _NO_RESTART else None,
        legal=bool(flags & _LEGAL),
    )
    return level, end


def _overrides(file: WordFile, fonts: Sequence[str]) -> Iterator[tuple[int, list[_Override]]]:
    """Yield what paragraphs name: a PlfLfo, 2.9.200, of LFOs, then the LFOData of each."""
    data = file.at(LIST_OVERRIDES)
    count = min(int.from_bytes(data[:4], "little"), (len(data) - 4) // _LFO)
    at = 4 + count * _LFO
    for first in range(4, 4 + count * _LFO, _LFO):
        name, changed = struct.unpack_from("<I8xB", data, first)
        at += 4  # LFOData.cp, 2.9.132
        changes: list[_Override] = []
        for _ in range(changed):
            if at + _LFOLVL > len(data):
                break
            change, at = _override(data, at, fonts)
            changes.append(change)
        yield name, changes


def _override(data: bytes, at: int, fonts: Sequence[str]) -> tuple[_Override, int]:
    """Return an LFOLVL, 2.9.133, and the offset behind it; a whole LVL has its own start."""
    start, flags = struct.unpack_from("<II", data, at)
    at += _LFOLVL
    formatting = None
    if flags & _FORMATTING and at + _LVLF <= len(data):
        formatting, at = _level(data, at, fonts)
    begins = formatting.start if formatting else start
    return _Override(flags & _LEVEL, begins if flags & _START_AT else None, formatting), at
