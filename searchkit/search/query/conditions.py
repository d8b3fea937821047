"""What a passage must hold to count as found.

A passage with all the words of a query is found, whatever stands between them; so is one with what
says something by itself: two words side by side, a compound, a document number, a day. Where no
passage has either, those are found that have the most of the words by weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.index.terms.file_names import name_words
from searchkit.query_tree import And, Not, Nothing, Or, Term
from searchkit.search.number_sets import distinct
from searchkit.search.query.weighted_terms import selective_terms
from searchkit.text.legal.abbreviations import expand_abbreviations
from searchkit.text.spelling.syllables import fold_term, syllable_terms, term_spans

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from searchkit.backends.base import Flags, IndexState, Longs
    from searchkit.query_tree import Query
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.query.weighted_terms import FieldTerm

_MOST_WORDS = 32
_ROUNDING = 1e-9
_SIDE_BY_SIDE = 2
"""Words of a query that are either side by side or apart; of more, some may be."""


def tiers(state: IndexState, query: ParsedQuery, terms: dict[FieldTerm, float]) -> list[Query]:
    """Return the conditions of which a passage must meet one, the better one first.

    ``terms`` are the query's, weighted. Passages where both words of a query stand together come
    before those where they stand apart, or that have another name of what they name; otherwise
    there is one condition.
    """
    telling = Or(tuple(Term(*term) for term in selective_terms(query, terms)))
    words = word_queries(state, query)
    together = And(tuple(words)) if words else telling
    named = [form.holds for form in query.names]
    if len(words) == _SIDE_BY_SIDE:
        apart = Or((together, *named)) if named else together
        return [telling, And((apart, Not(telling)))]
    forms = [_all_of("folded", map(fold_term, syllable_terms(form))) for form in query.forms]
    return [Or((telling, together, *forms, *named))]


def word_queries(state: IndexState, query: ParsedQuery) -> list[Query]:
    """Return for each word of a query, in order, what holds it in any spelling.

    A word is also held by the name of the file, an abbreviation by what it stands for, a word of
    what is usually abbreviated by the abbreviation, and one of a name by what else that is called.
    """
    text = query.words
    spans = term_spans(text)
    syllables = syllable_terms(text)
    in_names = held_terms(state, "name", {part for one in syllables for part in name_words(one)})
    forms: list[list[Query]] = [
        [_all_of("folded", [fold_term(term)]), *_in_a_name(in_names, term)] for term in syllables
    ]
    for other in expand_abbreviations(text):
        form = _all_of("folded", map(fold_term, syllable_terms(other.replacement)))
        for place in _within(spans, other.start, other.end):
            forms[place].append(form)
    for name in query.names:
        for place in _within(spans, name.start, name.end):
            forms[place].append(name.holds)
    days = [date.term for date in query.dates if date.precision == "day"]
    forms += [[Term("mentions", day), Term("issued", day)] for day in days]
    if query.signed:
        forms.append([Term("signer", name) for name in query.signed.signers])
    # A term alone is found faster than an OR of one.
    return [own[0] if len(own) == 1 else Or(tuple(own)) for own in forms]


def most_words(state: IndexState, words: Sequence[Query], filters: Sequence[Query]) -> Query:
    """Return the condition that those passages meet which have the most of some words by weight.

    Rare words weigh more, as in BM25; a word that stands nowhere weighs nothing. Of a long query
    the first words are looked at.
    """
    words = words[:_MOST_WORDS]
    passing = state.matching(And(tuple(filters)))  # once: a phrase among them may be long
    if not len(passing):
        return Nothing()
    passes = np.zeros(int(passing[-1]) + 1, bool)
    passes[passing] = True
    holding = [own[passes[own]] for own in (_upto(state.matching(w), passes) for w in words)]
    passages = distinct(np.concatenate([np.zeros(0, np.int64), *holding]))
    if not len(passages):
        return Nothing()
    held = np.array([np.isin(passages, own, assume_unique=True) for own in holding])
    counts = held.sum(axis=1)
    weights = np.log1p(len(passages) / np.maximum(counts, 1)) * (counts > 0)
    sums = weights @ held
    best = np.unique(held[:, sums > sums.max() - _ROUNDING], axis=1)
    return Or(
        tuple(
            And(tuple(word for word, is_held in zip(words, own, strict=True) if is_held))
            for own in best.T.tolist()
        )
    )


def held_terms(state: IndexState, field: str, terms: Collection[str]) -> set[str]:
    """Return those of some terms that any document holds, be it one that is deleted."""
    asked = sorted(terms)
    counts = state.counts([Term(field, term) for term in asked], np.zeros(0, np.int64))
    return {asked[place] for place in counts.holding.nonzero()[0].tolist()}


def _upto(passages: Longs, passes: Flags) -> Longs:
    """Return those of ascending passages of which ``passes`` says something."""
    return passages[: passages.searchsorted(len(passes))]


def _all_of(field: str, words: Iterable[str]) -> Query:
    terms = tuple(Term(field, word) for word in words)
    return terms[0] if len(terms) == 1 else And(terms)


def _in_a_name(held: set[str], term: str) -> list[Query]:
    words = name_words(term)
    return [_all_of("name", words)] if words and held.issuperset(words) else []


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[int]:
    return (i for i, span in enumerate(spans) if start <= span[0] and span[1] <= end)
