"""Tone placement: ``hoà``, ``uỷ``, ``lựơng`` to ``hòa``, ``ủy``, ``lượng``: only the mark moves.

Both placements are in use, often within one text. They differ only where a syllable ends in ``oa``,
``oe`` or ``uy``: most legal texts and input methods set the tone on the first vowel, textbooks
on the last, the main vowel (Quyết định 1989/QĐ-BGDĐT of 25 May 2018, on spelling in textbooks).
searchkit's one spelling has it on the first. After ``q`` the ``u`` belongs to the consonant, so
``quý`` is spelt in one way only.

Anywhere else a tone has one place: on the letter with a mark of its own (``ươ`` on the last),
before a final consonant on the last vowel, else on the middle one of three or the first of two
(column ``mark`` of ``data/rhymes.tsv``, which names its source). A tone on another vowel (``nứơc``,
``baỏ``, ``hòan``, ``cuả``) is a slip that old input methods let pass; it moves where that makes the
one legal syllable of these letters and this tone, and the word as typed is none. In the 20 million
syllables of the Pháp điển, the code of Vietnam, 30 are slips.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit.text.remembering import Results, remembers
from searchkit.text.spelling.orthography import is_unified, tone_in_place
from searchkit.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_ON_LAST_VOWEL = lazy_pattern(
    f"[oOuU](?:(?<=[oO])[{_accented('ae')}]|(?<=[uU])[{_accented('y')}])(?!{_LETTER})"
    f"{_after_a_whole_onset()}"
)


# Where a tone is misplaced, by its letter. Too early: before a letter with a mark (ựơ), in oa oe oo
# uy before a letter (hòan), on the vowel letter of an onset (qủa, gìa). Too late: on the glide that
# ends a rhyme (baỏ, đâú), on the second letter of ia ua ưa (điạ).
_BEFORE_MARK = "(?=[ăâêôơĂÂÊÔƠ])"
_MISPLACED_BY_LETTER = {
    "i": f"{_BEFORE_MARK}|(?<=[gG].)(?=[aeouưAEOUƯ])"
    "|(?<=[aăâeêoôơưAĂÂEÊOÔƠƯ].)|(?<=[uU].)(?<![qQ]..)",
    "u": f"{_BEFORE_MARK}|(?=[yY]{_LETTER})|(?<=[qQ].)(?=[aeiyAEIY])"
    "|(?<=[aăâeêơưyAĂÂEÊƠƯY].)|(?<=[iI].)(?<![gG]..)",
    "o": f"{_BEFORE_MARK}|(?=[aeoAEO]{_LETTER})|(?<=[aeAE].)",
    "a": "(?<=[ưyƯY].)|(?<=[iI].)(?<![gG]..)|(?<=[uU].)(?<![qQ]..)",
    "y": f"{_BEFORE_MARK}|(?<=[aâAÂ].)",
    "ư": _BEFORE_MARK,
}
_VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_LONGEST = 7  # nghiêng, the longest syllable
_SHORT = 1 << 11
"""Characters of a text whose words are looked at one by one, sooner than these are compiled."""


@cache  # takes milliseconds to compile, and a text without diacritics does not need it
def _misplaced() -> re.Pattern[str]:
    by_letter = (f"(?<=[{_accented(v)}])(?:{where})" for v, where in _MISPLACED_BY_LETTER.items())
    toned = f"[{_accented(''.join(_MISPLACED_BY_LETTER))}]"
    # Most stand beside consonants: one look is enough for them.
    beside_vowel = f"(?:(?=[{_VOWELS}])|(?<=[{_VOWELS}].))"
    return re.compile(f"{toned}{beside_vowel}(?:{'|'.join(by_letter)})", re.DOTALL)


def _move_tone(match: re.Match[str]) -> str:
    first, base, tone = tuple(unicodedata.normalize("NFD", match[0]))
    return unicodedata.normalize("NFC", first + tone) + base


def unify_tones(text: str) -> str:
    """Return ``text`` (in NFC) with every tone on the letter that bears it in searchkit's spelling.

    Only a whole syllable of Vietnamese is touched, with no letter around it. The length and the
    case of every letter stay. Time is linear in the length of the text.

    >>> unify_tones("Uỷ ban, HOÀ BÌNH, thuý, quý, hoàn, chất lựơng baỏ đảm")
    'Ủy ban, HÒA BÌNH, thúy, quý, hoàn, chất lượng bảo đảm'
    """
    if text.isascii():
        return text
    if len(text) <= _SHORT and not any(map(_MAY_HAVE_SLIPS.__getitem__, text.split())):
        return text
    return _respelled(_ON_LAST_VOWEL.sub(_move_tone, text))


def _may_have_slips(text: str) -> bool:
    """Say whether a letter that may bear the tone of one beside it stands in no right syllable."""
    toned, vowels = _toned(), _VOWELS
    if toned.isdisjoint(text):
        return False
    return any(
        (one in toned or other in toned)
        and (one in vowels or one in toned)
        and (other in vowels or other in toned)
        and not is_unified(text[slice(*_word_around(text, place))].lower())
        for place, (one, other) in enumerate(pairwise(text))
    )


_MAY_HAVE_SLIPS: Mapping[str, bool] = Results(_may_have_slips, 1 << 12, 64)


@cache
def _toned() -> frozenset[str]:
    return frozenset(_accented("".join(_MISPLACED_BY_LETTER) + "e"))


def _respelled(text: str) -> str:
    """Return ``text`` with the tones that no spelling allows where they belong."""
    pieces, done = [], 0
    for slip in _misplaced().finditer(text):
        start, end = _word_around(text, slip.start())
        if start >= done:
            pieces += [text[done:start], _in_place(text[start:end])]
            done = end
    return "".join([*pieces, text[done:]]) if pieces else text


def _word_around(text: str, place: int) -> tuple[int, int]:
    """Return the span of the letters around a place; it is cut where they are no syllable's."""
    start, end = place, place + 1
    while place - start < _LONGEST and start and _is_letter(text[start - 1]):
        start -= 1
    while end - place <= _LONGEST and end < len(text) and _is_letter(text[end]):
        end += 1
    return start, end


def _is_letter(character: str) -> bool:
    return character.isalpha() or "\u0300" <= character <= "\u036f"


@remembers(4096, longest=_LONGEST)
def _in_place(word: str) -> str:
    placed = tone_in_place(word.lower()) if len(word) <= _LONGEST else None
    if placed is None or len(placed) != len(word):
        return word
    return "".join(
        new.upper() if old.isupper() else new for old, new in zip(word, placed, strict=True)
    )
