"""Which tokens of a text made it match a query: what is marked, and only that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.text.legal.dates import dates
from searchkit.text.spelling.orthography import i_y_variants
from searchkit.text.spelling.syllables import fold_term
from searchkit.text.tokens import TokenizedText, same_token, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from searchkit.search.query.parser import ParsedQuery

    Matcher = Callable[[TokenizedText], Sequence[float]]

_Places = list[set[int]]
"""For each token of a text the places in the query at which it stands."""


class QueryMatcher:
    """Tells of each token of a text how strongly it is matched, 0 to 1."""

    def __init__(self, query: ParsedQuery, day: str | None = None) -> None:
        self._query = query
        names = [
            text for name in query.names if day is None or name.is_of(day) for text in name.texts
        ]
        self._asked = [tokenize(text) for text in (query.words, *query.forms, *names)]
        self._days = {date.term for date in query.dates if date.precision == "day"}

    def in_time(self, day: str) -> QueryMatcher:
        """Return what matches a document of a day: other names only in theirs.

        The day is as in ISO 8601, empty for a document without a date.
        """
        return QueryMatcher(self._query, day) if self._query.names else self

    def __call__(self, text: TokenizedText) -> list[float]:
        """Return a weight for each token of a text."""
        weights = [matched_tokens(asked, text) for asked in self._asked]
        return [max(own) for own in zip(*weights, self._of_days(text), strict=True)]

    def _of_days(self, text: TokenizedText) -> Sequence[float]:
        weights = [0.0] * len(text)
        found = dates(text.text) if self._days else ()
        for start, end in [(date.start, date.end) for date in found if date.term in self._days]:
            for place, span in enumerate(text.spans):
                if start <= span[0] and span[1] <= end:
                    weights[place] = 1.0
        return weights


def matched_tokens(query: TokenizedText, text: TokenizedText) -> list[float]:
    """Return for each token of a text how strongly it is matched, 0 when it is not.

    A token weighs 1 with its neighbour of the query beside it. Tokens apart are matched where no
    two are neighbours and the text has all of the query; failing that, those with one token
    between them. A token that stands in another word (``Ngân hàng Chính sách`` for ``hành chính``)
    is none of these.
    """
    places = _places(query, text)
    together = _beside(places, 1)
    if any(together):
        return together
    if len(query) and len(set().union(*places)) == len(query):
        return [0.5 if found else 0.0 for found in places]
    return _beside(places, 2)


def _places(query: TokenizedText, text: TokenizedText) -> _Places:
    by_folded: dict[str, list[tuple[int, str]]] = {}
    for place, token in enumerate(query.accented):
        for spelling in (token, *i_y_variants(token)):
            by_folded.setdefault(fold_term(spelling), []).append((place, spelling))
    return [
        {
            place
            for place, spelling in by_folded.get(token, ())
            if same_token(spelling, token, text.accented[i], token)
        }
        for i, token in enumerate(text.folded)
    ]


def _beside(places: _Places, distance: int) -> list[float]:
    """Weigh the tokens that stand at a distance from each other in the text and in the query."""
    weights = [0.0] * len(places)
    for i in range(len(places) - distance):
        if any(place + distance in places[i + distance] for place in places[i]):
            weights[i] = weights[i + distance] = 1.0 / distance
    return weights
