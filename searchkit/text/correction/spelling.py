"""Misspelt syllables and what was probably meant: ``nghi quyêt`` to ``nghị quyết``.

A noisy channel: the likeliest text under the counts of the index, less what it would have taken to
misspell it so. What is found is for suggestions only.

How far one spelling is from another follows how writers of Vietnamese err. A lost or wrong mark is
near (0.5 to 1), a confused sound of ``searchkit/data/confusions.tsv`` is in between (0.5 to 1),
another letter is far (2). Distances add up.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.correction.casing import cased
from searchkit.text.correction.language_model import Choice, best_paths
from searchkit.text.remembering import remembers
from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.orthography import HOI, NGA, TONES, is_legal_syllable
from searchkit.text.tables import read_table

if TYPE_CHECKING:
    import re

    from searchkit.text.correction.syllable_counts import SyllableCounts

LETTER = 2.0
_LOST, _WRONG = 0.5, 1.0
_MARKS = frozenset("ăâđêôơư")
_VOWELS = frozenset("aeiouy")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


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


@remembers(256)
def unaccented_variants(unaccented: str, *, letters: bool = True) -> dict[str, float]:
    """Return the spellings without marks that ``unaccented`` may stand for, with their distances.

    Itself at 0, those with a confused onset or final, and with ``letters`` those one letter away:
    added, dropped, another, or two swapped.
    """
    variants = dict.fromkeys(_one_letter_away(unaccented), LETTER) if letters else {}
    for other, distance in _confused(unaccented):
        variants[other] = min(distance, variants.get(other, distance))
    variants[unaccented] = 0.0
    return variants


@remembers(1 << 12)
def _marks(syllable: str) -> _Marks:
    decomposed = unicodedata.normalize("NFD", syllable)
    tone = "".join(c for c in decomposed if c in TONES[1:])
    letters = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES[1:]))
    return _Marks(tone, Counter(letter for letter in letters if letter in _MARKS))


def _tone_distance(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    return _LOST if not typed or {typed, meant} == {HOI, NGA} else _WRONG


def _one_letter_away(unaccented: str) -> set[str]:
    cuts = [(unaccented[:i], unaccented[i:]) for i in range(len(unaccented) + 1)]
    return {
        *(a + b[1:] for a, b in cuts if b),
        *(a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
        *(a + letter + b for a, b in cuts for letter in _LETTERS),
        *(a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS),
    }


def _confused(unaccented: str) -> list[tuple[str, float]]:
    """Apply each confusion of an onset and of a final, and one of both together."""
    onsets = [
        (new + unaccented[len(old) :], d)
        for old, new, d in _pairs("onset")
        if unaccented.startswith(old)
    ]
    both = []
    for word, distance in [(unaccented, 0.0), *onsets]:
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


_WORD = lazy_pattern(r"[^\W_]+")
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

    ``distance``, as `searchkit.text.correction.spelling` has it: 0.5 a lost mark, 2 a wrong letter.
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
    unaccented, shouted = text.isascii(), text.isupper()
    typed = [word[0].lower() for word in words]
    if unaccented and all(
        counts.readings(one) or _is_code(word[0], shouted=shouted)
        for word, one in zip(words, typed, strict=True)
    ):
        return []  # each reading of a word has its letters: no choice could change one
    places = [
        [Choice(word[0].lower())]
        if _is_code(word[0], shouted=shouted)
        else _choices(
            word[0].lower(), counts, unaccented=unaccented, trusted=met or word[0].istitle()
        )
        for word, met in zip(words, counts.neighbours(typed), strict=True)
    ]
    path = best_paths(places, counts)[0].syllables
    beside = counts.neighbours(path)
    meant = [fold(syllable) for syllable in path] if unaccented else path
    return [
        _correction(word, syllable)
        for word, syllable, met in zip(words, meant, beside, strict=True)
        if word[0].lower() != syllable and (met or _misspelt(word[0].lower(), counts))
    ]


def _correction(word: re.Match[str], meant: str) -> Correction:
    typed = word[0].lower()
    distance = unaccented_variants(fold(typed))[fold(meant)] + mark_distance(typed, meant)
    return Correction(word.start(), word.end(), word[0], cased(meant, word[0]), distance)


def _is_code(word: str, *, shouted: bool) -> bool:
    if len(word.lower()) != len(word):  # "İ": a letter that no Vietnamese word has
        return True
    return not word.isalpha() or len(word) > _MAX_LETTERS or (word[1:].isupper() and not shouted)


def _choices(
    typed: str, counts: SyllableCounts, *, unaccented: bool, trusted: bool
) -> list[Choice]:
    """Return a token as typed and what it may stand for; other letters unless it is ``trusted``."""
    if unaccented and counts.readings(typed):
        return [Choice(reading) for reading in counts.readings(typed)[:_MAX_CHOICES]]
    misspelt = _misspelt(typed, counts)
    near = _near(typed, counts, _NEAR if trusted and not misspelt else _FAR, marks=not unaccented)
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
    bare = fold(typed)
    # "dtc" is short for several words, "nhn" has lost its vowel.
    fewest = len(bare) + 1 if _VOWELS.isdisjoint(bare) else 0
    for variant, letters in unaccented_variants(bare, letters=limit >= LETTER).items():
        if len(variant) < fewest:
            continue
        for meant in counts.readings(variant):
            distance = letters + (mark_distance(typed, meant) if marks else 0.0)
            if meant != typed and distance <= limit and is_legal_syllable(meant):
                found.append((distance, -counts.count(meant), meant))
    return [(distance, meant) for distance, _, meant in sorted(found)]
