"""Which names are one, however they are typed.

The key of a name are its words without diacritics, commas, hyphens and ``và``: ``Sở Tài nguyên, môi
trường`` is ``Sở Tài nguyên và Môi trường``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from searchkit.text.remembering import remembers
from searchkit.text.spelling.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘`][^\W_]+)*")
_APOSTROPHES = str.maketrans("", "", "'’ʼ‘`")
_PLAIN = re.compile("[a-z0-9]+(?: [a-z0-9]+)*")
_LEFT_OUT = ("va",)

PROVINCE_WORDS = ("tinh", "thanh pho", "tp")
"""The words before the names of provinces, folded."""


_OTHER_WORDS = frozenset(
    ("hoa binh", "hai duong", "thai binh", "binh duong", "cuu long", "minh hai", "hue")
)


class Word(NamedTuple):
    """A word of a text: where it stands, in small letters, folded, and whether it has a capital."""

    start: int
    end: int
    text: str
    folded: str
    capital: bool


def words_of(text: str) -> list[Word]:
    """Return the words of a normalised text, without ``và``."""
    found = []
    for match in _WORD.finditer(text):
        lowered = match.group().lower().translate(_APOSTROPHES)
        folded = fold(lowered)
        if folded not in _LEFT_OUT:
            capital = match.group()[0].isupper()
            found.append(Word(match.start(), match.end(), lowered, folded, capital))
    return found


@remembers(1 << 12)
def key_of(name: str) -> str:
    """Return the key of a name."""
    key = fold(name).lower()
    if _PLAIN.fullmatch(key) and " va " not in key:  # spares most names the walk word by word
        return key
    return " ".join(word.folded for word in words_of(name))


def plain_key(name: str) -> str:
    """Return the key of a province's name without ``tỉnh`` or ``thành phố``."""
    key = key_of(name)
    for kind in PROVINCE_WORDS:
        if key.startswith(f"{kind} "):
            return key[len(kind) + 1 :]
    return key


def is_other_word(plain: str) -> bool:
    """Say whether the key of a province is that of another word: ``hòa bình`` is peace."""
    return plain in _OTHER_WORDS


def plain_name(name: str) -> str:
    """Return the name of a province without ``tỉnh`` or ``thành phố``."""
    kind = key_of(name).removesuffix(plain_key(name)).split()
    return " ".join(name.split()[len(kind) :])


def province_of(place: str) -> str:
    """Return the province in which a place lies: ``tỉnh Hà Giang``, as it is written last."""
    return place.rpartition(", ")[2]


def agrees(typed: Sequence[Word], name: str) -> bool:
    """Say whether each word typed is that of a name, or that without its diacritics."""
    known = words_of(name)
    return len(known) == len(typed) and all(
        word.folded == own.folded and word.text in (own.text, own.folded)
        for word, own in zip(typed, known, strict=True)
    )


def is_exact(typed: Sequence[Word], name: str) -> bool:
    """Say whether words are typed with the diacritics of a name."""
    known = words_of(name)
    return [word.text for word in typed] == [word.text for word in known]
