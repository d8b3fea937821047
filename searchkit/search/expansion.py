"""Queries that stand for many terms, resolved against a segment's sorted vocabulary."""

from __future__ import annotations

import re
from fnmatch import translate
from typing import TYPE_CHECKING

import numpy as np
from whoosh import query as q

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import Longs
    from searchkit.index.vocabulary import Vocabulary

_WILDCARDS = re.compile(r"[*?\[]")
_REGEX_SPECIALS = re.compile(r"[{}()\[\].?*+^$\\|]")


def expand(query: q.Query, vocabulary: Vocabulary) -> range | Longs:
    """Return the ascending numbers of the terms that such a query stands for.

    A prefix or a range is a run of the vocabulary; the others are filtered from the shortest
    run that can hold them.
    """
    if isinstance(query, q.Prefix):
        return range(*vocabulary.prefix_range(query.text.encode()))
    if isinstance(query, q.TermRange):
        return _term_range(query, vocabulary)
    if isinstance(query, q.FuzzyTerm):
        return _fuzzy(query, vocabulary)
    if isinstance(query, q.Wildcard):
        literal = _WILDCARDS.split(query.text, maxsplit=1)[0]
        return _filtered(re.compile(translate(query.text)), literal, vocabulary)
    return _filtered(re.compile(query.text), _literal_prefix(query.text), vocabulary)


def _literal_prefix(pattern: str) -> str:
    """Return the literal characters with which every match of a regular expression begins."""
    if "|" in pattern:
        return ""
    literal = _REGEX_SPECIALS.split(pattern, maxsplit=1)[0]
    optional = pattern[len(literal) : len(literal) + 1] in tuple("*?{")
    return literal[:-1] if optional else literal


def _filtered(pattern: re.Pattern[str], literal: str, vocabulary: Vocabulary) -> Longs:
    first, end = vocabulary.prefix_range(literal.encode())
    terms = vocabulary.iterate(first, end)
    numbers = [n for n, term in enumerate(terms, first) if pattern.match(term.decode())]
    return np.array(numbers, np.int64)


def _term_range(query: q.TermRange, vocabulary: Vocabulary) -> range:
    first, end = 0, len(vocabulary)
    if query.start is not None:
        first = _bound(query.start, vocabulary, behind=query.startexcl)
    if query.end is not None:
        end = _bound(query.end, vocabulary, behind=not query.endexcl)
    return range(first, max(first, end))


def _bound(text: str | bytes, vocabulary: Vocabulary, *, behind: bool) -> int:
    term = text if isinstance(text, bytes) else text.encode()
    return vocabulary.lower_bound(term + b"\0" if behind else term)


def _fuzzy(query: q.FuzzyTerm, vocabulary: Vocabulary) -> Longs:
    first, end = vocabulary.prefix_range(query.text[: query.prefixlength].encode())
    terms = [term.decode() for term in vocabulary.iterate(first, end)]
    sizes = np.fromiter(map(len, terms), np.int64, len(terms))
    near = np.flatnonzero(np.abs(sizes - len(query.text)) <= query.maxdist)
    if not near.size:
        return near
    distances = edit_distances(query.text, [terms[i] for i in near])
    numbers: Longs = first + near[distances <= query.maxdist]
    return numbers


def edit_distances(text: str, terms: Sequence[str]) -> Longs:
    """Levenshtein's distance of ``text`` to each of many terms, all terms at once.

    The classic table of Wagner and Fischer (Journal of the ACM 21, 1974), one row per
    character of ``text``; the cells of a row depend on each other by insertions only, which a
    running minimum resolves.
    """
    width = max(map(len, terms))
    letters = np.array(terms, dtype=f"U{width}").view(np.uint32).reshape(len(terms), width)
    columns = np.arange(width + 1)
    row = np.broadcast_to(columns, (len(terms), width + 1))
    for place, character in enumerate(text, 1):
        following = np.empty_like(row)
        following[:, 0] = place
        substituted = row[:, :-1] + (letters != ord(character))
        np.minimum(substituted, row[:, 1:] + 1, out=following[:, 1:])
        row = np.minimum.accumulate(following - columns, axis=1) + columns
    distances: Longs = row[np.arange(len(terms)), [len(term) for term in terms]]
    return distances
