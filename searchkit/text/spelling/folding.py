"""Diacritics off: ``Nghị quyết`` to ``Nghi quyet``, one letter for one letter.

Unidecode alone cannot fold a text that offsets point into: it makes ``No.`` of ``№``. Here a table
over the Unicode Character Database folds every Latin letter that is an ASCII letter with marks,
and ``Đ``; what other letters remain go to Unidecode, if it is installed. Everything that is not a
letter stays.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Latin-1 Supplement to Latin Extended-B, and Latin Extended Additional (Vietnamese vowels).
_LATIN = (range(0xC0, 0x250), range(0x1E00, 0x1F00))
_MARKS = range(0x300, 0x370)
_MARK = chr(_MARKS[0])
_CHUNK = 1 << 15  # characters whose codes fit into the processor's cache
_SHORT = 16  # characters up to which a look-up for each is faster than numpy for all
_FOREIGN_LETTER = re.compile(r"[^\W\d_\x00-\x7f]")


@lru_cache(maxsize=1)
def _letters() -> dict[int, str]:
    """Return what each letter of Latin folds to, and all combining marks to the one ``_MARK``."""
    bases = {code: unicodedata.normalize("NFD", chr(code))[0] for own in _LATIN for code in own}
    letters = {code: base for code, base in bases.items() if base.isascii()}
    return letters | dict.fromkeys(_MARKS, _MARK) | {ord("đ"): "d", ord("Đ"): "D"}


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint16]:
    """Return the folded UTF-16 unit of each."""
    table = np.arange(0x10000, dtype="<u2")
    table[[*_letters()]] = [*map(ord, _letters().values())]
    return table


def _transliterate(match: re.Match[str]) -> str:
    return _in_ascii(match[0])


@lru_cache(maxsize=4096)
def _in_ascii(letter: str) -> str:
    """Return the ASCII letters and digits for ``letter`` of any script, or itself for want of any.

    Signs are left out, so that a word stays one word. Unidecode is GPL-2.0-or-later: this is the
    only place that calls it.
    """
    if not (letter.isalpha() or letter.isdigit()):  # a fraction is a word character, too
        return letter
    try:
        from unidecode import unidecode
    except ImportError:
        return letter
    return "".join(filter(str.isalnum, unidecode(letter, errors="preserve"))) or letter


def fold(text: str) -> str:
    """Return ``text`` without diacritics, its case kept; of the same length for Vietnamese in NFC.

    The combining marks of Latin vanish, so NFC and NFD of Vietnamese fold to the same text. Letters
    of other scripts are transliterated by Unidecode, or kept where it is not installed.

    >>> fold("Ủy ban nhân dân thành phố Đà Nẵng")
    'Uy ban nhan dan thanh pho Da Nang'
    """
    if text.isascii():
        return text
    if len(text) <= _CHUNK:
        return _fold_chunk(text)
    return "".join(_fold_chunk(text[at : at + _CHUNK]) for at in range(0, len(text), _CHUNK))


def _fold_chunk(text: str) -> str:
    if len(text) <= _SHORT:
        folded = text.translate(_letters())
    else:
        units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
        folded = _table().take(units, mode="clip").tobytes().decode("utf-16-le", "surrogatepass")
    if folded.isascii():
        return folded
    return _FOREIGN_LETTER.sub(_transliterate, folded.replace(_MARK, ""))
