"""What people say where the law has a word of its own: ``sổ đỏ`` for a certificate of land use.

The table ``data/everyday_words.tsv`` says how its pairs were collected.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from searchkit.text.spelling.syllables import fold_term, fold_terms, syllable_terms
from searchkit.text.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator


def other_wordings(text: str) -> tuple[str, ...]:
    """Return what a normalised text may also say, phrase by phrase: the law's words for people's.

    A syllable with diacritics is only itself, a bare one any with these letters; but a word of one
    syllable must be written with its diacritics, or in a text that has some: bare, it is many
    words. The longest phrase at a place counts.

    >>> other_wordings("làm sổ đỏ")
    ('giấy chứng nhận quyền sử dụng đất',)
    """
    syllables = tuple(syllable_terms(text))
    marked = any(fold_term(syllable) != syllable for syllable in syllables)
    found: dict[str, None] = {}
    place = 0
    while place < len(syllables):
        length, others = _longest(syllables[place:], marked)
        found |= dict.fromkeys(others)
        place += max(length, 1)
    return tuple(found)


def _longest(syllables: tuple[str, ...], marked: bool) -> tuple[int, list[str]]:
    """Return the length of the longest phrase with which syllables begin, and its other wordings.

    The length is 0 where none does.
    """
    length, others = 0, list[str]()
    for written, other in _phrases().get(fold_term(syllables[0]), ()):
        phrase = _syllables(written)
        size = len(phrase)
        if size < max(length, 1) or size > len(syllables) or (size == 1 and not marked):
            continue
        if all(_is(typed, meant) for typed, meant in zip(syllables, phrase, strict=False)):
            others = [*(others if size == length else []), other]
            length = size
    return length, others


def _is(typed: str, meant: str) -> bool:
    return typed == meant or typed == fold_term(meant)


@cache
def _syllables(phrase: str) -> list[str]:
    return syllable_terms(phrase)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[str, str]]]:
    """Return by their first syllable, folded, the phrases that say something else as well."""
    phrases: dict[str, list[tuple[str, str]]] = {}
    pairs = list(_pairs())
    firsts = fold_terms([phrase.split(" ", 1)[0] for phrase, _ in pairs])
    for pair, first in zip(pairs, firsts, strict=True):
        phrases.setdefault(first, []).append(pair)
    return phrases


def _pairs() -> Iterator[tuple[str, str]]:
    for everyday, legal, direction, _ in read_table("everyday_words.tsv"):
        yield everyday, legal
        if direction == "=":
            yield legal, everyday
