"""Texts that find the edges of the text layer, for the property tests."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWEL_MARKS = "\u0302\u0306\u031b"


def _with_tones(letter: str) -> list[str]:
    return [unicodedata.normalize("NFC", letter + tone) for tone in ("", *TONES)]


#: The letters of Vietnamese that ASCII lacks, small and capital: 67 of each.
VIETNAMESE_LETTERS = [
    letter
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for letter in _with_tones(base)
    if not letter.isascii()
] + ["đ", "Đ"]

_INVISIBLE = "\u00ad\u200b\u200d\u200e\ufeff\u2060\x00\x02\x1f\u034f"
_SPACES = " \t\n\r\x0b\x85\u00a0\u2003\u2028\u3000"
_LOOKALIKES = "ÐðƉƣƢ\u2011\uff21\uff41\uff0f"
_OTHER_MARKS = "\u0308\u0345\u05b0\u0f71\u0f72\u0f73\u0344\u3099\u093c"
# Hangul, Devanagari, Bengali, Tibetan, Kana, Han and symbols that Unicode composes or decomposes.
_OTHER_SCRIPTS = (
    "\u1100\u1161\u11a8각\u0915\u0958\u09c7\u09be\u0f40\u304b\u2126\u212b\ufb1d\uf900中"
)
_PLAIN = "aeouyqhiAOUYQ bntđ0123456789.,-/()%“”…№§²ñß\ud800\U0001f600"

characters = st.one_of(
    st.sampled_from(VIETNAMESE_LETTERS),
    st.sampled_from(
        TONES + VOWEL_MARKS + _INVISIBLE + _SPACES + _LOOKALIKES + _OTHER_MARKS + _OTHER_SCRIPTS
    ),
    st.sampled_from(_PLAIN),
    st.characters(),
)

texts = st.one_of(st.text(characters, max_size=24), st.text(max_size=40))
