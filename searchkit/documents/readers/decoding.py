"""Bytes of a text file as characters, or the clear statement that they are no text."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from searchkit.errors import DocumentError
from searchkit.text.encodings.decoding import convert_legacy, decode_characters
from searchkit.text.encodings.detection import (
    has_unicode_only_letters,
    legal_share,
    non_ascii_words,
    reads_as_vietnamese,
)
from searchkit.text.encodings.legacy import ENCODINGS, convert, font_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_PROBE = 1 << 16
_CONTROLS = dict.fromkeys({*range(32), 127, 0xFFFD} - {8, 9, 10, 12, 13, 27})
_MOST_CONTROLS = 0.02  # a text with a few damaged bytes stays below
_FEW_CONTROLS, _MOST_OF_SHORT = 8, 0.125  # a short text may have a few, too
# The share of words, legal as the font shows them, below which a run may be in another encoding;
# and how many more words that must make legal.
_DOUBTFUL_SHARE = 0.5
_FEWEST_WORDS = 2


def decode_text(data: bytes, path: str) -> str:
    r"""Return the characters of ``data`` with ``\n`` as the only line end.

    Legacy encodings (TCVN3, VNI and others) become Unicode.

    Raises:
        DocumentError: the bytes are not text, or empty.

    """
    return to_unicode(read_characters(data, path))


def read_characters(data: bytes, path: str) -> str:
    """Return what ``decode_text`` does, but with legacy letters as they are.

    Raises:
        DocumentError: the bytes are not text, or empty.

    """
    if not data.strip():
        raise DocumentError(path, "is empty", "fetch it again, or delete it")
    probe = data[:_PROBE]
    if _looks_binary(probe.decode("latin-1")) and _looks_binary(decode_characters(probe)[0]):
        raise DocumentError(
            path, "is not text but binary data", "give it the suffix of its real format"
        )
    text = decode_characters(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", " ")  # damaged bytes between words, which nobody sees


def to_unicode(text: str) -> str:
    """Return text that a library read out of a file, with legacy Vietnamese encodings converted."""
    return convert_legacy(text).text


def run_to_unicode(text: str, font: str) -> str:
    """Return a run of text in one font; one of a legacy font (.VnTime, VNI-Times) is converted.

    The font decides even for the few letters that are no evidence by themselves. It is overruled
    where it makes most words illegal and another encoding some of them legal: such runs are left
    where somebody has changed the font of a text but not its letters.
    """
    if not font or not font_of(font):
        return text
    shown = convert_legacy(text, font).text
    words = non_ascii_words(shown)
    if legal_share(words) >= _DOUBTFUL_SHARE or has_unicode_only_letters(text):
        return shown
    best = max((convert(text, encoding) for encoding in ENCODINGS), key=_legal_words)
    return best if _legal_words(best) >= _legal_words(shown) + _FEWEST_WORDS else shown


def _legal_words(text: str) -> int:
    """Count the different words that tell by their letters that they are Vietnamese."""
    return sum(map(reads_as_vietnamese, non_ascii_words(text)))


def runs_to_unicode(runs: Iterable[tuple[str, str]]) -> str:
    """Return runs of text, each with the name of its font, as one text, read as the fonts show it.

    Adjacent runs of one font are converted together: a letter of VNI is two characters.
    """
    by_font = groupby(runs, key=itemgetter(1))
    return "".join(
        run_to_unicode("".join(text for text, _ in same), font) for font, same in by_font
    )


def _looks_binary(probe: str) -> bool:
    """Tell whether ``probe`` holds more control characters than any text does."""
    few = min(_FEW_CONTROLS, _MOST_OF_SHORT * len(probe))
    return len(probe) - len(probe.translate(_CONTROLS)) > max(few, _MOST_CONTROLS * len(probe))
