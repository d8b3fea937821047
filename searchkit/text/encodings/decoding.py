"""Reading bytes, or text that was decoded wrongly, as Unicode: ``decode`` and ``convert_legacy``.

Unicode encodings are recognised by their own structure: the byte order mark and the rules of UTF-8
(RFC 3629), the high bytes of UTF-16 (RFC 2781). All else is read as Windows-1252, and the legacy
encodings of Vietnamese are told by the syllables they make of it
(``searchkit.text.encodings.detection``).
"""

from __future__ import annotations

import codecs
import re

from searchkit._dataclass import dataclass
from searchkit.text.encodings import legacy
from searchkit.text.encodings.detection import (
    Evidence,
    convert_by_evidence,
    has_unicode_only_letters,
)

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_HIGH_BYTES = bytes(legacy.HIGH_BYTES)
_UTF8_CHARACTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_UTF16_SAMPLE = 1 << 16
_VIETNAMESE_BLOCKS = b"\x00\x01\x03\x1e\x20"
"""High bytes of Vietnamese in UTF-16: Latin, combining marks, and general punctuation."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text in Unicode, the ``encoding`` that it was in, and the ``evidence`` for that.

    ``encoding`` is one of ascii, utf-8, utf-16-le, utf-16-be, windows-1252 or a name of
    ``searchkit.text.encodings.legacy.ENCODINGS``; names are joined by ``+`` where runs of a text
    differ. Bytes that could not be read are U+FFFD in ``text``.
    """

    text: str
    encoding: str
    evidence: Evidence


def decode(data: bytes) -> Decoded:
    """Read ``data`` as Unicode, whatever encoding of Vietnamese it is in. Never raises.

    A byte order mark is believed; then come UTF-16 without a mark, UTF-8, damaged UTF-8, in which
    only the bad bytes are lost, and the 8-bit encodings. See ``convert_legacy`` for what is
    converted beyond that.
    """
    return _converted(*decode_characters(data))


def decode_characters(data: bytes) -> tuple[str, str]:
    """Read ``data`` as ``decode`` does but leave legacy letters as they are. Never raises.

    Returns the text and its encoding. 8-bit encodings are read as Windows-1252; pass the text to
    ``convert_legacy``, or each of its runs where a format names the font of a run.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    if utf16 := _utf16_without_mark(data):
        return data.decode(utf16, "replace"), utf16
    return _decode_bytes(data)


def convert_legacy(text: str, font: str | None = None) -> Decoded:
    """Convert ``text`` that some library decoded as Windows-1252 or Latin-1. Never raises.

    A ``font`` of a legacy family (``.VnTime``, ``VNI-Times``) decides for its run of text, which
    may be short; a capital font (``.VnTimeH``) gives capitals. Without one the text is converted
    only on clear evidence: the words it makes Vietnamese. Rule: see
    ``searchkit.text.encodings.detection``. Pass adjacent runs of one font together, since a VNI
    letter is two characters.
    """
    hint = legacy.font_of(font) if font else None
    if hint is None or has_unicode_only_letters(text):
        return _converted(text, "ascii" if text.isascii() else "utf-8")
    converted = legacy.convert(text, hint.encoding)
    return Decoded(converted.upper() if hint.upper else converted, hint.encoding, Evidence())


def _converted(text: str, encoding: str) -> Decoded:
    converted, found, evidence = convert_by_evidence(text)
    return Decoded(converted, "+".join(found) or encoding, evidence)


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:_UTF16_SAMPLE]
    if b"\0" not in sample:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if high and len(high.translate(None, _VIETNAMESE_BLOCKS)) < len(high) / 20:
            return encoding
    return None


def _decode_bytes(data: bytes) -> tuple[str, str]:
    if data.isascii():
        return data.decode("ascii"), "ascii"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        if _mostly_utf8(data):
            return "".join(map(_decode_line, data.splitlines(keepends=True))), "utf-8"
        return _decode_windows_1252(data), "windows-1252"


def _mostly_utf8(data: bytes) -> bool:
    """Tell whether more of the high bytes make characters of UTF-8 than do not."""
    high = len(data) - len(data.translate(None, _HIGH_BYTES))
    return high < 2 * (len(data) - len(_UTF8_CHARACTER.sub(b"", data)))


def _decode_line(line: bytes) -> str:
    """Read a line of a text that is mostly UTF-8; another 8-bit text may be pasted into it."""
    if line.isascii() or _mostly_utf8(line):
        return line.decode("utf-8", "replace")
    return _decode_windows_1252(line)


def _decode_windows_1252(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1").translate(legacy.windows_1252())
