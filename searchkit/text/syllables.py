"""Syllables with offsets: what a text is counted, searched and highlighted by.

A token is a run of letters and digits; punctuation belongs to none and stays in the text, where
the offsets lead back to it. Dots and commas are part of a number (``1.000.000``, ``3,5``) and of
letters that stand for words (``T.Ư``). A document number falls into the parts that people search
for (``30/2020/NĐ-CP``: ``30 2020 NĐ CP``); as a unit it is known to
:func:`searchkit.text.document_numbers`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LETTER = r"[^\W\d_]"
_IN_WORD = r"(?:[^\W_]|[\u0300-\u036f])"
_CONSONANT = "[bcdđfghjklmnpqrstvwxzBCDĐFGHJKLMNPQRSTVWXZ]"

_NUMBER = (
    r"\d{1,3}(?:\.\d{3})++(?:,\d++)?(?!\d)"
    r"|\d{1,3}(?:,\d{3})++(?:\.\d++)?(?!\d)"
    rf"|(?<!\d[.,])\d++[.,]\d++(?![.,]?\d)|\d++(?!{_LETTER})"
)
# T.Ư, v.v; and letters that no vowel makes a syllable, with a dot behind them: TP. GS. tr.
_ABBREVIATION = rf"(?:{_LETTER}\.)+{_LETTER}(?!{_IN_WORD})|{_CONSONANT}{{1,4}}(?=\.)"
_WORD = rf"{_IN_WORD}++"
# 1. IV. at the start of a line, a) đ) anywhere.
_ORDINAL = (
    r"(?m:^)(?:\d{1,3}|[IVXLC]{1,7}|[a-zđA-ZĐ])(?=[.)](?:\s|\Z))"
    r"|[a-zđ](?=\)(?:\s|\Z))"
)
_KINDS = {
    "ordinal": _ORDINAL,
    "number": _NUMBER,
    "abbreviation": _ABBREVIATION,
    "word": _WORD,
}
_KIND_TOKEN = re.compile("|".join(f"(?P<{kind}>{rule})" for kind, rule in _KINDS.items()))

#: The same tokens without their kinds: ``TOKEN.findall(text)`` is the fast way to the texts alone.
TOKEN = re.compile("|".join((_NUMBER, _ABBREVIATION, _WORD)))


class Syllable(NamedTuple):
    """A token of a text: ``text`` is exactly ``[start:end]`` of the text it was found in.

    ``kind`` is ``word``, ``number``, ``abbreviation`` (with dots: ``T.Ư``, ``TP.``, whose last dot
    stays outside) or ``ordinal`` (what stands before the dot or bracket
    of ``1.``, ``IV.``, ``a)``).
    """

    text: str
    start: int
    end: int
    kind: str


def syllables(text: str) -> list[Syllable]:
    """Return the syllables, numbers, abbreviations and ordinals of ``text`` in order.

    Give it normalised text: it knows combining marks, but no invisible characters.

    >>> [(s.text, s.kind) for s in syllables("a) TP. Huế: 1.500 hộ")]
    [('a', 'ordinal'), ('TP', 'abbreviation'), ('Huế', 'word'), ('1.500', 'number'), ('hộ', 'word')]
    """
    return [
        Syllable(match[0], match.start(), match.end(), match.lastgroup or "word")
        for match in _KIND_TOKEN.finditer(text)
    ]
