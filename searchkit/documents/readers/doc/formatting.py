"""Which properties the characters and paragraphs of a Word 97-2003 file are given, and where.

Properties are lists of Prls: a Sprm, which names a property, and its operand. They stand in pages
of 512 bytes, with the places in the text that they apply to. Section numbers are those of [MS-DOC].

Styles and the names of fonts are read here too.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from searchkit.documents.readers.doc.file import FONTS, SECTOR, STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.documents.readers.doc.file import WordFile


_DEFAULT_FONT = 18  # Stshif.ftcOther, 2.9.274, behind the size of the Stshi
_PARAGRAPH, _CHARACTER = 1, 2  # StdfBase.stk, 2.9.260
_DEEPEST = 20
_NAME = 39  # FFN.xszFfn


class Style(NamedTuple):
    """What a style says of its paragraphs and of their characters: operands by Sprm."""

    paragraph: dict[int, int]
    characters: dict[int, int]


class _Stored(NamedTuple):
    base: int
    own: Style


class Styles:
    """The styles of a file: an STSH, 2.9.271."""

    def __init__(self, file: WordFile) -> None:
        sheet = file.at(STYLES)
        self._font = _number(sheet, _DEFAULT_FONT)
        self._stored = list(_stored(sheet))

    def style(self, number: int) -> Style:
        """Return a style with what it inherits; of an unknown one the defaults of the document."""
        chain: list[Style] = []
        while number < len(self._stored) and len(chain) < _DEEPEST:
            chain.append(self._stored[number].own)
            number = self._stored[number].base
        complete = Style({}, {FONT: self._font})
        for style in reversed(chain):
            complete.paragraph.update(style.paragraph)
            complete.characters.update(style.characters)
        return complete


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _stored(sheet: bytes) -> Iterator[_Stored]:
    """Yield the styles by their numbers: LPStds, 2.9.135, which may be empty."""
    base_size = _number(sheet, 4)
    at = 2 + _number(sheet, 0)
    while at + 2 <= len(sheet):
        size = _number(sheet, at)
        yield _style(sheet[at + 2 : at + 2 + size], base_size)
        at += 2 + size


def _style(std: bytes, base_size: int) -> _Stored:
    """Return an STD, 2.9.258: a head, the name, then the properties of paragraph and characters."""
    kind, base = _number(std, 2) & 0xF, _number(std, 2) >> 4
    at = base_size + 2 + 2 * _number(std, base_size) + 2
    if kind not in (_PARAGRAPH, _CHARACTER):
        return _Stored(base, Style({}, {}))
    paragraph: dict[int, int] = {}
    if kind == _PARAGRAPH:
        size = _number(std, at)
        paragraph = modifiers(std[at + 4 : at + 2 + size])  # behind the number of the style
        at += 2 + size + size % 2
    return _Stored(base, Style(paragraph, modifiers(std[at + 2 : at + 2 + _number(std, at)])))


def font_names(file: WordFile) -> list[str]:
    """Return the names of the fonts by their numbers: an SttbfFfn, 2.9.286, of FFNs."""
    table = file.at(FONTS)
    names: list[str] = []
    at = 4
    while at < len(table):
        name = table[at + 1 + _NAME : at + 1 + table[at]]
        names.append(name.decode("utf-16-le", "replace").partition("\0")[0])
        at += 1 + table[at]
    return names


# Sprms of characters, 2.6.1: deleted text, hidden text, special characters, symbols, style, font
# of the characters beyond ASCII.
DELETED, HIDDEN, SPECIAL, SYMBOL, STYLE, FONT = 0x0800, 0x083C, 0x0855, 0x6A09, 0x4A30, 0x4A51
# Sprms of paragraphs, 2.6.2: list, level, in a table, end of a row. The properties of a long row
# are stored apart, and the last two only say where.
LIST, LEVEL, IN_TABLE, END_OF_ROW = 0x460B, 0x260A, 0x2416, 0x2417
HUGE, TABLE = 0x6646, 0x646B

_READ = {DELETED, HIDDEN, SPECIAL, SYMBOL, STYLE, FONT}
_READ |= {LIST, LEVEL, IN_TABLE, END_OF_ROW, HUGE, TABLE}
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes by Sprm.spra, 2.2.5.1; the operand tells its size at 0
_TABLE_DEFINITION = 0xD608  # sprmTDefTable has a size of two bytes, 2.9.321

_PAGE_NUMBER = 0x3FFFFF  # PnFkpChpx, PnFkpPapx, 2.9.206 and 2.9.207
_MOST_RUNS, _MOST_PARAGRAPHS = 101, 29  # of a ChpxFkp, 2.9.33, and a PapxFkp, 2.9.174
_ENTRY = 13  # the size of a BxPap, 2.9.23


def modifiers(prls: bytes) -> dict[int, int]:
    """Return the operands, as numbers, of the Sprms that are read here; the last of each counts."""
    found: dict[int, int] = {}
    at = 0
    while at + 2 < len(prls):
        sprm = prls[at] | prls[at + 1] << 8
        at += 2
        size = _OPERANDS[sprm >> 13] or _told_size(prls, at, sprm)
        if sprm in _READ:
            found[sprm] = int.from_bytes(prls[at : at + size], "little")
        at += size
    return found


def _told_size(prls: bytes, at: int, sprm: int) -> int:
    if sprm == _TABLE_DEFINITION:
        return int.from_bytes(prls[at : at + 2], "little") + 1
    return prls[at] + 1


class Ranges:
    """Properties by the place in the text's stream up to which they apply, from the one before."""

    def __init__(self, found: dict[int, bytes]) -> None:
        ordered = sorted(found.items())
        self._ends = [end for end, _ in ordered]
        self._properties = [properties for _, properties in ordered]

    def cut(self, begin: int, end: int) -> Iterator[tuple[int, int, bytes, bool]]:
        """Yield the ranges of a part of the stream: bounds, properties, whether they end there."""
        for at in range(bisect_right(self._ends, begin), len(self._ends)):
            if begin >= end:
                return
            stop = min(self._ends[at], end)
            yield begin, stop, self._properties[at], stop == self._ends[at]
            begin = stop
        if begin < end:
            yield begin, end, b"", False


