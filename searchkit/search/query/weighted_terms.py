"""From the words of a query to weighted terms of the index's streams."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from searchkit.index.terms.file_names import name_pairs, name_words
from searchkit.text.legal.abbreviations import expand_abbreviations
from searchkit.text.legal.everyday_words import other_wordings
from searchkit.text.legal.mentions import query_mentions
from searchkit.text.query_streams import query_streams
from searchkit.text.spelling.orthography import i_y_variants
from searchkit.text.spelling.syllables import fold_term, syllable_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.settings import RankingSettings
    from searchkit.text.query_streams import QueryStreams

_SELECTIVE = frozenset({"pairs", "skips", "words", "number", "key", "mentions", "title", "signer"})
"""The fields of which a term says something alone; of the others some do."""

FieldTerm = tuple[str, str]
"""A field of the index and a term in it."""


def weighted_terms(
    query: ParsedQuery, settings: RankingSettings, names: Sequence[str] = ()
) -> dict[FieldTerm, float]:
    """Return the terms that a query looks for, each with its weight.

    Marks are decided syllable by syllable, so a half-accented query is understood: a syllable that
    bears marks prefers passages that bear the same, a bare one accepts any. Either way a passage
    is found by the folded streams, so marks never decide whether it is found. A question without
    any prefers the marks with which it was probably meant, by how sure that is. An abbreviation
    looks for its long form as well and the reverse, weakly where it has several meanings, and what
    people say for what the law calls it. ``kỹ thuật`` also finds ``kĩ thuật``, and the reverse; a
    date, a code or a per cent its other spellings. ``names`` are other names of what it names.
    """
    weights: defaultdict[FieldTerm, float] = defaultdict(float)
    _add(weights, query_streams(query.words), settings, 1.0)
    _add_reading(weights, query, settings)
    for form in query.forms:
        _add_form(weights, form, settings, 1.0)
    _add_other_spelling(weights, query.words, settings)
    for expansion in expand_abbreviations(query.words):
        factor = settings.abbreviation * expansion.weight
        _add(weights, query_streams(expansion.replacement), settings, factor)
    if settings.everyday:
        for wording in other_wordings(query.words):
            _add_form(weights, wording, settings, settings.everyday)
    for name in names:
        _add_form(weights, name, settings, settings.names)
    _add_name(weights, query.words, settings)
    _add_numbers(weights, query, settings)
    _add_title(weights, query, settings)
    _add_dates(weights, query, settings)
    if query.signed:
        weights |= {("signer", name): settings.signer for name in query.signed.signers}
        weights |= {("type", kind): settings.type for kind in query.signed.types}
    return {term: weight for term, weight in weights.items() if weight > 0}


def selective_terms(query: ParsedQuery, terms: dict[FieldTerm, float]) -> list[FieldTerm]:
    """Return the terms of which a passage must have one to count as found.

    Single syllables are everywhere; a pair of them, a document number or the abbreviation of a
    name says something. A query of one syllable has nothing else.
    """
    abbreviations = {
        ("folded", fold_term(short[0]))
        for expansion in expand_abbreviations(query.words)
        if len(short := syllable_terms(expansion.replacement)) == 1
    }
    said = {("issued", date.term) for date in query.dates if date.precision != "year"}
    said |= {("name", pair) for pair in name_pairs(name_words(query.words))} | abbreviations
    selective = [term for term in terms if term[0] in _SELECTIVE or term in said]
    return selective or [term for term in terms if term[0] in ("folded", "name")]


def _add_reading(
    weights: defaultdict[FieldTerm, float], query: ParsedQuery, settings: RankingSettings
) -> None:
    """Let a share of a syllable's weight be that of one which was typed with its likely marks."""
    for syllable, share in query.reading:
        if (bare := fold_term(syllable)) != syllable:
            weights["text", syllable] += share * settings.text
            weights["folded", bare] -= share * (settings.folded - settings.accented_folded)


def _add_other_spelling(
    weights: defaultdict[FieldTerm, float], text: str, settings: RankingSettings
) -> None:
    syllables = syllable_terms(text)
    others = [next(iter(i_y_variants(syllable)), syllable) for syllable in syllables]
    if others != syllables:
        _add_form(weights, " ".join(others), settings, settings.other_spelling)


def _add_form(
    weights: defaultdict[FieldTerm, float], text: str, settings: RankingSettings, factor: float
) -> None:
    """Add the terms of another spelling of the query that it has not itself."""
    alternatives: defaultdict[FieldTerm, float] = defaultdict(float)
    _add(alternatives, query_streams(text), settings, factor)
    for term, weight in alternatives.items():
        weights.setdefault(term, weight)


def _add_name(weights: defaultdict[FieldTerm, float], text: str, settings: RankingSettings) -> None:
    words = name_words(text)
    for term in (*words, *name_pairs(words)):
        weights["name", term] += settings.name


def _add_numbers(
    weights: defaultdict[FieldTerm, float], query: ParsedQuery, settings: RankingSettings
) -> None:
    for number in query.numbers:
        weights["number", number] += settings.number
        weights["mentions", number] += settings.mention
    for number, likeliness in query.candidates.items():
        weights["number", number] += settings.number + settings.cited * likeliness
    for key in query.documents:
        weights["key", key] += settings.number
    for key in query.answering:
        weights["key", key] += 2 * settings.number


def _add_title(
    weights: defaultdict[FieldTerm, float], query: ParsedQuery, settings: RankingSettings
) -> None:
    title = query.title
    if title is None:
        return
    weight = settings.title if title.whole else settings.title_within
    weights["title", title.term] += weight / 2 if title.articles else weight
    for article in title.articles:
        weights["title", article] += weight
    if title.whole:
        for number in title.numbers:
            weights["number", number] += weight / 2


def _add_dates(
    weights: defaultdict[FieldTerm, float], query: ParsedQuery, settings: RankingSettings
) -> None:
    dated = {date.term for date in query.dates}
    for mention in query_mentions(query.text):
        weights["mentions", mention] += settings.dated if mention in dated else settings.stated
    for date in query.dates:
        weights["issued", date.term] += {
            "day": settings.issued_day,
            "year": settings.issued_year,
        }.get(date.precision, settings.issued_period)


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
