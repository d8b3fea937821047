"""How a query is cut into the terms of the streams that ``analyzer`` makes of texts.

It needs no word list: each run of syllables may be a word.
"""

from __future__ import annotations

import itertools

from searchkit._dataclass import dataclass
from searchkit.text.spelling.syllables import fold_term, syllable_terms

LENGTHS = (2, 3, 4)
"""The syllables of a word."""


@dataclass(frozen=True, slots=True)
class QuerySyllable:
    """A syllable or number of a query as in ``text`` and in ``folded``."""

    text: str
    folded: str

    @property
    def accented(self) -> bool:
        """Whether the syllable was typed with diacritics."""
        return self.text != self.folded


@dataclass(frozen=True, slots=True)
class QueryStreams:
    """The terms of a query in the order of the query, repeated as they are repeated there.

    ``words`` are candidates: each run of 2 to 4 adjacent syllables, whether a word or not.
    """

    syllables: list[QuerySyllable]
    pairs: list[str]
    skips: list[str]
    words: list[str]


def query_streams(text: str) -> QueryStreams:
    """Return what a query, normalised, looks for; its terms are those of ``token_streams``."""
    syllables = [QuerySyllable(term, fold_term(term)) for term in syllable_terms(text)]
    folded = [syllable.folded for syllable in syllables]
    return QueryStreams(
        syllables,
        [" ".join(pair) for pair in itertools.pairwise(folded)],
        [" ".join(pair) for pair in zip(folded, folded[2:], strict=False)],
        [
            "_".join(folded[start : start + length])
            for length in LENGTHS
            for start in range(len(folded) - length + 1)
        ],
    )
