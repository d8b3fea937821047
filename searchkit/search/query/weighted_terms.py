"""From the words of a query to weighted terms of the index's streams."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from searchkit.text.analyzer import query_streams
from searchkit.text.legal.abbreviations import expand_abbreviations
from searchkit.text.legal.mentions import query_mentions
from searchkit.text.spelling.orthography import i_y_variants
from searchkit.text.spelling.syllables import fold_term, syllable_terms

if TYPE_CHECKING:
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.settings import RankingSettings
    from searchkit.text.analyzer import QueryStreams

_SELECTIVE = ("pairs", "skips", "words", "number", "mentions")

FieldTerm = tuple[str, str]
"""A field of the index and a term in it."""


def weighted_terms(query: ParsedQuery, settings: RankingSettings) -> dict[FieldTerm, float]:
    """Return the terms that a query looks for, each with its weight.

    Marks are decided syllable by syllable, so a half-accented query is understood: a syllable that
    bears marks prefers passages that bear the same, a bare one accepts any. Either way a passage
    is found by the folded streams, so marks never decide whether it is found. An abbreviation looks
    for its long form as well and the reverse, weakly where it has several meanings. ``kỹ thuật``
    also finds ``kĩ thuật``, and the reverse; a date, a code or a per cent its other spellings.
    """
    weights: defaultdict[FieldTerm, float] = defaultdict(float)
    _add(weights, query_streams(query.text), settings, 1.0)
    _add_other_spelling(weights, query.text, settings)
    for expansion in expand_abbreviations(query.text):
        factor = settings.abbreviation * expansion.weight
        _add(weights, query_streams(expansion.replacement), settings, factor)
    for number in query.numbers:
        weights["number", number] += settings.number
        weights["mentions", number] += settings.mention
    for mention in query_mentions(query.text):
        weights["mentions", mention] += settings.stated
    for number, likeliness in query.candidates.items():
        weights["number", number] += settings.number + settings.cited * likeliness
    for key in query.documents:
        weights["key", key] += settings.number
    return {term: weight for term, weight in weights.items() if weight > 0}


def selective_terms(query: ParsedQuery, terms: dict[FieldTerm, float]) -> list[FieldTerm]:
    """Return the terms of which a passage must have one to count as found.

    Single syllables are everywhere; a pair of them, a document number or the abbreviation of a
    name says something. A query of one syllable has nothing else.
    """
    abbreviations = {
        ("folded", fold_term(short[0]))
        for expansion in expand_abbreviations(query.text)
        if len(short := syllable_terms(expansion.replacement)) == 1
    }
    selective = [term for term in terms if term[0] in _SELECTIVE or term in abbreviations]
    return selective or [term for term in terms if term[0] == "folded"]


def _add_other_spelling(
    weights: defaultdict[FieldTerm, float], text: str, settings: RankingSettings
) -> None:
    syllables = syllable_terms(text)
    others = [next(iter(i_y_variants(syllable)), syllable) for syllable in syllables]
    if others == syllables:
        return
    alternatives: defaultdict[FieldTerm, float] = defaultdict(float)
    _add(alternatives, query_streams(" ".join(others)), settings, settings.other_spelling)
    for term, weight in alternatives.items():
        weights.setdefault(term, weight)


def _add(
    weights: defaultdict[FieldTerm, float],
    streams: QueryStreams,
    settings: RankingSettings,
    factor: float,
) -> None:
    any_accented = any(syllable.accented for syllable in streams.syllables)
    for syllable in streams.syllables:
        if syllable.accented:
            exact, folded = settings.text, settings.accented_folded
        elif any_accented:
            exact, folded = settings.text_bare, settings.folded - settings.text_bare
        else:
            exact, folded = 0.0, settings.folded
        weights["text", syllable.text] += exact * factor
        weights["folded", syllable.folded] += folded * factor
    for pair in streams.pairs:
        weights["pairs", pair] += settings.pairs * factor
    for skip in streams.skips:
        weights["skips", skip] += settings.skips * factor
    for word in streams.words:
        weights["words", word] += settings.words * factor
