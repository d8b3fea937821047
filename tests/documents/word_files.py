"""Makes small Word 97-2003 files, by [MS-CFB] and [MS-DOC], for the tests of their reader."""

from __future__ import annotations

import struct
from itertools import accumulate

_SECTOR = 512
_STREAM = 4096  # shorter streams would need the small sectors of [MS-CFB]
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_TEXT = 0x400  # where the text begins in the stream, behind a page of paragraph properties
_PAGE = 0x200
_CELL_END, _LINE_IN_CELL, _ROW_END = "¦", "⏎", "¶"
_IN_TABLE = b"\x03\0\0\x16\x24\x01"
_ROW = b"\0\x04\0\0\x16\x24\x01\x17\x24\x01"


def word_file(
    *pieces: str | bytes,
    lengths: tuple[int, ...] = (),
    ident: int = 0xA5EC,
    flags: int = 0x200,
    instead: bytes = b"",
) -> bytes:
    r"""Return a file with ``pieces`` of text, two bytes a character or as the bytes that they are.

    In ``pieces`` ``¦`` ends a cell, ``¶`` a row and ``⏎`` a paragraph in a cell; ``\r`` ends other
    paragraphs. ``lengths`` are those of the subdocuments, all text in the body without them;
    ``instead`` takes the place of the list of pieces.
    """
    stored = [_stored(piece) for piece in pieces]
    widths = [1 if isinstance(piece, bytes) else 2 for piece in pieces]
    sizes = [len(piece) // width for piece, width in zip(stored, widths, strict=True)]
    offsets = list(accumulate(map(len, stored), initial=_TEXT))
    clx = instead or _clx(sizes, offsets, widths)
    head = bytearray(_PAGE)
    struct.pack_into("<HH6xH", head, 0, ident, 0xC1, flags)
    struct.pack_into("<8I", head, 0x4C, *(*(lengths or (sum(sizes),)), *[0] * 8)[:8])
    struct.pack_into("<II", head, 0x102, len(clx), 12)
    struct.pack_into("<II", head, 0x1A2, 0, len(clx))
    table = clx + struct.pack("<III", _TEXT, offsets[-1], _PAGE // _SECTOR)
    return compound_file(bytes(head) + _properties(pieces, offsets) + b"".join(stored), table)


def compound_file(word: bytes, table: bytes, name: str = "1Table") -> bytes:
    """Return a compound file of two streams."""
    streams = [stream.ljust(_STREAM, b"\0") for stream in (word, table)]
    streams = [stream + bytes(-len(stream) % _SECTOR) for stream in streams]
    counts = [len(stream) // _SECTOR for stream in streams]
    fat = [_FAT, _END, *range(3, 2 + counts[0]), _END]
    fat += [*range(len(fat) + 1, len(fat) + counts[1]), _END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6xIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0)
    header += struct.pack("<IIIII", _STREAM, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    entries = [
        _entry("Root Entry", 5, child=1),
        _entry("WordDocument", 2, right=2, start=2, size=len(streams[0])),
        _entry(name, 2, start=2 + counts[0], size=len(streams[1])),
        bytes(128),
    ]
    sectors = struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat)))
    return header + sectors + b"".join(entries) + b"".join(streams)


def _entry(
    name: str,
    kind: int,
    *,
    right: int = _FREE,
    child: int = _FREE,
    start: int = _END,
    size: int = 0,
) -> bytes:
    letters = name.encode("utf-16-le")
    tree = struct.pack("<HBBIII", len(letters) + 2, kind, 1, _FREE, right, child)
    return letters.ljust(64, b"\0") + tree + bytes(36) + struct.pack("<IQ", start, size)


def _stored(piece: str | bytes) -> bytes:
    if isinstance(piece, bytes):
        return piece
    marks = {ord(_CELL_END): "\x07", ord(_ROW_END): "\x07", ord(_LINE_IN_CELL): "\r"}
    return piece.translate(marks).encode("utf-16-le")


def _clx(sizes: list[int], offsets: list[int], widths: list[int]) -> bytes:
    bounds = [*accumulate(sizes, initial=0)]
    plc = struct.pack(f"<{len(bounds)}I", *bounds)
    for offset, width in zip(offsets, widths, strict=False):
        plc += struct.pack("<2xI2x", offset * 2 | 0x40000000 if width == 1 else offset)
    formatting = b"\x01\x03\0\x16\x24\x01"  # a Prc, which stands before the pieces of some files
    return formatting + b"\x02" + struct.pack("<I", len(plc)) + plc


def _properties(pieces: tuple[str | bytes, ...], offsets: list[int]) -> bytes:
    """Return the page that tells which paragraphs of the pieces in Unicode belong to tables."""
    places = {_CELL_END: 200, _LINE_IN_CELL: 200, _ROW_END: 210, "\r": 0}
    found = [
        (offset + 2 * at + 2, places[letter])
        for piece, offset in zip(pieces, offsets, strict=False)
        if isinstance(piece, str)
        for at, letter in enumerate(piece)
        if letter in places
    ]
    page = bytearray(_SECTOR)
    struct.pack_into(f"<{len(found) + 1}I", page, 0, _TEXT, *(end for end, _ in found))
    for at, (_, place) in enumerate(found):
        page[4 * (len(found) + 1) + 13 * at] = place
    page[400 : 400 + len(_IN_TABLE)] = _IN_TABLE
    page[420 : 420 + len(_ROW)] = _ROW
    page[-1] = len(found)
    return bytes(page)
