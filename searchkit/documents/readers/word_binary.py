"""The text of a Word 97-2003 file (.doc), by the tables in it: [MS-DOC] of Microsoft.

A compound file ([MS-CFB]) holds two streams. The text lies in pieces all over ``WordDocument``; the
table stream lists the pieces in their order, and the paragraphs that belong to tables. Section
numbers in this module are those of [MS-DOC].
"""

from __future__ import annotations

import io
import re
import struct
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import olefile  # type: ignore[import-untyped]

from searchkit.documents.decoding import to_unicode
from searchkit.documents.extraction import join_cells, tidy_lines
from searchkit.errors import DocumentError
from searchkit.text.legacy import windows_1252

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECTOR = 512
_FAT_SECTORS = 0x2C  # [MS-CFB] 2.2: how many sectors the header says the allocation table has

_WORD_6_OR_95, _WORD_97 = 0xA5DC, 0xA5EC  # FibBase.wIdent, 2.5.2
_ENCRYPTED, _SECOND_TABLE = 0x100, 0x200  # flags of FibBase: fEncrypted, fWhichTblStm
_LENGTHS = 0x4C  # FibRgLw97, 2.5.4: ccpText, the first of eight lengths in characters
_PAPX, _CLX = 0x102, 0x1A2  # FibRgFcLcb97, 2.5.6: fcPlcfBtePapx, fcClx; a size follows each
# Which of the eight are read: body, footnotes, endnotes, text boxes. Headers, comments and macros
# are not: they repeat on every page or are no part of the document.
_READ = (0, 1, 5, 6)

_PRC, _PCDT = 1, 2  # the first byte of the parts of a Clx, 2.9.38
_COMPRESSED = 0x40000000  # FcCompressed, 2.9.73
_PAGE_NUMBER = 0x3FFFFF  # PnFkpPapx, 2.9.207
_MOST_PARAGRAPHS = 29  # of a PapxFkp, 2.9.174
# Prls of 2.6.2 as bytes: a paragraph in a table, the end of a row. The properties of a long row
# are stored apart, and the last two only say where.
_IN_TABLE = b"\x16\x24\x01"
_END_OF_ROW = re.compile(rb"\x17\x24\x01|\A..(?:\x46\x66|\x6b\x64)", re.DOTALL)

_FIELD_MARKS = re.compile("([\x13-\x15])")  # 2.8.25: a field begins, its result follows, it ends
_CELL, _PARAGRAPH = "\x07", "\r"
# What the two become at a row's end and between paragraphs of one cell; Word uses neither.
_ROW, _LINE_IN_CELL = "\x1d", "\x1c"
_ENDS = {ord("\r"): "\n", ord("\x0c"): "\n", 0x1E: "-"}  # paragraph, section, unbreakable hyphen
_LINES_IN_CELLS = {
    **dict.fromkeys({*range(32)} - {*map(ord, "\t\n\x07")}),
    **dict.fromkeys(map(ord, "\x0b\x0e\x1c"), "\n"),  # line, column
}
_LINES = {**_LINES_IN_CELLS, ord(_CELL): "\n"}


class UnreadableError(Exception):
    """Why a file cannot be read here; another program may be able to."""


class _Piece(NamedTuple):
    """Characters ``first`` up to ``last``, each of ``width`` bytes, of the text; at ``offset``."""

    first: int
    last: int
    offset: int
    width: int


def read_text(data: bytes, path: str) -> str:
    """Return the paragraphs, one a line, and the rows of tables where they stand.

    The body comes first, then footnotes, endnotes and text boxes. Fields show their results.
    Takes time and memory in proportion to the size of the file.

    Raises:
        DocumentError: the file is encrypted.
        UnreadableError: it is damaged, or of Word 6 or 95.

    """
    try:
        word, table = _streams(data, path)
        pieces = _pieces(word, table)
        marks = _paragraph_marks(word, table)
        bounds = accumulate(struct.unpack_from("<8I", word, _LENGTHS), initial=0)
        parts = [
            _show_fields("".join(_characters(word, pieces, marks, first, last))).strip(_PARAGRAPH)
            for part, (first, last) in enumerate(pairwise(bounds))
            if part in _READ
        ]
    except (struct.error, IndexError, ValueError) as error:
        raise _damaged() from error
    # Legacy encodings have letters among the control characters: those go after the conversion.
    text = to_unicode(_PARAGRAPH.join(filter(None, parts)).translate(_ENDS))
    return tidy_lines(_join_rows(text))


def _damaged() -> UnreadableError:
    return UnreadableError("is a damaged Word document")


def _streams(data: bytes, path: str) -> tuple[bytes, bytes]:
    """Return the stream of the text and the one of the tables."""
    if int.from_bytes(data[_FAT_SECTORS : _FAT_SECTORS + 4], "little") * _SECTOR > len(data):
        raise _damaged()  # olefile would read as many as are claimed
    padded = data + bytes(-len(data) % _SECTOR)  # some programs cut the last sector short
    try:
        with olefile.OleFileIO(io.BytesIO(padded)) as file:
            word = file.openstream("WordDocument").read()
            flags = _check_head(word, path)
            table = file.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
    except (DocumentError, UnreadableError):
        raise
    except Exception as error:  # olefile names no errors that it is limited to
        raise _damaged() from error
    return word, table


