"""Misspelt syllables and what was probably meant: ``nghi quyêt`` to ``nghị quyết``.

A noisy channel: the likeliest text under the counts of the index, less what it would have taken to
misspell it so (see `searchkit.text.spelling_distance`). What is found is for suggestions only.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from searchkit.text.casing import cased
from searchkit.text.folding import fold
from searchkit.text.language_model import Choice, best_paths
from searchkit.text.legality import is_legal_syllable
from searchkit.text.spelling_distance import LETTER, bare_variants, mark_distance

if TYPE_CHECKING:
    from searchkit.text.counts import SyllableCounts

_WORD = re.compile(r"[^\W_]+")
_MAX_WORDS = 64
_MAX_LETTERS = 12
_NEAR, _FAR = 1.0, 2.5
_MAX_CHOICES = 40
_NATS_PER_DISTANCE = 3.0
_DOUBT_OF_KNOWN, _DOUBT_OF_UNKNOWN = 5.0, 1.5
"""What a legal syllable is worth more as it was typed, in nats, if the index has it or has it not.

With 5 and 3 nats a distance, none of 600 clean legal phrases was changed; with 3 and 3, one.
"""


class Correction(NamedTuple):
    """``text[start:end]`` is ``original``; ``replacement`` was probably meant.

    ``distance``, as `searchkit.text.spelling_distance` has it: 0.5 a lost mark, 2 a wrong letter.
    """

    start: int
    end: int
    original: str
    replacement: str
    distance: float


def correct_spelling(text: str, counts: SyllableCounts) -> list[Correction]:
    """Return what is probably misspelt in ``text`` (NFC), in order; empty where nothing is.

    A token that is no legal syllable is corrected to what the ``counts`` of the index make
    likeliest. A legal syllable, and any other word that the index knows, is corrected only where
    its neighbours ask for it strongly. In a text without any marks only letters are corrected;
    marks are for `restore_diacritics`. Numbers, codes and abbreviations in capitals are left
    alone. Only the first 64 words are read.
    """
    words = list(islice(_WORD.finditer(text), _MAX_WORDS))
    if not words or not counts.total:
        return []
    bare, shouted = text.isascii(), text.isupper()
    typed = [word[0].lower() for word in words]
    places = [
        [Choice(word[0].lower())]
        if _is_code(word[0], shouted=shouted)
        else _choices(word[0].lower(), counts, bare=bare, trusted=met or word[0].istitle())
        for word, met in zip(words, counts.neighbours(typed), strict=True)
    ]
    path = best_paths(places, counts)[0].syllables
    beside = counts.neighbours(path)
    meant = [fold(syllable) for syllable in path] if bare else path
    return [
        _correction(word, syllable)
        for word, syllable, met in zip(words, meant, beside, strict=True)
        if word[0].lower() != syllable and (met or _misspelt(word[0].lower(), counts))
    ]


def _correction(word: re.Match[str], meant: str) -> Correction:
    typed = word[0].lower()
    distance = bare_variants(fold(typed))[fold(meant)] + mark_distance(typed, meant)
    return Correction(word.start(), word.end(), word[0], cased(meant, word[0]), distance)


def _is_code(word: str, *, shouted: bool) -> bool:
    if len(word.lower()) != len(word):  # "İ": a letter that no Vietnamese word has
        return True
    return not word.isalpha() or len(word) > _MAX_LETTERS or (word[1:].isupper() and not shouted)


def _choices(typed: str, counts: SyllableCounts, *, bare: bool, trusted: bool) -> list[Choice]:
    """Return a token as typed and what it may stand for; other letters unless it is ``trusted``."""
    if bare and counts.readings(typed):
        return [Choice(reading) for reading in counts.readings(typed)[:_MAX_CHOICES]]
    misspelt = _misspelt(typed, counts)
    near = _near(typed, counts, _NEAR if trusted and not misspelt else _FAR, marks=not bare)
    doubt = _DOUBT_OF_KNOWN if typed in counts else _DOUBT_OF_UNKNOWN
    worth = 0.0 if misspelt else doubt
    others = (Choice(s, -_NATS_PER_DISTANCE * distance - worth) for distance, s in near)
    return [Choice(typed), *islice(others, _MAX_CHOICES)]


def _misspelt(typed: str, counts: SyllableCounts) -> bool:
    """Tell whether a token can only be an error: no syllable, and no foreign word in use."""
    return not is_legal_syllable(typed) and (typed not in counts or not typed.isascii())


def _near(
    typed: str, counts: SyllableCounts, limit: float, *, marks: bool
) -> list[tuple[float, str]]:
    """Return the legal syllables of the index near a token, nearest and most frequent first."""
    found = []
    for variant, letters in bare_variants(fold(typed), letters=limit >= LETTER).items():
        for meant in counts.readings(variant):
            distance = letters + (mark_distance(typed, meant) if marks else 0.0)
            if meant != typed and distance <= limit and is_legal_syllable(meant):
                found.append((distance, -counts.count(meant), meant))
    return [(distance, meant) for distance, _, meant in sorted(found)]
