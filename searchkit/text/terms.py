"""The units of the index: a text's syllables and numbers, lower-cased, with and without marks."""

from __future__ import annotations

from functools import lru_cache

from searchkit.text.folding import fold
from searchkit.text.syllables import TOKEN

_LONGEST = 64  # characters; nobody types more, and encoded data must not swell the vocabulary


def lower_term(token: str) -> str:
    """Return a token as the index holds it: lower-cased, a very long one cut off."""
    return token[:_LONGEST].lower()


def syllable_terms(text: str) -> list[str]:
    """Return the texts of ``syllables(text)`` as terms, in order."""
    return [lower_term(token) for token in TOKEN.findall(text)]


def term_spans(text: str) -> list[tuple[int, int]]:
    """Return where in ``text`` each of its ``syllable_terms`` stands."""
    return [token.span() for token in TOKEN.finditer(text)]


@lru_cache(maxsize=1 << 16)
def fold_term(term: str) -> str:
    """Return a term without diacritics: lower-case, never empty, without spaces."""
    return "".join(fold(term).lower().split()) or term
