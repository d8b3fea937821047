"""How Vietnamese a text reads: the share of its words that are legal syllables.

A word is judged only when it bears a non-ASCII character, since ASCII reads the same in every
encoding that searchkit knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from searchkit.text.legality import is_legal_syllable

WORD = re.compile(r"[^ \t\r\n\f\v]+")
"""A word: what stands between blanks. A no-break space does not end it, since it is a letter's byte
in some encodings."""

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_STRAY_SYMBOL = re.compile(
    "[\x80-\x9f\xa1-\xa6\xa8\xa9\xac-\xaf\xb1-\xb6\xb8\xb9\xbc-\xbe\xd7\xf7]"
)
"""Characters below U+0100 that do not stand inside a Vietnamese word, but are a legacy letter."""

_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a text was read as it was.

    ``before`` and ``after`` the conversion are the shares (0 to 1) of legal Vietnamese syllables
    among the ``words`` words with non-ASCII characters. All three stay at their defaults where
    nothing was converted.
    """

    words: int = 0
    before: float = 1.0
    after: float = 1.0


def non_ascii_words(text: str) -> Counter[str]:
    """Count the words of ``text``, split at blanks, that bear a non-ASCII character.

    They have letters and no digits: a code or a degree of latitude (``16º54’``) is no evidence.
    """
    words = Counter(WORD.findall(text))
    return Counter({word: n for word, n in words.items() if not word.isascii() and _is_word(word)})


def _is_word(word: str) -> bool:
    return bool(_LETTERS.search(word)) and not _DIGIT.search(word)


def legal_share(words: Counter[str]) -> float:
    """Return the share (0 to 1) of ``words`` that read as Vietnamese; 1 for no words at all."""
    legal = sum(n for word, n in words.items() if reads_as_vietnamese(word))
    return legal / words.total() if words else 1.0


def reads_as_vietnamese(word: str) -> bool:
    """Tell whether ``word`` has letters and each run of them is a legal syllable.

    A run is small, capitalised or in capitals: ``tÕ`` and ``®ịnh`` are no words, although ``tõ``
    and ``ịnh`` are syllables.
    """
    return len(word) <= _LONGEST_WORD and _is_vietnamese(word)


@lru_cache(maxsize=65536)
def _is_vietnamese(word: str) -> bool:
    runs = _LETTERS.findall(unicodedata.normalize("NFC", word))
    return bool(runs) and not _STRAY_SYMBOL.search(word) and all(map(_is_syllable, runs))


def _is_syllable(run: str) -> bool:
    natural = run.islower() or run.isupper() or run.istitle()
    return natural and is_legal_syllable(run.lower())
