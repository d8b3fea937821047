"""Full names of people: ``Trần Văn Bình``, ``H’Lim Niê``, ``Giàng A Sình``, ``TRẦN VĂN BÌNH``.

A name has two to five words that begin with capitals. Names of the peoples of the highlands may
hold an apostrophe, and begin with a word that tells man or woman: ``Y``, ``A``, ``H’``, ``K’``
(Nghị định 123/2015/NĐ-CP, art. 4, leaves names to the custom of each people). In capitals a name
looks like a heading; there the family name must be one of ``searchkit/data/person_names.tsv``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from searchkit.text.spelling.normalization import normalize
from searchkit.text.tables import read_table

_APOSTROPHE = "'’ʼ‘`"
_WORD = rf"[^\W\d_]+(?:[{_APOSTROPHE}-][^\W\d_]+)*"
_FULL_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,4}}")
_ONE_WORD = re.compile(rf"[HK][{_APOSTROPHE}][^\W\d_]{{2,}}", re.IGNORECASE)  # H’Lim, K’Brêu
_SAMPLE = frozenset("ABCDEFGHIKLMNOPQRSTUVX")  # "Nguyễn Văn A" of forms; "Y" is a name


def full_name(words: str) -> str:
    """Return ``words``, a line in NFC, when they are the full name of a person, else nothing.

    Names of samples (``Nguyễn Văn A``) are none.
    """
    if _ONE_WORD.fullmatch(words):
        return words
    parts = words.split()
    if not _FULL_NAME.fullmatch(words) or not all(part[0].isupper() for part in parts):
        return ""
    if parts[-1] in _SAMPLE or _begins(" ".join(parts[:2])) == "no":
        return ""
    family = _begins(parts[0])
    known = family == "yes" or _tells_man_or_woman(parts[0])
    return words if known or (family is None and not words.isupper()) else ""


def _tells_man_or_woman(word: str) -> bool:
    return word in ("Y", "A", "Ya", "Ha") or (word[0] in "HK" and word[1:2] in tuple(_APOSTROPHE))


def _begins(words: str) -> str | None:
    return _beginnings().get(words.lower())


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, str]:
    rows = read_table("person_names.tsv")
    return {str(normalize(words)).lower(): family for words, family in rows}
