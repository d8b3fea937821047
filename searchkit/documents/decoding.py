"""Bytes of a text file as characters, or the clear statement that they are no text."""

from __future__ import annotations

import charset_normalizer

from searchkit.errors import DocumentError

_PROBE = 1 << 16
_CONTROLS = bytes(set(range(32)) - {8, 9, 10, 12, 13, 27})
_BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_MOST_CONTROLS = 0.01


def decode_text(data: bytes, path: str) -> str:
    r"""Return the characters of ``data`` with ``\\n`` as the only line end.

    Raises:
        DocumentError: the bytes are not text, or empty.

    """
    if not data.strip():
        raise DocumentError(path, "is empty")
    if looks_binary(data):
        raise DocumentError(
            path, "is not text but binary data", "give it the suffix of its real format"
        )
    return _decode(data).replace("\r\n", "\n").replace("\r", "\n")


def looks_binary(data: bytes) -> bool:
    """Tell whether ``data`` holds more control characters than any text does."""
    probe = data[:_PROBE]
    if probe.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = len(probe) - len(probe.translate(None, _CONTROLS))
    return controls > _MOST_CONTROLS * len(probe)


def _decode(data: bytes) -> str:
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(data).best()
        return str(best) if best else data.decode("utf-8", errors="replace")
