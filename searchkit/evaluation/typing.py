"""Questions as they are typed in a hurry: with half of their diacritics, or with none."""

from __future__ import annotations

from itertools import count

from searchkit.text.spelling.folding import fold
from searchkit.text.spelling.normalization import normalize


def without_diacritics(text: str) -> str:
    """Return a question as it is typed without diacritics."""
    return fold(normalize(text).text)


def half_accented(text: str) -> str:
    """Return a question as it is typed when every second word that has diacritics loses them."""
    seen = count()
    words = normalize(text).text.split(" ")
    return " ".join(
        plain if (plain := fold(word)) != word and next(seen) % 2 else word for word in words
    )
