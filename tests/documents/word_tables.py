"""Makes the tables of Word 97-2003 files for the tests: fonts, styles and lists of [MS-DOC]."""

from __future__ import annotations

import struct
from typing import NamedTuple

FONT, STYLE, HIDDEN, DELETED, SPECIAL, SYMBOL = 0x4A51, 0x4A30, 0x083C, 0x0800, 0x0855, 0x6A09
LIST, LEVEL = 0x460B, 0x260A


def prl(sprm: int, operand: int) -> bytes:
    """Return a Prl, 2.2.5.2, whose operand is a number."""
    size = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2}[sprm >> 13]
    return struct.pack("<H", sprm) + operand.to_bytes(size, "little")


def fonts(*names: str) -> dict[int, tuple[bytes, int]]:
    """Return an SttbfFfn, 2.9.286, where the head names it."""
    table = struct.pack("<HH", len(names), 0)
    for name in names:
        ffn = bytes(39) + name.encode("utf-16-le") + b"\0\0"
        table += bytes([len(ffn)]) + ffn
    return {0x112: (table, len(table))}


class Style(NamedTuple):
    """A style: of paragraphs, or of characters if ``paragraph`` is None."""

    paragraph: bytes | None = b""
    characters: bytes = b""
    base: int = 0xFFF


def styles(*defined: Style, font: int = 0) -> dict[int, tuple[bytes, int]]:
    """Return an STSH, 2.9.271, where the head names it."""
    table = struct.pack("<HHHHHHHHHH", 18, len(defined), 10, 1, 91, 15, 0, font, 0, font)
    for style in defined:
        kind = 2 if style.paragraph is None else 1
        std = struct.pack("<HHHHH", 0, kind | style.base << 4, 2, 0, 0)
        std += struct.pack("<H", 1) + "A".encode("utf-16-le") + b"\0\0"
        if style.paragraph is not None:
            std += struct.pack("<HH", len(style.paragraph) + 2, 0) + style.paragraph
            std += bytes(len(style.paragraph) % 2)
        std += struct.pack("<H", len(style.characters)) + style.characters
        table += struct.pack("<H", len(std)) + std
    return {0xA2: (table, len(table))}


def level(
    pattern: str,
    style: int = 0,
    start: int = 1,
    flags: int = 0,
    limit: int = 0,
    font: int | None = 1,
) -> bytes:
    """Return an LVL, 2.9.149, in which ``%1`` to ``%9`` stand for the numbers of the levels."""
    for at in range(9):
        pattern = pattern.replace(f"%{at + 1}", chr(at))
    characters = b"" if font is None else prl(FONT, font)
    head = struct.pack("<IBB9sB8xBBBx", start, style, flags, b"", 0, len(characters), 2, limit)
    text = struct.pack("<H", len(pattern)) + pattern.encode("utf-16-le")
    return head + bytes(2) + characters + text


def override(at: int, start: int | None = None, formatting: bytes = b"") -> bytes:
    """Return an LFOLVL, 2.9.133."""
    flags = at | (0x10 if start is not None else 0) | (0x20 if formatting else 0)
    return struct.pack("<II", start or 0, flags) + formatting


def lists(
    *defined: list[bytes], instances: list[tuple[int, list[bytes]]]
) -> dict[int, tuple[bytes, int]]:
    """Return a PlfLst, 2.9.201, of lists with one level or nine, and a PlfLfo, 2.9.200.

    An instance is the place of its list and what it overrides.
    """
    heads = struct.pack("<H", len(defined))
    for name, levels in enumerate(defined):
        heads += struct.pack("<II18xBB", 100 + name, 0, len(levels) == 1, 0)
    numbers = struct.pack("<I", len(instances))
    for name, changes in instances:
        numbers += struct.pack("<I8xB3x", 100 + name, len(changes))
    for _, changes in instances:
        numbers += b"\xff\xff\xff\xff" + b"".join(changes)
    levels_of_all = b"".join(b"".join(levels) for levels in defined)
    return {0x2E2: (heads + levels_of_all, len(heads)), 0x2EA: (numbers, len(numbers))}
