"""Vietnamese written in the legacy encodings: their tables read backwards."""

from __future__ import annotations

import unicodedata

from searchkit.text.encodings.legacy import table

TONES = "\u0300\u0301\u0303\u0309\u0323"


def encoded(text: str, encoding: str) -> bytes:
    """Write NFC text in ``encoding``; KeyError for a letter that it does not have."""
    if encoding == "windows-1258":
        return "".join(map(_tone_apart, text)).encode("cp1258")
    if encoding == "utf-8 read as windows-1252":
        return text.encode().decode("latin-1").encode()
    letters = {letter: key for key, letter in table(encoding).items()}
    return b"".join(letters[c] if not c.isascii() else c.encode() for c in text)


def _tone_apart(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    bare = "".join(mark for mark in marks if mark not in TONES)
    tone = "".join(mark for mark in marks if mark in TONES)
    return unicodedata.normalize("NFC", bare) + tone
