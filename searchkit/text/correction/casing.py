"""Replacing syllables of a text by others without touching its capitals and its punctuation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence


def replaced(text: str, words: Sequence[re.Match[str]], syllables: Sequence[str]) -> str:
    """Put lower-case syllables in the places of the words of ``text``, in the words' own case."""
    pieces, end = [], 0
    for word, syllable in zip(words, syllables, strict=True):
        pieces += [text[end : word.start()], cased(syllable, word[0])]
        end = word.end()
    return "".join([*pieces, text[end:]])


def cased(syllable: str, like: str) -> str:
    """Give a lower-case syllable the capitals of the word that it replaces."""
    if syllable == like.lower():
        return like
    if len(like) > 1 and like.isupper():
        return syllable.upper()
    return syllable.capitalize() if like[:1].isupper() else syllable
