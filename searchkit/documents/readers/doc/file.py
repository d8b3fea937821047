"""A Word 97-2003 file (.doc) as its two streams, and the pieces that its text lies in.

A compound file ([MS-CFB]) holds ``WordDocument`` with the text, in pieces that need not stand in
their order, and a stream of tables. Section numbers are those of [MS-DOC].
"""

from __future__ import annotations

import io
import struct
from itertools import pairwise
from typing import NamedTuple

import olefile  # type: ignore[import-untyped]

from searchkit.errors import DocumentError

SECTOR = 512
"""The size of a page of properties, and of the sectors of the compound file."""

CHPX, PAPX, FONTS, STYLES = 0xFA, 0x102, 0x112, 0xA2
"""Where FibRgFcLcb97, 2.5.6, has fcPlcfBteChpx, fcPlcfBtePapx, fcSttbfFfn and fcStshf."""

LISTS, LIST_OVERRIDES, HEADERS = 0x2E2, 0x2EA, 0xF2
"""Where it has fcPlfLst, fcPlfLfo and fcPlcfHdd."""

_CLX = 0x1A2  # fcClx; a size follows each
_FAT_SECTORS = 0x2C  # [MS-CFB] 2.2: how many sectors the header says the allocation table has
_WORD_6_OR_95, _WORD_97 = 0xA5DC, 0xA5EC  # FibBase.wIdent, 2.5.2
_ENCRYPTED, _SECOND_TABLE = 0x100, 0x200  # flags of FibBase: fEncrypted, fWhichTblStm
_LENGTHS = 0x4C  # FibRgLw97, 2.5.4: ccpText, the first of eight lengths in characters

_PRC, _PCDT = 1, 2  # the first byte of the parts of a Clx, 2.9.38
_COMPRESSED = 0x40000000  # FcCompressed, 2.9.73
# Sprms that the seven bits of a Prm0, 2.9.215, stand for, as far as they are read here.
_SHORT = {0x0C: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x5C: 0x083C, 0x75: 0x0855}


class UnreadableError(Exception):
    """Why a file cannot be read here; another program may be able to."""


class Piece(NamedTuple):
    """Characters ``first`` up to ``last``, each of ``width`` bytes, of the text; at ``offset``.

    ``properties`` apply to all of it: Prls, 2.2.5.2.
    """

    first: int
    last: int
    offset: int
    width: int
    properties: bytes


class WordFile(NamedTuple):
    """The stream of the text and the one of the tables."""

    word: bytes
    tables: bytes

    def place(self, pair: int) -> tuple[int, int]:
        """Return offset and size in the table stream that a pair in the head names."""
        return struct.unpack_from("<II", self.word, pair)

    def at(self, pair: int) -> bytes:
        """Return the bytes of the table stream that a pair in the head names."""
        offset, size = self.place(pair)
        return self.tables[offset : offset + size]

    def lengths(self) -> tuple[int, ...]:
        """Return the characters of body, footnotes, headers, macros, comments, endnotes, boxes."""
        return struct.unpack_from("<8I", self.word, _LENGTHS)


def damaged() -> UnreadableError:
    """Return the error for a file whose parts contradict each other."""
    return UnreadableError("is a damaged Word document")


def open_file(data: bytes, path: str) -> WordFile:
    """Return the streams of a file.

    Raises:
        DocumentError: the file is encrypted.
        UnreadableError: it is damaged, or of Word 6 or 95.

    """
    if int.from_bytes(data[_FAT_SECTORS : _FAT_SECTORS + 4], "little") * SECTOR > len(data):
        raise damaged()  # olefile would read as many as are claimed
    padded = data + bytes(-len(data) % SECTOR)  # some programs cut the last sector short
    try:
        with olefile.OleFileIO(io.BytesIO(padded)) as file:
            word = file.openstream("WordDocument").read()
            flags = _check_head(word, path)
            tables = file.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
    except (DocumentError, UnreadableError):
        raise
    except Exception as error:  # olefile names no errors that it is limited to
        raise damaged() from error
    return WordFile(word, tables)


def _check_head(word: bytes, path: str) -> int:
    """Return the flags of the stream's head, if it is one that can be read."""
    ident, flags = struct.unpack_from("<H8xH", word)
    if ident == _WORD_6_OR_95:
        raise UnreadableError("is a document of Word 6 or 95")
    if ident != _WORD_97:
        raise damaged()
    if flags & _ENCRYPTED:
        raise DocumentError(path, "is encrypted", "save it without a password")
    return int(flags)


def pieces(file: WordFile) -> list[Piece]:
    """Return the pieces of the text in their order: a Clx, 2.9.38, whose last part is a PlcPcd.

    Raises:
        UnreadableError: they overlap, or lie outside the stream.

    """
    clx = file.at(_CLX)
    formats: list[bytes] = []
    at = 0
    while clx[at] == _PRC:
        size = int.from_bytes(clx[at + 1 : at + 3], "little")
        formats.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if clx[at] != _PCDT:
        raise damaged()
    count = (int.from_bytes(clx[at + 1 : at + 5], "little") - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    at += 5 + 4 * (count + 1)
    found = struct.iter_unpack("<2xIH", clx[at : at + 8 * count])
    return _checked(
        [
            _piece(*bound, fc, _properties(prm, formats))
            for bound, (fc, prm) in zip(pairwise(bounds), found, strict=True)
        ],
        len(file.word),
    )


def _checked(found: list[Piece], size: int) -> list[Piece]:
    """Return the pieces; no two share bytes, so that a text is never longer than its stream."""
    sizes = [(piece.last - piece.first) * piece.width for piece in found]
    ends = [piece.offset + length for piece, length in zip(found, sizes, strict=True)]
    if min(sizes) < 0 or sum(sizes) > size or max(ends) > size:
        raise damaged()
    return found


def _piece(first: int, last: int, fc: int, properties: bytes) -> Piece:
    if fc & _COMPRESSED:
        return Piece(first, last, (fc & ~_COMPRESSED) // 2, 1, properties)
    return Piece(first, last, fc, 2, properties)


def _properties(prm: int, formats: list[bytes]) -> bytes:
    """Return the Prls of a Prm, 2.9.214: those of one of the ``formats``, or a single short one."""
    index, value = prm >> 1, prm >> 8
    if prm & 1:
        return formats[index] if index < len(formats) else b""
    sprm = _SHORT.get(index & 0x7F)
    return struct.pack("<HB", sprm, value) if sprm else b""
