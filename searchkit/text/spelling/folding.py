"""Diacritics off: ``Nghị quyết`` to ``Nghi quyet``, one letter for one letter.

Unidecode alone cannot fold a text that offsets point into: it makes ``No.`` of ``№``. Here a table
over the Unicode Character Database folds every Latin letter that is an ASCII letter with marks,
and ``Đ``; what other letters remain go to Unidecode, if it is installed. Everything that is not a
letter stays.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from searchkit._lazy import lazy_pattern

if TYPE_CHECKING:
    import re

    from numpy.typing import NDArray

# Latin-1 Supplement to Latin Extended-B, and Latin Extended Additional (Vietnamese vowels).
_LATIN = (range(0xC0, 0x250), range(0x1E00, 0x1F00))
_MARKS = range(0x300, 0x370)
_MARK = chr(_MARKS[0])
_FEW = 24  # characters that a dict folds sooner than numpy
_CHUNK = 1 << 15  # characters whose codes fit into the processor's cache
_FOREIGN_LETTER = lazy_pattern(r"[^\W\d_\x00-\x7f]")


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint16]:
    """Return the folded UTF-16 unit of each; all combining marks become the one ``_MARK``."""
    table = np.arange(0x10000, dtype="<u2")
    for code in (code for block in _LATIN for code in block):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = ord(base)
    table[_MARKS] = ord(_MARK)
    table[[ord("đ"), ord("Đ")]] = ord("d"), ord("D")
    return table


@lru_cache(maxsize=1)
def _few() -> dict[int, int | None]:
    """Return the same for ``str.translate``, which is sooner done with few characters."""
    table = _table()
    changed = np.flatnonzero(table != np.arange(len(table)))
    few: dict[int, int | None] = dict(zip(changed.tolist(), table[changed].tolist(), strict=True))
    return few | dict.fromkeys(_MARKS)


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
    if len(text) <= _FEW:
        return _without_foreign_letters(text.translate(_few()))
    if len(text) <= _CHUNK:
        return _fold_chunk(text)
    return "".join(_fold_chunk(text[at : at + _CHUNK]) for at in range(0, len(text), _CHUNK))


def _fold_chunk(text: str) -> str:
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    folded: str = _table().take(units, mode="clip").tobytes().decode("utf-16-le", "surrogatepass")
    return folded if folded.isascii() else _without_foreign_letters(folded.replace(_MARK, ""))


def _without_foreign_letters(folded: str) -> str:
    return folded if folded.isascii() else _FOREIGN_LETTER.sub(_transliterate, folded)
