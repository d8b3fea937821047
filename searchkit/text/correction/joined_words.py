"""Words typed without the space between them, put apart: ``hànhchính công``, ``năm2025``.

A word that the index does not know may be several syllables that it knows side by side. Which ones
is decided by the counts of the index.
"""

from __future__ import annotations

from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from searchkit._lazy import lazy_pattern
from searchkit.text.correction.language_model import Choice, best_paths
from searchkit.text.correction.typing_methods import VNI, typed_syllable
from searchkit.text.spelling.orthography import is_legal_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.text.correction.syllable_counts import SyllableCounts

# Between spaces and punctuation: never a part of 30/2020/NĐ-CP or of an e-mail address.
_WORD = lazy_pattern(r"""(?<![^\s("'“])[^\W_]++(?=[,.;:!?)"'”]*+(?:\s|\Z))""")
_LETTERS_AND_FIGURES = lazy_pattern(r"([^\W\d_]{2,})([0-9]{1,4})")
_MAX_WORDS = 64
_MAX_LETTERS = 40
_MAX_SYLLABLES = 8
_LONGEST_SYLLABLE = 7  # nghiêng
_MAX_SPLITS = 64
_MAX_READINGS = 8


def split_joined_words(text: str, counts: SyllableCounts) -> str:
    """Return ``text`` (NFC) with spaces where words were joined, otherwise as it was typed.

    A word is put apart where ``counts`` do not know it, and know its parts as neighbours; with
    marks or without. A number is set off from the syllable before it. Only the first 64 words are
    looked at, and none longer than 40 letters.
    """
    pieces, end = [], 0
    for word in islice(_WORD.finditer(text), _MAX_WORDS):
        pieces += [text[end : word.start()], _apart(word[0], counts)]
        end = word.end()
    return "".join([*pieces, text[end:]])


def _apart(word: str, counts: SyllableCounts) -> str:
    lowered = word.lower()
    if len(word) > _MAX_LETTERS or len(lowered) != len(word) or lowered in counts:
        return word
    if numbered := _LETTERS_AND_FIGURES.fullmatch(word):
        syllable, figures = numbered.groups()
        apart = _apart(syllable, counts)
        known = apart != syllable or _readings(syllable.lower(), counts)
        return f"{apart} {figures}" if known and not typed_syllable(lowered, VNI) else word
    if not word.isalpha() or is_legal_syllable(lowered) or _readings(lowered, counts):
        return word  # one syllable, with its marks or without: ``hien``
    parts = _likeliest(lowered, counts)
    ends = [sum(map(len, parts[:number])) for number in range(len(parts) + 1)]
    return " ".join(word[a:b] for a, b in pairwise(ends)) or word


def _likeliest(word: str, counts: SyllableCounts) -> Sequence[str]:
    """Return the likeliest parts of a word in small letters; none where it has none."""
    best: tuple[float, Sequence[str]] = (-float("inf"), ())
    for parts in islice(_splits(word, counts), _MAX_SPLITS):
        places = [[Choice(reading) for reading in _readings(part, counts)] for part in parts]
        path = best_paths(places, counts)[0]
        if all(counts.neighbours(path.syllables)):
            best = max(best, (path.score, parts))
    return best[1]


def _splits(word: str, counts: SyllableCounts) -> Iterator[tuple[str, ...]]:
    """Yield the ways to cut a word into 2 to 8 known syllables, the longest first parts first."""

    @cache
    def fewest(start: int) -> int:
        """Return how few syllables the rest of the word is; more than 8 where it is none."""
        if start == len(word):
            return 0
        ends = (end for end in reach(start) if fewest(end) < _MAX_SYLLABLES)
        return min((1 + fewest(end) for end in ends), default=_MAX_SYLLABLES + 1)

    @cache
    def reach(start: int) -> list[int]:
        ends = range(min(start + _LONGEST_SYLLABLE, len(word)), start, -1)
        return [end for end in ends if _readings(word[start:end], counts)]

    def cut(start: int, left: int) -> Iterator[tuple[str, ...]]:
        if start == len(word):
            yield ()
        for end in reach(start):
            if fewest(end) < left:
                yield from ((word[start:end], *rest) for rest in cut(end, left - 1))

    return (parts for parts in cut(0, _MAX_SYLLABLES) if len(parts) > 1)


def _readings(part: str, counts: SyllableCounts) -> list[str]:
    """Return the syllables of the index that a part may be: itself, or any where it has no mark."""
    if not part.isascii():
        return [part] if part in counts and is_legal_syllable(part) else []
    return [r for r in counts.readings(part)[:_MAX_READINGS] if is_legal_syllable(r)]
