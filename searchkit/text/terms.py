"""The units of the index: a text's syllables and numbers, lower-cased, with and without marks."""

from __future__ import annotations

from functools import lru_cache

from searchkit.text.folding import fold
from searchkit.text.syllables import TOKEN


def syllable_terms(text: str) -> list[str]:
    """Return the texts of ``syllables(text)``, lower-cased, in order."""
    return [token.lower() for token in TOKEN.findall(text)]


def term_spans(text: str) -> list[tuple[int, int]]:
    """Return where in ``text`` each of its ``syllable_terms`` stands."""
    return [token.span() for token in TOKEN.finditer(text)]


@lru_cache(maxsize=1 << 16)
def fold_term(term: str) -> str:
    """Return a term without diacritics: lower-case, never empty, without spaces."""
    return "".join(fold(term).lower().split()) or term
