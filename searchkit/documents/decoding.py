"""Bytes of a text file as characters, or the clear statement that they are no text."""

from __future__ import annotations

from searchkit.errors import DocumentError
from searchkit.text.encodings import convert_legacy, decode
from searchkit.text.legacy import font_of

_PROBE = 1 << 16
_CONTROLS = dict.fromkeys({*range(32), 127, 0xFFFD} - {8, 9, 10, 12, 13, 27})
_MOST_CONTROLS = 0.02  # a text with a few damaged bytes stays below


def decode_text(data: bytes, path: str) -> str:
    r"""Return the characters of ``data`` with ``\n`` as the only line end.

    Legacy encodings (TCVN3, VNI and others) become Unicode.

    Raises:
        DocumentError: the bytes are not text, or empty.

    """
    if not data.strip():
        raise DocumentError(path, "is empty", "fetch it again, or delete it")
    if _looks_binary(data[:_PROBE].decode("latin-1")) and _looks_binary(decode(data[:_PROBE]).text):
        raise DocumentError(
            path, "is not text but binary data", "give it the suffix of its real format"
        )
    return decode(data).text.replace("\r\n", "\n").replace("\r", "\n")


def to_unicode(text: str) -> str:
    """Return text that a library read out of a file, with legacy Vietnamese encodings converted."""
    return convert_legacy(text).text


def run_to_unicode(text: str, font: str) -> str:
    """Return a run of text in one font; one of a legacy font (.VnTime, VNI-Times) is converted.

    The font decides even for the few letters that are no evidence by themselves.
    """
    return convert_legacy(text, font).text if font and font_of(font) else text


def _looks_binary(probe: str) -> bool:
    """Tell whether ``probe`` holds more control characters than any text does."""
    return len(probe) - len(probe.translate(_CONTROLS)) > _MOST_CONTROLS * len(probe)
