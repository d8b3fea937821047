"""The words of a text as texts are compared by: one spelling, no diacritics, small letters."""

from __future__ import annotations

from searchkit.text.remembering import remembers
from searchkit.text.spelling.pieces import pieces


@remembers(1 << 12, longest=256)  # titles are asked for several times, and the same by a ranking
def folded_words(text: str) -> tuple[str, ...]:
    """Return the syllables and numbers of any text as the index has them in ``folded``.

    >>> folded_words("Luật Hoà giải, đối thoại")
    ('luat', 'hoa', 'giai', 'doi', 'thoai')
    """
    words: list[str] = []
    for piece in pieces(text):
        words += piece.folded
    return tuple(words)


def accented_words(text: str) -> list[str]:
    """Return the syllables and numbers of any text as the index has them in ``text``.

    >>> accented_words("Luật Hoà giải, đối thoại")
    ['luật', 'hòa', 'giải', 'đối', 'thoại']
    """
    words: list[str] = []
    for piece in pieces(text):
        words += piece.words
    return words
