"""Codes of one byte for the strings that come most often: short texts in half their bytes.

After Boncz, Neumann and Leis, "FSST: Fast Random Access String Compression" (PVLDB 13, 2020). A
table has up to 255 symbols of 1 to 8 bytes; a text is cut into the longest ones, from left to
right, and each is one byte. The code 255 says that the next byte is meant itself. Each part of a
text is coded by itself, so that any of them can be read without the others. Texts are UTF-8, which
has no byte 255.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from searchkit.engine import kernels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searchkit.engine.storage.arrays import AnyInts, Bytes, Longs
    from searchkit.engine.storage.section_file import SectionFileWriter

LEAST = 4096
"""Bytes from which on texts are coded; fewer do not make up for a table."""

_ESCAPE = 255
_LONGEST = 8  # bytes of a symbol
_ROUNDS = 5
_FEWEST, _MOST, _PIECE = 64, 256, 256  # pieces of the texts from which the symbols are learned
_SHARE = 1 << 14  # bytes of the texts for each piece


def write_symbols(
    sections: SectionFileWriter, name: str, data: Bytes, ends: Longs
) -> tuple[Bytes, Longs]:
    """Return texts as codes, and where the parts end, and write the table as ``name.symbols``.

    ``ends``: where the parts of the texts end. Of few texts none is written; then their bytes are
    what they are.
    """
    if len(data) < LEAST:
        return data, ends
    symbols = learned(data)
    sections.add(name + ".symbols", table(symbols))
    return encoded(symbols, data, ends)


def learned(data: Bytes) -> list[bytes]:
    """Return the symbols for texts: those that save most bytes of some pieces of them.

    In each round the pieces are cut by the symbols of the last one; a symbol, or two that follow
    one another as one, is worth the bytes that it covers.
    """
    step = max(1, len(data) // min(max(len(data) // _SHARE, _FEWEST), _MOST))
    sample = np.concatenate([data[at : at + _PIECE] for at in range(0, len(data), step)])
    symbols: list[bytes] = []
    for _ in range(_ROUNDS):
        coded, _ends = encoded(symbols, sample, np.array([len(sample)]))
        worth = _worth(symbols, _tokens(coded))
        best = sorted(worth, key=lambda symbol: (-worth[symbol], symbol))
        symbols = best[:_ESCAPE]
    return symbols


def _tokens(coded: Bytes) -> AnyInts:
    """Return the codes of symbols, and 256 + b for a byte b that is meant itself."""
    escapes = coded == _ESCAPE
    literal = np.append(False, escapes[:-1])
    tokens: AnyInts = (coded.astype(np.int64) + 256 * literal)[~escapes]
    return tokens


def _worth(symbols: list[bytes], tokens: AnyInts) -> dict[bytes, int]:
    """Return how many bytes each symbol covers, and each two that follow one another twice."""
    texts = [*symbols, *[b""] * (256 - len(symbols)), *(bytes([byte]) for byte in range(256))]
    sizes = np.array([len(text) for text in texts])
    worth: dict[bytes, int] = {}
    for token, times in _counted(tokens, 1):
        worth[texts[token]] = worth.get(texts[token], 0) + times * len(texts[token])
    pairs = tokens[:-1] << 9 | tokens[1:]
    short = sizes.take(tokens[:-1]) + sizes.take(tokens[1:]) <= _LONGEST
    for pair, times in _counted(pairs[short], 2):
        text = texts[pair >> 9] + texts[pair & 511]
        worth[text] = worth.get(text, 0) + times * len(text)
    return worth


def _counted(values: AnyInts, least: int) -> Iterator[tuple[int, int]]:
    found, times = np.unique(values, return_counts=True)
    often = times >= least
    return zip(found[often].tolist(), times[often].tolist(), strict=True)


def encoded(symbols: list[bytes], data: Bytes, ends: Longs) -> tuple[Bytes, Longs]:
    """Return the parts of texts as codes, and where each ends; ``ends``: where each did."""
    if kernels.native is None:
        return _encoded(symbols, data.tobytes(), ends)
    into, coded_ends = np.empty(2 * len(data), np.uint8), np.empty(len(ends), np.int64)
    kernels.native.encode_symbols(table(symbols), data, ends, into, coded_ends)
    size = int(coded_ends[-1]) if len(ends) else 0
    return into[:size].copy(), coded_ends


def _encoded(symbols: list[bytes], data: bytes, ends: Longs) -> tuple[Bytes, Longs]:
    codes = {symbol: bytes([code]) for code, symbol in enumerate(symbols)}
    longest_first = sorted(symbols, key=len, reverse=True)
    cut = re.compile(b"|".join([*map(re.escape, longest_first), b"."]), re.DOTALL).findall
    parts, at = [], 0
    for end in ends.tolist():
        found = cut(data[at:end])
        parts.append(b"".join([codes.get(text) or b"\xff" + text for text in found]))
        at = end
    coded_ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
    return np.frombuffer(b"".join(parts), np.uint8), coded_ends


def table(symbols: list[bytes]) -> Bytes:
    """Return symbols as they are stored: of each its size, and its bytes in a field of 8."""
    rows = b"".join(bytes([len(symbol)]) + symbol.ljust(_LONGEST, b"\0") for symbol in symbols)
    return np.frombuffer(rows, np.uint8)


class SymbolDecoder:
    """Reads codes by the table with which they were written; without one they are the text."""

    def __init__(self, rows: Bytes | None) -> None:
        self._rows = rows
        self._symbols: dict[int, bytes] = {}
        if rows is not None:
            for code, row in enumerate(rows.reshape(-1, 1 + _LONGEST).tolist()):
                self._symbols[code] = bytes(row[1 : 1 + row[0]])

    def decode(self, coded: Bytes) -> bytes:
        """Return the text; raises ValueError for a code that stands for nothing."""
        if self._rows is None:
            return coded.tobytes()
        if kernels.native is not None:
            return kernels.native.decode_symbols(self._rows, coded)
        codes = iter(coded.tolist())
        try:
            return b"".join(
                bytes([next(codes)]) if code == _ESCAPE else self._symbols[code] for code in codes
            )
        except (KeyError, RuntimeError) as error:
            raise ValueError("a code stands for nothing") from error