def _check_head(word: bytes, path: str) -> int:
    """Return the flags of the stream's head, if it is one that can be read."""
    ident, flags = struct.unpack_from("<H8xH", word)
    if ident == _WORD_6_OR_95:
        raise UnreadableError("is a document of Word 6 or 95")
    if ident != _WORD_97:
        raise _damaged()
    if flags & _ENCRYPTED:
        raise DocumentError(path, "is encrypted", "save it without a password")
    return int(flags)


def _at(word: bytes, table: bytes, pair: int) -> bytes:
    """Return the bytes of the table stream that a pair of offset and size in the head names."""
    offset, size = struct.unpack_from("<II", word, pair)
    return table[offset : offset + size]


def _pieces(word: bytes, table: bytes) -> list[_Piece]:
    """Return the pieces of the text in their order: PlcPcd, 2.8.35, the second part of a Clx."""
    clx = _at(word, table, _CLX)
    at = 0
    while clx[at] == _PRC:
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if clx[at] != _PCDT:
        raise _damaged()
    count = (int.from_bytes(clx[at + 1 : at + 5], "little") - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    at += 5 + 4 * (count + 1)
    where = struct.iter_unpack("<2xI2x", clx[at : at + 8 * count])
    pieces = [_piece(*bound, fc) for bound, (fc,) in zip(pairwise(bounds), where, strict=True)]
    sizes = [(piece.last - piece.first) * piece.width for piece in pieces]
    ends = (piece.offset + size for piece, size in zip(pieces, sizes, strict=True))
    # No two pieces share bytes, so that a text is never longer than its stream.
    if min(sizes) < 0 or sum(sizes) > len(word) or max(ends) > len(word):
        raise _damaged()
    return pieces


def _piece(first: int, last: int, fc: int) -> _Piece:
    if fc & _COMPRESSED:
        return _Piece(first, last, (fc & ~_COMPRESSED) // 2, 1)
    return _Piece(first, last, fc, 2)


def _paragraph_marks(word: bytes, table: bytes) -> list[tuple[int, str]]:
    """Return where in ``word`` paragraphs of tables end, and what stands there: sorted.

    PlcBtePapx, 2.8.6, names the pages of 512 bytes, each a PapxFkp, 2.9.174.
    """
    plc = _at(word, table, _PAPX)
    count = max(0, len(plc) - 4) // 8
    numbers = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count else ()
    starts = (_SECTOR * (number & _PAGE_NUMBER) for number in set(numbers))
    pages = (word[start : start + _SECTOR] for start in starts)
    whole = (page for page in pages if len(page) == _SECTOR)
    return sorted({end: mark for page in whole for end, mark in _marks_of_page(page)}.items())


def _marks_of_page(page: bytes) -> Iterator[tuple[int, str]]:
    count = min(page[-1], _MOST_PARAGRAPHS)
    ends = struct.unpack_from(f"<{count}I", page, 4)
    for end, entry in zip(ends, page[4 * (count + 1) :: 13], strict=False):
        properties = _properties(page, 2 * entry) if entry else b""
        if _END_OF_ROW.search(properties):
            yield end, _ROW
        elif _IN_TABLE in properties:
            yield end, _LINE_IN_CELL


def _properties(page: bytes, at: int) -> bytes:
    """Return a PapxInFkp, 2.9.175, without its size: the paragraph's style, then its Prls."""
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]


def _characters(
    word: bytes, pieces: list[_Piece], marks: list[tuple[int, str]], first: int, last: int
) -> Iterator[str]:
    """Yield what the pieces hold of the text from ``first`` to ``last``, with the table marks."""
    for piece in pieces:
        begin, end = max(first, piece.first), min(last, piece.last)
        if begin < end:
            offset = piece.offset + (begin - piece.first) * piece.width
            yield from _with_marks(word, offset, (end - begin) * piece.width, piece.width, marks)


def _with_marks(
    word: bytes, offset: int, size: int, width: int, marks: list[tuple[int, str]]
) -> Iterator[str]:
    done, end = offset, offset + size
    here = slice(bisect_right(marks, (offset, _ROW)), bisect_left(marks, (end + 1,)))
    for at, mark in marks[here]:
        text = _decode(word[done:at], width)
        expected = _CELL if mark == _ROW else _PARAGRAPH
        yield text[:-1] + mark if text.endswith(expected) else text
        done = at
    yield _decode(word[done:end], width)


def _decode(data: bytes, width: int) -> str:
    """Return the characters of a piece; those of one byte are nearly Windows-1252 (2.9.73)."""
    if width == 1:
        text = data.decode("latin-1").translate(windows_1252())
    else:
        text = data.decode("utf-16-le", "replace")
    return text.replace(_ROW, "").replace(_LINE_IN_CELL, "")


def _show_fields(text: str) -> str:
    """Drop the instructions of fields, which stand before the results, to any depth."""
    kept: list[str] = []
    fields: list[int | None] = []  # where in ``kept`` the instructions of each open one begin
    for part in _FIELD_MARKS.split(text):
        if part == "\x13":
            fields.append(len(kept))
        elif part in ("\x14", "\x15"):
            begin = fields.pop() if fields else None
            if begin is not None:
                del kept[begin:]
            if part == "\x14":
                fields.append(None)
        else:
            kept.append(part)
    return "".join(kept)


def _join_rows(text: str) -> str:
    """Return the text with the cells of each row joined, and every paragraph a line."""
    *tables, rest = text.split(_ROW)
    lines: list[str] = []
    for part in tables:
        before, _, row = part.rpartition("\n")
        if before:
            lines.append(before.translate(_LINES))
        lines.append(join_cells(row.translate(_LINES_IN_CELLS).split(_CELL)))
    return "\n".join((*lines, rest.translate(_LINES)))
