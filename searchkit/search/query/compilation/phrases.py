"""Words and phrases of a query as conditions on the texts of passages.

Marks count where they were typed: a syllable with diacritics is met by the same, a bare one by any
that folds to it. Whether it is written with i or y (``xử lý``, ``xử lí``) does not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.query_tree import And, Near, Nothing, Or, Phrase, Query, Term, TermRange
from searchkit.text.query_streams import QuerySyllable, query_streams
from searchkit.text.spelling.normalization import normalize
from searchkit.text.spelling.orthography import i_y_variants
from searchkit.text.spelling.syllables import fold_term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.catalogue import Catalogue

_Alternatives = tuple[tuple[str, ...], ...]


def all_words(text: str) -> Query:
    """Return what holds every word, wherever it stands; nothing does for a text without words."""
    parts = tuple(map(_term, _syllables(text)))
    return And(parts) if parts else Nothing()


def phrase(catalogue: Catalogue, text: str, slop: int = 0) -> Query:
    """Return what holds a phrase with at most ``slop`` words between each two of its neighbours.

    The last word of a text that ends with a star may go on.
    """
    is_prefix = text.endswith("*")
    syllables = _syllables(text)
    if not syllables:
        return Nothing()
    if len(syllables) == 1:
        return _beginning(syllables[0]) if is_prefix else _term(syllables[0])
    words = _alternatives(catalogue, syllables, is_prefix=is_prefix)
    if slop:
        return Near("text", tuple((word,) for word in words), slop)
    if is_prefix:  # a phrase would be run once for each of its endings
        return Near("text", (words,), 0)
    if len(syllables) == 2 and not any(syllable.accented for syllable in syllables):
        first, second = (_spellings(syllable.folded) for syllable in syllables)
        return _any_of("pairs", [f"{one} {other}" for one in first for other in second])
    return Phrase("text", words)


def near(catalogue: Catalogue, first: str, second: str, distance: int) -> Query:
    """Return what holds two phrases, in either order, at most ``distance`` words apart."""
    one, other = (
        _alternatives(catalogue, _syllables(text), is_prefix=text.endswith("*"))
        for text in (first, second)
    )
    if not one or not other:
        return Nothing()
    return Or((Near("text", (one, other), distance), Near("text", (other, one), distance)))


def _syllables(text: str) -> list[QuerySyllable]:
    return query_streams(normalize(text).text).syllables


def _term(syllable: QuerySyllable) -> Query:
    if syllable.accented:
        return _any_of("text", _spellings(syllable.text))
    return _any_of("folded", _spellings(syllable.folded))


def _any_of(field: str, terms: Sequence[str]) -> Query:
    return Term(field, terms[0]) if len(terms) == 1 else Or(tuple(Term(field, it) for it in terms))


def _spellings(word: str) -> tuple[str, ...]:
    return (word, *i_y_variants(word))


def _beginning(syllable: QuerySyllable) -> Query:
    if syllable.accented:
        return TermRange("text", prefix=syllable.text)
    return TermRange("folded", prefix=syllable.folded)


def _alternatives(
    catalogue: Catalogue, syllables: Sequence[QuerySyllable], *, is_prefix: bool
) -> _Alternatives:
    words = [
        _spellings(syllable.text)
        if syllable.accented
        else tuple(
            word
            for folded in _spellings(syllable.folded)
            for word in catalogue.spellings.get(folded, ())
        )
        for syllable in syllables
    ]
    if is_prefix and syllables:
        words[-1] = _endings(catalogue, syllables[-1])
    return tuple(words)


def _endings(catalogue: Catalogue, syllable: QuerySyllable) -> tuple[str, ...]:
    if syllable.accented:
        return tuple(catalogue.state.terms("text", syllable.text))
    return tuple(
        term
        for folded in catalogue.state.terms("folded", fold_term(syllable.text))
        for term in catalogue.spellings.get(folded, ())
    )
