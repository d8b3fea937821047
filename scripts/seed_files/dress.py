"""Plain text in the dress of another time or system: decomposed, old spelling, legacy encoding."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .source import Source

ENCODINGS = Path(__file__).resolve().parents[2] / "searchkit" / "data" / "encodings"

# An open syllable in oa, oe or uy whose tone stands on the first vowel, as it is written now.
NEW_TONE = re.compile(r"([òóỏõọ](?=[ae]\b)|[ùúủũụ](?=y\b))(\w)", re.IGNORECASE)


def write(source: Source) -> bytes:
    """Return the body in the source's ``dress``: nfd, old-tones, tcvn3 or vni."""
    match source.fields["dress"]:
        case "nfd":
            return unicodedata.normalize("NFD", source.body).encode()
        case "old-tones":
            return NEW_TONE.sub(_move_tone, source.body).encode()
        case encoding:
            return _encode(source.body, encoding)


def _move_tone(vowels: re.Match[str]) -> str:
    """Return hoà for hòa: the tone goes to the second vowel."""
    decomposed = unicodedata.normalize("NFD", vowels[1])
    return decomposed[0] + unicodedata.normalize("NFC", vowels[2] + decomposed[1])


def _encode(text: str, encoding: str) -> bytes:
    """Encode by the project's own table; UnicodeEncodeError for what the encoding has not.

    TCVN3 has no capitals with a tone: the small letter stands for them, as in the files of its
    time, whose capital fonts drew it large.
    """
    table = _read_table(ENCODINGS / f"{encoding}.tsv")
    return b"".join(
        table.get(letter) or table.get(letter.lower()) or letter.encode("ascii") for letter in text
    )


def _read_table(path: Path) -> dict[str, bytes]:
    """Return the bytes of each letter from a decoding table (bytes in hexadecimal, letter)."""
    lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    rows = [line.split("\t") for line in lines][1:]
    return {row[1]: bytes.fromhex(row[0]) for row in rows}
