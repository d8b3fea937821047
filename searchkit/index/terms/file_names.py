"""The words of a file's name, by which people remember the file: ``45-kh-ubnd``, ``BaoCaoQuy3``."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import PurePosixPath

from searchkit._lazy import lazy_pattern
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import fold_term

_EXTENSION = lazy_pattern(r"\.[A-Za-z][A-Za-z0-9]{1,4}(?:\.(?:bak|gz|old|xz))?$", re.IGNORECASE)
_WORD = lazy_pattern(r"[^\W\d_]+|[0-9]+")
_LONGEST = 60


def name_words(text: str) -> list[str]:
    """Return the words of a name, or of a query for one, folded and in small letters.

    They are split at all that is no letter or digit, between letters and digits, and before a
    capital behind a small letter; a number has no leading zero.

    >>> name_words("BC_KếtQuả-quy03")
    ['bc', 'ket', 'qua', 'quy', '3']
    """
    found = _WORD.findall(normalize(text).text)
    return [fold_term(part).lstrip("0") or "0" for word in found for part in _humps(word)]


def name_terms(name: str) -> list[str]:
    """Return the terms of a file's name (or its path with ``/``): its words and pairs of them."""
    last = PurePosixPath(name).name
    words = name_words(_EXTENSION.sub("", last) or last)[:_LONGEST]
    return list(dict.fromkeys([*words, *name_pairs(words)]))


def name_pairs(words: list[str]) -> list[str]:
    """Return the terms of two words that are neighbours."""
    return [" ".join(pair) for pair in pairwise(words)]


def _humps(word: str) -> list[str]:
    starts = (i for i in range(1, len(word)) if word[i].isupper() and word[i - 1].islower())
    return [word[first:end] for first, end in pairwise([0, *starts, len(word)])]
