"""Short texts made of the same few pieces between spaces: a piece is spelled and cut once.

Titles, headings and citations are asked for by the thousand. What ``normalize`` and
``syllable_terms`` do to a text they do to each of its pieces, but for letters that are set apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._named_tuple import NamedTuple
from searchkit.text.remembering import Results
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import fold_term, syllable_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Piece(NamedTuple):
    """A piece in its one spelling, and its words with diacritics and without.

    ``alone``: whether it may be one of some letters set apart (``Q U Y Ế T``), which the whole text
    tells.
    """

    spelled: str
    words: tuple[str, ...]
    folded: tuple[str, ...]
    alone: bool


def pieces(text: str) -> Sequence[Piece]:
    """Return the pieces of any text; joined by spaces they are its one spelling."""
    found = list(map(_PIECES.__getitem__, text.split(" ")))
    alone = False
    for piece in found:
        if alone and piece.alone:
            return [_cut(normalize(text).text)]
        alone = piece.alone
    return found


def spelled(text: str) -> str:
    """Return the text of ``normalize(text)``."""
    return " ".join([piece.spelled for piece in pieces(text)])


def _cut(text: str) -> Piece:
    words = tuple(syllable_terms(text))
    alone = any(len(part) == 1 for part in text.split())
    return Piece(text, words, tuple(map(fold_term, words)), alone)


_PIECES: Mapping[str, Piece] = Results(lambda piece: _cut(normalize(piece).text), 1 << 13, 64)
