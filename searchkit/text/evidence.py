"""How Vietnamese a text reads: the share of its words that are legal syllables.

A word is judged only when it bears a non-ASCII character, since ASCII reads the same in every
encoding that searchkit knows. Rule: DESIGN, "Legacy encodings": a text is converted on clear
evidence, the share of legal Vietnamese syllables after against before, never a French or English
one.
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
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a text was read as it was.

    ``before`` and ``after`` the conversion are the shares (0 to 1) of legal Vietnamese syllables
    among the ``words`` words with non-ASCII characters. All three stay at their defaults where
    nothing hinted at a legacy encoding, so that no word was looked at.
    """

    words: int = 0
    before: float = 1.0
    after: float = 1.0


def non_ascii_words(text: str) -> Counter[str]:
    """Count the words of ``text``, split at blanks, with letters some of which are not ASCII."""
    words = Counter(word for word in WORD.findall(text) if not word.isascii())
    return Counter({word: n for word, n in words.items() if _LETTERS.search(word)})


def legal_share(words: Counter[str]) -> float:
    """Return the share (0 to 1) of ``words`` that read as Vietnamese; 1 for no words at all."""
    legal = sum(n for word, n in words.items() if reads_as_vietnamese(word))
    return legal / words.total() if words else 1.0


@lru_cache(maxsize=65536)
def reads_as_vietnamese(word: str) -> bool:
    """Tell whether ``word`` has letters and each run of them is a legal syllable, in any case."""
    if len(word) > _LONGEST_WORD:
        return False
    runs = _LETTERS.findall(unicodedata.normalize("NFC", word.lower()))
    return bool(runs) and all(map(is_legal_syllable, runs))
