"""Makes small Word 97-2003 files, by [MS-CFB] and [MS-DOC], for the tests of their reader."""

from __future__ import annotations

import struct
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SECTOR = 512
_STREAM = 4096  # shorter streams would need the small sectors of [MS-CFB]
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
# A page of paragraph properties, one of character properties, then the text.
_PARAGRAPHS, _CHARACTERS, _TEXT = 0x400, 0x600, 0x800
_CELL_END, _LINE_IN_CELL, _ROW_END, _NEW_PAGE = "¦", "⏎", "¶", "⇟"
_IN_TABLE, _ROW = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01"
_PLACES = {_CELL_END: _IN_TABLE, _LINE_IN_CELL: _IN_TABLE, _ROW_END: _ROW, "\r": b"", "\x0c": b""}


class Run(NamedTuple):
    """Text with properties of its characters, and of the paragraphs that end in it."""

    text: str | bytes
    characters: bytes = b""
    paragraph: bytes = b""
    style: int = 0
    prm: int = 0


def word_file(
    *pieces: str | bytes | Run,
    lengths: tuple[int, ...] = (),
    ident: int = 0xA5EC,
    flags: int = 0x200,
    instead: bytes = b"",
    formats: bytes = b"\x16\x24\x01",
    tables: Mapping[int, tuple[bytes, int]] | None = None,
) -> bytes:
    r"""Return a file with ``pieces`` of text, two bytes a character or as the bytes that they are.

    In ``pieces`` ``¦`` ends a cell, ``¶`` a row and ``⏎`` a paragraph in a cell; ``\r`` ends other
    paragraphs, and ``\x0c`` a section; ``⇟`` is a page break in a paragraph. ``lengths`` are those
    of the subdocuments, all text in the body without them; ``instead`` takes the place of the list
    of pieces, which begins with ``formats``. ``tables`` are further tables with their sizes, by the
    place in the head that names them.
    """
    runs = [piece if isinstance(piece, Run) else Run(piece) for piece in pieces]
    stored = [_stored(run.text) for run in runs]
    offsets = list(accumulate(map(len, stored), initial=_TEXT))
    sizes = [len(data) // _width(run) for run, data in zip(runs, stored, strict=True)]
    head = bytearray(_PARAGRAPHS)
    struct.pack_into("<HH6xH", head, 0, ident, 0xC1, flags)
    struct.pack_into("<8I", head, 0x4C, *(*(lengths or (sum(sizes),)), *[0] * 8)[:8])
    table = b""
    clx = instead or _clx(runs, sizes, offsets, formats)
    known = {0x1A2: clx, 0x102: _plc(offsets, _PARAGRAPHS), 0xFA: _plc(offsets, _CHARACTERS)}
    named = {at: (data, len(data)) for at, data in known.items()}
    for at, (data, size) in {**named, **(tables or {})}.items():
        struct.pack_into("<II", head, at, len(table), size)
        table += data
    pages = _page(_paragraphs(runs, offsets), 13) + _page(_characters(runs, offsets), 1)
    return compound_file(bytes(head) + pages + b"".join(stored), table)


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


def _width(run: Run) -> int:
    return 1 if isinstance(run.text, bytes) else 2


def _stored(text: str | bytes) -> bytes:
    if isinstance(text, bytes):
        return text
    marks = str.maketrans(_CELL_END + _ROW_END + _LINE_IN_CELL + _NEW_PAGE, "\x07\x07\r\x0c")
    return text.translate(marks).encode("utf-16-le")


def _clx(runs: list[Run], sizes: list[int], offsets: list[int], formats: bytes) -> bytes:
    bounds = [*accumulate(sizes, initial=0)]
    plc = struct.pack(f"<{len(bounds)}I", *bounds)
    for run, offset in zip(runs, offsets, strict=False):
        place = offset * 2 | 0x40000000 if isinstance(run.text, bytes) else offset
        plc += struct.pack("<2xIH", place, run.prm)
    prc = b"\x01" + struct.pack("<H", len(formats)) + formats
    return prc + b"\x02" + struct.pack("<I", len(plc)) + plc


def _plc(offsets: list[int], page: int) -> bytes:
    return struct.pack("<III", _TEXT, offsets[-1], page // _SECTOR)


def _paragraphs(runs: list[Run], offsets: list[int]) -> Iterable[tuple[int, bytes]]:
    """Yield where the paragraphs of the pieces in Unicode end, and their properties as stored."""
    for run, offset in zip(runs, offsets, strict=False):
        if isinstance(run.text, bytes):
            continue
        ends = accumulate(len(letter.encode("utf-16-le")) for letter in run.text)
        for letter, end in zip(run.text, ends, strict=True):
            if letter in _PLACES:
                data = struct.pack("<H", run.style) + _PLACES[letter] + run.paragraph
                size = (
                    bytes([(len(data) + 1) // 2]) if len(data) % 2 else bytes([0, len(data) // 2])
                )
                yield offset + end, size + data


def _characters(runs: list[Run], offsets: list[int]) -> Iterable[tuple[int, bytes]]:
    for run, end in zip(runs, offsets[1:], strict=True):
        yield end, bytes([len(run.characters)]) + run.characters if run.characters else b""


def _page(found: Iterable[tuple[int, bytes]], entry: int) -> bytes:
    """Return a page of properties: the ends of runs, then where the properties of each stand."""
    runs = list(found)
    page = bytearray(_SECTOR)
    struct.pack_into(f"<{len(runs) + 1}I", page, 0, _TEXT, *(end for end, _ in runs))
    free = _SECTOR - 2
    places: dict[bytes, int] = {b"": 0}
    for at, (_, data) in enumerate(runs):
        if data not in places:
            free -= len(data) + len(data) % 2
            page[free : free + len(data)] = data
            places[data] = free // 2
        page[4 * (len(runs) + 1) + entry * at] = places[data]
    page[-1] = len(runs)
    return bytes(page)
