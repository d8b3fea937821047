"""The two spellings of the vowel i at the end of a syllable: ``kỹ thuật`` and ``kĩ thuật``.

Both stand in dictionaries and in laws, so neither is normalised away; a query asks for both. They
alternate after ``h k l m s t`` and after ``qu``. Source: Quyết định 1989/QĐ-BGDĐT of 25 May 2018
(spelling in textbooks, which writes ``kĩ``, ``lí``, ``mĩ``, ``quy``) beside the practice of legal
texts (``kỹ``, ``lý``, ``mỹ``).
"""

from __future__ import annotations

import unicodedata

_ONSETS = frozenset({"h", "k", "l", "m", "s", "t", "qu"})
_OTHER = str.maketrans("iyIY", "yiYI")


def i_y_variants(syllable: str) -> tuple[str, ...]:
    """Return the other spelling of ``syllable`` (one token, NFC, any case), or nothing.

    >>> i_y_variants("kỹ"), i_y_variants("Quí"), i_y_variants("ký"), i_y_variants("thi")
    (('kĩ',), ('Quý',), ('kí',), ())
    """
    onset, vowel = syllable[:-1], unicodedata.normalize("NFD", syllable[-1:])
    if onset.lower() not in _ONSETS or vowel[:1] not in tuple("iyIY"):
        return ()
    return (onset + unicodedata.normalize("NFC", vowel.translate(_OTHER)),)
