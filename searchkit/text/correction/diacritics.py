"""Diacritics back: the likeliest accented readings of what was typed without them."""

from __future__ import annotations

from itertools import islice
from math import exp
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.correction.casing import replaced
from searchkit.text.correction.language_model import Choice, best_paths

if TYPE_CHECKING:
    from searchkit.text.correction.syllable_counts import SyllableCounts

_WORD = lazy_pattern(r"[^\W_]+")
_MAX_READINGS = 32
_MAX_SYLLABLES = 64


class Reading(NamedTuple):
    """One way to read a text: ``text`` with its diacritics, everything else as it was typed.

    ``score`` is the natural logarithm of its probability under the counts; ``share`` its part (0
    to 1) of the probability of all readings that were compared, which tells how sure it is.
    """

    text: str
    score: float
    share: float


def restore_diacritics(text: str, counts: SyllableCounts, limit: int = 5) -> list[Reading]:
    """Return the likeliest readings of ``text`` (NFC), best first, at most ``limit``.

    A syllable that bears a mark is kept as typed; a bare one may be read as any syllable of
    ``counts`` that is the same without marks, itself among them. Only the first 64 syllables are
    read. The list is empty when there is nothing to read: no bare syllable that the counts know.
    """
    words = list(islice(_WORD.finditer(text), _MAX_SYLLABLES))
    if not any(counts.readings(word[0].lower()) for word in words):
        return []
    places = [_choices(word[0].lower(), counts) for word in words]
    paths = best_paths(places, counts)
    odds = [exp(path.score - paths[0].score) for path in paths]
    return [
        Reading(replaced(text, words, path.syllables), path.score, odd / sum(odds))
        for path, odd in zip(paths[:limit], odds, strict=False)
    ]


def _choices(word: str, counts: SyllableCounts) -> list[Choice]:
    return [Choice(reading) for reading in counts.readings(word)[:_MAX_READINGS] or (word,)]
