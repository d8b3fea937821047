"""The order of the Vietnamese alphabet: what sorts titles and numbers as people look them up.

Letters come in the order a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y, with f j w z in
their Latin places. Words are compared one by one, first by their letters and then by their tones:
ngang, huyền, hỏi, ngã, sắc, nặng. So are dictionaries sorted (Hoàng Phê, Từ điển tiếng Việt), and
Unicode's CLDR has the same order of letters and tones (common/collation/vi.xml). Numbers stand
before letters, by what they count: ``Điều 2`` before ``Điều 10``.
"""

from __future__ import annotations

import re
import unicodedata

from searchkit.text.remembering import Results
from searchkit.text.spelling.pieces import spelled

_PIECE = re.compile(r"[0-9]+|[^\W\d_]+")
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_MARKS = {"\u0306": "{", "\u0302": "|", "\u031b": "}"}
"""Breve, circumflex and horn of a letter, as what sorts behind every letter of the alphabet."""

_LONGEST_NUMBER = 99


def collation_key(text: str) -> str:
    """Return a key whose order by code points is that of the alphabet.

    >>> sorted(["đá", "da", "dạ", "ăn", "an", "2", "10"], key=collation_key)
    ['2', '10', 'an', 'ăn', 'da', 'dạ', 'đá']
    """
    return " ".join(filter(None, map(_KEYS.__getitem__, spelled(text).split())))


def _keys(piece: str) -> str:
    return " ".join(map(_key, _PIECE.findall(piece.lower())))


_KEYS = Results(_keys, 1 << 13, 64)  # titles are made of the same words


def _key(piece: str) -> str:
    if piece[0].isdecimal():
        digits = piece.lstrip("0")[:_LONGEST_NUMBER] or "0"
        return f"{len(digits):02}{digits}"
    letters: list[str] = []
    tone = "0"
    for character in unicodedata.normalize("NFD", piece.replace("đ", "d{")):
        if character in _TONES:
            tone = _TONES[character]
        else:
            letters.append(_MARKS.get(character, character))
    return f"{''.join(letters)}{tone}"
