"""Converters from the legacy 8-bit encodings of Vietnamese to Unicode, each driven by a table.

They take text that some library has already decoded as Windows-1252 or Latin-1, so that each
character still stands for one byte; a character that stands for none is left alone. The tables are
``searchkit/data/encodings/*.tsv``, each with its published source.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from searchkit.text.spelling.composition import nfc
from searchkit.text.tables import read_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

HIGH_BYTES = range(0x80, 0x100)
"""The bytes that an 8-bit encoding adds to ASCII."""

_CASE_STEP = 0x20
# A syllable of consonants only, then what pdfium writes for a hyphen at a line end.
_JOINED_LINES = re.compile("(?<!\\S)([bcdghklmnprstvx\xae]{1,3})[\ufffe\x02](?=\\S)")


class Font(NamedTuple):
    """What a font's name tells: the ``encoding`` of its text; ``upper`` if it shows capitals."""

    encoding: str
    upper: bool


def convert(text: str, encoding: str) -> str:
    """Return ``text``, characters that stand for bytes of ``encoding``, as Unicode in NFC.

    ``encoding`` is one of ``ENCODINGS``; another name raises ``KeyError``.
    """
    return nfc(ENCODINGS[encoding](text))


@lru_cache(maxsize=256)
def font_of(name: str) -> Font | None:
    """Return what the name of a font tells about the encoding of its text; None for nothing."""
    for prefix, suffix, font in _fonts():
        if name.casefold().startswith(prefix.casefold()) and name.endswith(suffix):
            return font
    return None


@lru_cache(maxsize=1)
def windows_1252() -> dict[int, str]:
    """Return the characters of the high bytes in Windows-1252, in Latin-1 where it has none."""
    decoded = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in HIGH_BYTES}
    return {byte: character or chr(byte) for byte, character in decoded.items()}


@lru_cache(maxsize=8)
def table(encoding: str) -> dict[bytes, str]:
    """Return the table of ``encoding``: its byte sequences and the letters they stand for."""
    return {bytes.fromhex(row["bytes"]): row["text"] for row in _rows(f"{encoding}.tsv")}


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (line for line in read_data(f"encodings/{name}").splitlines() if line[:1] != "#")
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@lru_cache(maxsize=1)
def _fonts() -> list[tuple[str, str, Font]]:
    return [
        (row["prefix"], row["suffix"], Font(row["encoding"], row["upper"] == "yes"))
        for row in _rows("fonts.tsv")
    ]


@lru_cache(maxsize=1)
def _aliases() -> dict[int, set[str]]:
    """Return the further characters of a byte, met in extracted text."""
    aliases: dict[int, set[str]] = {}
    for row in _rows("aliases.tsv"):
        aliases.setdefault(int(row["byte"], 16), set()).add(chr(int(row["character"], 16)))
    return aliases


def characters_of(byte: int) -> set[str]:
    """Return the characters as which a library may hand over a byte."""
    return {chr(byte), windows_1252().get(byte, chr(byte))} | _aliases().get(byte, set())


def _translation(letters: Iterable[tuple[int, str]]) -> dict[int, str]:
    return {ord(character): letter for byte, letter in letters for character in characters_of(byte)}


@lru_cache(maxsize=8)
def _single_bytes(encoding: str) -> dict[int, str]:
    return _translation((key[0], letter) for key, letter in table(encoding).items() if not key[1:])


@lru_cache(maxsize=1)
def _windows_1258() -> dict[int, str]:
    decoded = ((byte, bytes([byte]).decode("cp1258", "replace")) for byte in HIGH_BYTES)
    return _translation((byte, letter) for byte, letter in decoded if letter != "\ufffd")


def _from_single_bytes(encoding: str, text: str) -> str:
    return text.translate(_single_bytes(encoding))


@lru_cache(maxsize=1)
def _capital_word() -> re.Pattern[str]:
    letters = set(table("tcvn3").values())
    capitals = "".join(filter(str.isupper, letters))
    toned = "".join(letter for letter in letters if letter.upper() not in letters | {letter})
    return re.compile(rf"(?<![^\W\d_])[A-Z{capitals}{toned}]{{3,}}+(?![^\W\d_])")


def _from_tcvn3(text: str) -> str:
    """Convert TCVN3; in words of capitals, its letters with a tone are capitals, too.

    The code has none of its own, so ``PHẦN`` typed without a capital font is ``PHầN``. Its ``ư``
    is the byte of the soft hyphen, which pdfium takes for a hyphen that joins two lines.
    """
    whole = _JOINED_LINES.sub(r"\1ư ", text)
    return _capital_word().sub(_in_capitals, _from_single_bytes("tcvn3", whole))


def _in_capitals(match: re.Match[str]) -> str:
    word = match.group()
    return word.upper() if sum(map(str.isupper, word)) > 1 else word


def _from_windows_1258(text: str) -> str:
    return text.translate(_windows_1258())


@lru_cache(maxsize=1)
def _vni_letters() -> dict[str, str]:
    """Return the table of VNI as text; the mark after a capital may also be the small one."""
    letters = {key.decode("latin-1"): letter for key, letter in table("vni").items()}
    small_marks = {
        key[0] + chr(ord(key[1]) + _CASE_STEP): letter
        for key, letter in letters.items()
        if key[1:] and letter.isupper()
    }
    return small_marks | letters


@lru_cache(maxsize=1)
def _vni_pattern() -> re.Pattern[str]:
    marks: dict[str, str] = {}
    for key in _vni_letters():
        marks[key[0]] = marks.get(key[0], "") + key[1:]
    pairs = (f"{base}[{those}]" for base, those in marks.items() if those)
    single = "".join(key for key in _vni_letters() if not key[1:])
    return re.compile("|".join([*pairs, f"[{single}]"]))


def _from_vni(text: str) -> str:
    letters = _vni_letters()
    return _vni_pattern().sub(lambda match: letters[match.group()], text)


@lru_cache(maxsize=1)
def _byte_of() -> dict[int, str]:
    return _translation((byte, chr(byte)) for byte in HIGH_BYTES)


@lru_cache(maxsize=1)
def _utf8_pattern() -> re.Pattern[str]:
    def any_of(first: int, last: int) -> str:
        bytes_ = range(first, last + 1)
        return "[" + "".join(char for byte in bytes_ for char in sorted(characters_of(byte))) + "]"

    tail = any_of(0x80, 0xBF)
    return re.compile(f"{any_of(0xC3, 0xDF)}{tail}|{any_of(0xE1, 0xEF)}{tail}{tail}")


def _from_utf8_read_as_bytes(text: str) -> str:
    """Undo the reading of UTF-8 as an 8-bit encoding (``Viá»‡t`` for ``Việt``)."""

    def character(match: re.Match[str]) -> str:
        raw = match.group().translate(_byte_of()).encode("latin-1")
        return raw.decode("utf-8", "ignore") or match.group()

    return _utf8_pattern().sub(character, text)


ENCODINGS: dict[str, Callable[[str], str]] = {
    "tcvn3": _from_tcvn3,
    "vni": _from_vni,
    "utf-8 read as windows-1252": _from_utf8_read_as_bytes,
    "windows-1258": _from_windows_1258,
    "viscii": partial(_from_single_bytes, "viscii"),
    "vps": partial(_from_single_bytes, "vps"),
}
"""The encodings that ``convert`` knows, the most frequent first, each with its converter."""
