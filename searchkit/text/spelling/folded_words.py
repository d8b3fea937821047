"""The words of a text as texts are compared by: one spelling, no diacritics, small letters."""

from __future__ import annotations

from searchkit.text.remembering import remembers
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.syllables import fold_term, syllable_terms


@remembers(1 << 12, longest=256)  # titles are asked for several times, and the same by a ranking
def folded_words(text: str) -> tuple[str, ...]:
    """Return the syllables and numbers of any text as the index has them in ``folded``.

    >>> folded_words("Luật Hoà giải, đối thoại")
    ('luat', 'hoa', 'giai', 'doi', 'thoai')
    """
    return tuple(map(fold_term, syllable_terms(normalize(text).text)))
