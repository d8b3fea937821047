"""Tone placement: ``hoà``, ``uỷ`` to ``hòa``, ``ủy``, the same syllables with the mark moved.

Both placements are in use, often within one text. They differ only where a syllable ends in ``oa``,
``oe`` or ``uy``: most legal texts and input methods set the tone on the first vowel, textbooks
on the last, the main vowel (Quyết định 1989/QĐ-BGDĐT of 25 May 2018, on spelling in textbooks).
searchkit's one spelling has it on the first. After ``q`` the ``u`` belongs to the consonant, so
``quý`` is spelt in one way only.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from searchkit.text.tables import read_table

TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"

_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f])"


def _accented(vowels: str) -> str:
    """Return every toned form of ``vowels``, small and capital."""
    return "".join(
        unicodedata.normalize("NFC", letter + tone)
        for letter in vowels + vowels.upper()
        for tone in TONE_MARKS
    )


def _after_onset(onsets: list[str]) -> str:
    """Return a look-behind for one of ``onsets``, all of one length, and two more letters."""
    spelled = "|".join("".join(f"[{c}{c.upper()}]" for c in onset) for onset in onsets)
    return f"(?<=(?<!{_LETTER})(?:{spelled})..)"


def _after_a_whole_onset() -> str:
    """Return a regular expression that accepts two letters as all that follows an onset."""
    onsets = [onset for onset, before, _ in read_table("onsets.tsv") if {"o", "u"} & set(before)]
    by_length = groupby(sorted((onset.strip("∅") for onset in onsets), key=len), key=len)
    return f"(?:{'|'.join(_after_onset(list(group)) for _, group in by_length)})"


# It begins with a plain character class: the regex engine skips to its members at full speed.
_ON_LAST_VOWEL = re.compile(
    f"[oOuU](?:(?<=[oO])[{_accented('ae')}]|(?<=[uU])[{_accented('y')}])(?!{_LETTER})"
    f"{_after_a_whole_onset()}"
)


def _move_tone(match: re.Match[str]) -> str:
    first, base, tone = tuple(unicodedata.normalize("NFD", match[0]))
    return unicodedata.normalize("NFC", first + tone) + base


def unify_tones(text: str) -> str:
    """Return ``text`` (in NFC) with the tone of every open ``oa oe uy`` on its first vowel.

    Only a whole syllable is touched: an onset of Vietnamese or none, the two vowels, and no
    letter around them. The length and the case of every letter stay.

    >>> unify_tones("Uỷ ban, HOÀ BÌNH, thuý, quý, hoàn")
    'Ủy ban, HÒA BÌNH, thúy, quý, hoàn'
    """
    return _ON_LAST_VOWEL.sub(_move_tone, text)
