"""How far one spelling of a syllable is from another, as writers of Vietnamese err.

A lost or wrong mark is near (0.5 to 1), a confused sound of ``searchkit/data/confusions.tsv`` is
in between (0.5 to 1), another letter is far (2). Distances add up.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from string import ascii_lowercase
from typing import NamedTuple

from searchkit.text.legality import HOI, NGA, TONES
from searchkit.text.tables import read_table

LETTER = 2.0
_LOST, _WRONG = 0.5, 1.0
_MARKS = frozenset("ăâđêôơư")


class _Marks(NamedTuple):
    tone: str
    letters: Counter[str]


def mark_distance(typed: str, meant: str) -> float:
    """Return how far the marks of two syllables (NFC, lower case) are apart, letters aside.

    A mark or tone that was left out counts 0.5, one too many 1; hỏi for ngã or back 0.5, any other
    tone for another 1.
    """
    had, has = _marks(typed), _marks(meant)
    lost, extra = has.letters - had.letters, had.letters - has.letters
    return _LOST * lost.total() + _WRONG * extra.total() + _tone_distance(had.tone, has.tone)


@lru_cache(maxsize=4096)
def bare_variants(bare: str, *, letters: bool = True) -> dict[str, float]:
    """Return the spellings (without marks) that ``bare`` may stand for, each with its distance.

    Itself at 0, those with a confused onset or final, and with ``letters`` those one letter away:
    added, dropped, another, or two swapped.
    """
    variants = dict.fromkeys(_one_letter_away(bare), LETTER) if letters else {}
    for other, distance in _confused(bare):
        variants[other] = min(distance, variants.get(other, distance))
    variants[bare] = 0.0
    return variants


@lru_cache(maxsize=1 << 14)
def _marks(syllable: str) -> _Marks:
    decomposed = unicodedata.normalize("NFD", syllable)
    tone = "".join(c for c in decomposed if c in TONES[1:])
    letters = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES[1:]))
    return _Marks(tone, Counter(letter for letter in letters if letter in _MARKS))


def _tone_distance(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    return _LOST if not typed or {typed, meant} == {HOI, NGA} else _WRONG


def _one_letter_away(bare: str) -> set[str]:
    cuts = [(bare[:i], bare[i:]) for i in range(len(bare) + 1)]
    return {
        *(a + b[1:] for a, b in cuts if b),
        *(a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
        *(a + letter + b for a, b in cuts for letter in ascii_lowercase),
        *(a + letter + b[1:] for a, b in cuts if b for letter in ascii_lowercase),
    }


def _confused(bare: str) -> list[tuple[str, float]]:
    """Apply each confusion of an onset and of a final, and one of both together."""
    onsets = [
        (new + bare[len(old) :], d) for old, new, d in _pairs("onset") if bare.startswith(old)
    ]
    both = []
    for word, distance in [(bare, 0.0), *onsets]:
        both += [
            (word[: -len(old)] + new, distance + d)
            for old, new, d in _pairs("final")
            if word.endswith(old)
        ]
    return onsets + both


@lru_cache(maxsize=2)
def _pairs(place: str) -> list[tuple[str, str, float]]:
    rows = [row for row in read_table("confusions.tsv") if row[0] == place]
    there = [(one, other, float(distance)) for _, one, other, distance in rows]
    return there + [(other, one, distance) for one, other, distance in there]
