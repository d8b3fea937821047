"""Tone placement: the old style of open syllables (``hoà``, ``uỷ``) to the new one (``hòa``).

Both styles are in use, often within one text. They differ only where a syllable ends in ``oa``,
``oe`` or ``uy``: the old style sets the tone on the last vowel, the new one on the first. After
``q`` the ``u`` belongs to the consonant, so ``quý`` has one spelling. Source: the guide for
textbooks of the Ministry of Education (Quyết định 240/QĐ, 5 March 1984) and its discussion in
Hoàng Phê, "Chính tả tiếng Việt" (2003).
"""

from __future__ import annotations

import re
import unicodedata

TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"

_ONSETS = "b c ch d đ g gi h k kh l m n ng ngh nh p ph r s t th tr v x"
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f])"


def _accented(vowels: str) -> str:
    """Return every toned form of ``vowels``, small and capital."""
    return "".join(
        unicodedata.normalize("NFC", letter + tone)
        for letter in vowels + vowels.upper()
        for tone in TONE_MARKS
    )


def _onset_before(width: int) -> str:
    """Return a look-behind for a whole onset of ``width`` letters and the two vowels after it."""
    onsets = [onset for onset in _ONSETS.split() if len(onset) == width]
    spelled = "|".join("".join(f"[{c}{c.upper()}]" for c in onset) for onset in onsets)
    return f"(?<=(?<!{_LETTER})(?:{spelled})..)"


# It begins with a plain character class: the regex engine skips to its members at full speed.
_OLD_STYLE = re.compile(
    f"[oOuU](?:(?<=[oO])[{_accented('ae')}]|(?<=[uU])[{_accented('y')}])(?!{_LETTER})"
    f"(?:{'|'.join(_onset_before(width) for width in range(4))})"
)


def _move_tone(match: re.Match[str]) -> str:
    first, base, tone = tuple(unicodedata.normalize("NFD", match[0]))
    return unicodedata.normalize("NFC", first + tone) + base


def modernize_tones(text: str) -> str:
    """Return ``text`` (in NFC) with the tones of open ``oa``, ``oe``, ``uy`` on the first vowel.

    Only a whole syllable is touched: an onset of Vietnamese or none, the two vowels, and no
    letter around them. The length and the case of every letter stay.

    >>> modernize_tones("Uỷ ban, HOÀ BÌNH, thuý, quý, hoàn")
    'Ủy ban, HÒA BÌNH, thúy, quý, hoàn'
    """
    return _OLD_STYLE.sub(_move_tone, text)
