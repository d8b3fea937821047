"""Diacritics back: the likeliest accented readings of what was typed without them."""

from __future__ import annotations

from itertools import islice
from math import exp
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from searchkit._lazy import lazy_pattern
from searchkit._named_tuple import NamedTuple
from searchkit.text.correction.casing import replaced
from searchkit.text.correction.language_model import Choice, Path, best_paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.text.correction.syllable_counts import SyllableCounts

_WORD = lazy_pattern(r"[^\W_]+")
_MAX_READINGS = 32
_MAX_SYLLABLES = 64

_last: WeakKeyDictionary[SyllableCounts, tuple[list[str], list[Path]]] = WeakKeyDictionary()
"""What was read last by the counts of an index: a search first ranks by it, then suggests it."""


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
    paths = _paths([word[0].lower() for word in words], counts)
    odds = [exp(path.score - paths[0].score) for path in paths]
    return [
        Reading(replaced(text, words, path.syllables), path.score, odd / sum(odds))
        for path, odd in zip(paths[:limit], odds, strict=False)
    ]


def likely_syllables(
    syllables: Sequence[str], counts: SyllableCounts
) -> tuple[tuple[str, float], ...]:
    """Return how each of some syllables, typed without marks, is probably read, with its share.

    They are those of the likeliest reading of all; a share (0 to 1) is the part of the probability
    of all readings that were compared in which that syllable is the same. Only the first 64
    syllables are read.
    """
    paths = _paths(syllables[:_MAX_SYLLABLES], counts)
    odds = [exp(path.score - paths[0].score) for path in paths]
    whole = sum(odds)
    readings = [path.syllables for path in paths]
    return tuple(
        (best, sum(odd for own, odd in zip(column, odds, strict=True) if own == best) / whole)
        for best, column in zip(readings[0], zip(*readings, strict=True), strict=True)
    )


def _paths(syllables: Sequence[str], counts: SyllableCounts) -> list[Path]:
    """Return the likeliest ways to read syllables; the last ones are kept."""
    last = _last.get(counts)
    if last is None or last[0] != [*syllables]:
        paths = best_paths([_choices(syllable, counts) for syllable in syllables], counts)
        last = _last[counts] = [*syllables], paths
    return last[1]


def _choices(word: str, counts: SyllableCounts) -> list[Choice]:
    return [Choice(reading) for reading in counts.readings(word)[:_MAX_READINGS] or (word,)]
