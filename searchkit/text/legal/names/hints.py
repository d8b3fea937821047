"""Whether a text may name what has changed its name: most do not, and need not load any names."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from searchkit._lazy import lazy_pattern
from searchkit.text.legal.abbreviations import written_out
from searchkit.text.spelling.folding import fold
from searchkit.text.tables import read_data

_WORD = lazy_pattern(r"[^\W_]+")
_UNIT = lazy_pattern(
    r"\b(?:xã(?! (?:hội|viên|luận|giao)\b)|phường|huyện|quận|thị trấn|thị xã|đặc khu|thành phố)\b",
    needs=("xã", "phường", "huyện", "quận", "thị trấn", "đặc khu", "thành phố"),
)
_BARE = ("thi tran", "thi xa", "dac khu", "thanh pho")
_BARE_UNIT = lazy_pattern(rf"\b(?:{'|'.join(_BARE)})\b", needs=_BARE)
_SINGLE = ("hue", "kontum", "daklak")
"""Names of one word."""


def may_name_any(text: str) -> bool:
    """Say whether a text may name what has other names, as it stands or written out."""
    return may_name(text) or any(map(may_name, written_out(text)))


def may_name(text: str) -> bool:
    """Say whether a text holds the beginning of a name of a table, or a word as ``phường``."""
    folded = fold(text).lower()
    words = _WORD.findall(folded)
    provinces, bodies = _tables()
    return (
        any(f" {a} {b}" in provinces for a, b in pairwise(words))
        or any(f"\n{a} {b}" in bodies or f"\t{a} {b}" in bodies for a, b in pairwise(words))
        or any(word in _SINGLE for word in words)
        or names_unit(text)
    )


def names_unit(text: str) -> bool:
    """Say whether a text has a word that stands before the name of a district or commune.

    Bare, ``xa`` and ``quan`` are too many other words.
    """
    lowered = text.lower()
    return bool(_UNIT.search(lowered) or _BARE_UNIT.search(lowered))


@lru_cache(maxsize=1)
def _tables() -> tuple[str, str]:
    """Return the tables of provinces and bodies, folded."""
    provinces, bodies = (fold(read_data(f"names/{name}.tsv")) for name in ("provinces", "bodies"))
    return provinces.lower(), bodies.lower()
