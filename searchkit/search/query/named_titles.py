"""Which documents a query calls by their titles: ``luật thanh tra``, ``điều 9 luật viên chức``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.index.terms.titles import article_term, law_of, title_beginnings, title_words
from searchkit.query_tree import Term
from searchkit.text.legal.abbreviations import written_out
from searchkit.text.legal.cited_places import find_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from searchkit.backends.base import IndexState
    from searchkit.index.catalogue import Catalogue

_MOST_WORDS = 60
_MOST_DOCUMENTS = 10
_FEWEST_UNTYPED = 3
_BESIDE = frozenset(
    {"cua", "trong", "theo", "tai", "quy", "dinh", "noi", "dung", "toan", "van", "ve"}
)
"""Words that ask for nothing beside a title and a place."""


class NamedTitle(NamedTuple):
    """What a query calls by its title.

    ``term`` is the title in the index, ``numbers`` are those of its documents, ``articles`` the
    terms of the articles cited; ``whole``: the query asks for nothing else.
    """

    term: str
    numbers: tuple[str, ...]
    articles: tuple[str, ...]
    whole: bool


def find_title(catalogue: Catalogue, text: str) -> NamedTitle | None:
    """Return the longest title of the index that a query holds, abbreviated or not."""
    for reading in (text, *written_out(text)):
        words = title_words(reading)[:_MOST_WORDS]
        found = _longest(catalogue.state, words)
        if found is not None:
            return _named(catalogue, text, words, *found)
    return None


def _longest(state: IndexState, words: Sequence[str]) -> tuple[int, int] | None:
    """Return where the longest title stands among the words of a query, the first of such."""
    places = [
        (start, end)
        for start, fewest in _starts(words)
        for end in range(start + fewest, len(words) + 1)
    ]
    titles = [Term("title", " ".join(words[start:end])) for start, end in places]
    holding = state.counts(titles, np.zeros(0, np.int64)).holding
    found = [place for place, held in zip(places, holding.tolist(), strict=True) if held]
    return max(found, key=lambda place: place[1] - place[0], default=None)


def _starts(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a title may begin, and how many words it has at least."""
    types = [name.split() for name in title_beginnings()]
    if words:
        yield 0, _FEWEST_UNTYPED
    for start in range(len(words)):
        for name in types:
            if list(words[start : start + len(name)]) == name:
                yield start, len(name) + 1


def _named(
    catalogue: Catalogue, text: str, words: Sequence[str], start: int, end: int
) -> NamedTitle:
    term = " ".join(words[start:end])
    owners = catalogue.owner(catalogue.state.matching(Term("title", term)))
    numbers: dict[str, None] = {}
    for first in dict.fromkeys(owners.tolist()[:_MOST_DOCUMENTS]):
        document = catalogue.document(first)
        if number := law_of(document.metadata, document.title):
            numbers[number] = None
    places = find_places(text)
    articles = tuple(
        article_term(article, law) for article in places.get("dieu", ()) for law in (term, *numbers)
    )
    labels = {label for own in places.values() for label in own}
    beside = set(words[:start]) | set(words[end:])
    return NamedTitle(term, tuple(numbers), articles, beside <= _BESIDE | places.keys() | labels)