def character_ranges(file: WordFile, pair: int) -> Ranges:
    """Return the Prls of characters: PlcBteChpx, 2.8.5, whose pages are ChpxFkps, 2.9.33."""
    return Ranges(dict(run for page in _pages(file, pair) for run in _characters(page)))


def paragraph_ranges(file: WordFile, pair: int) -> Ranges:
    """Return style (two bytes) and Prls of paragraphs: PlcBtePapx, 2.8.6, of PapxFkps, 2.9.174."""
    return Ranges(dict(run for page in _pages(file, pair) for run in _paragraphs(page)))


def _pages(file: WordFile, pair: int) -> Iterator[bytes]:
    plc = file.at(pair)
    count = max(0, len(plc) - 4) // 8
    numbers = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count else ()
    starts = (SECTOR * (number & _PAGE_NUMBER) for number in set(numbers))
    pages = (file.word[start : start + SECTOR] for start in starts)
    return (page for page in pages if len(page) == SECTOR)


def _characters(page: bytes) -> Iterator[tuple[int, bytes]]:
    count = min(page[-1], _MOST_RUNS)
    ends = struct.unpack_from(f"<{count}I", page, 4)
    for end, entry in zip(ends, page[4 * (count + 1) :], strict=False):
        at = 2 * entry
        yield end, page[at + 1 : at + 1 + page[at]] if entry else b""


def _paragraphs(page: bytes) -> Iterator[tuple[int, bytes]]:
    count = min(page[-1], _MOST_PARAGRAPHS)
    ends = struct.unpack_from(f"<{count}I", page, 4)
    for end, entry in zip(ends, page[4 * (count + 1) :: _ENTRY], strict=False):
        yield end, _in_page(page, 2 * entry) if entry else b""


def _in_page(page: bytes, at: int) -> bytes:
    """Return a PapxInFkp, 2.9.175, without its size: the paragraph's style, then its Prls."""
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]
