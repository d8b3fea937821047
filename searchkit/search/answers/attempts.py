"""What a query is answered by: itself, or where nothing has all of it, what was probably meant.

Operators say what is meant, so nothing else is tried for a query with them. Fields are filters:
what they hide was not typed wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit._dataclass import dataclass, replace
from searchkit.search.answers.of_query import QueryAnswer
from searchkit.search.query.conditions import held_terms
from searchkit.search.query.filter_set import FilterSet
from searchkit.search.query.interpreter import unknown_words
from searchkit.search.query.parser import parse_query
from searchkit.search.suggestions import Suggestion, may_be_improved, suggest

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.index.language_counts import Language
    from searchkit.search.answers.rankers import Rankers
    from searchkit.search.query.parser import ParsedQuery

    Parse = Callable[[str], ParsedQuery]


@dataclass(frozen=True, slots=True)
class Attempt:
    """The answer to a query, and what else may be tried.

    ``searched`` is its text if that is not the one asked. ``nearest``: no passage has all the
    words, these have the most.
    """

    answer: QueryAnswer
    suggestions: tuple[str, ...] = ()
    searched: str | None = None
    nearest: bool = False


class Attempts:
    """Answers queries over one state of the index."""

    def __init__(self, rankers: Rankers, language: Language) -> None:
        self._rankers = rankers
        self._language = language

    def answer(
        self,
        query: str,
        parsed: ParsedQuery,
        filters: FilterSet,
        parse: Parse,
        expect: Callable[[QueryAnswer], None] = lambda _: None,
    ) -> Attempt:
        """Search, and try what else could be meant where nothing was found; ``parse`` reads it.

        ``expect`` is told what is looked at, before it is ranked.
        """
        answer = QueryAnswer(self._rankers, parsed, filters)
        expect(answer)
        if parsed.is_exact:
            return Attempt(answer)
        if answer.total and (forms := self._forms(parsed, query)):
            parsed = replace(parsed, forms=(*parsed.forms, *forms))
            answer = QueryAnswer(self._rankers, parsed, filters)
        # What only filters and fields hide was not typed wrong.
        found = answer.total or self._unfiltered(parsed, filters)
        suggestions = self._suggestions(query, found)
        if found:
            return Attempt(answer, suggestions)
        for suggestion in suggestions:
            other = QueryAnswer(self._rankers, parse(suggestion), filters)
            if other.total:
                return Attempt(other, suggestions, suggestion)
        nearest = QueryAnswer(self._rankers, parsed, filters, nearest=True)
        return Attempt(nearest, suggestions, nearest=True)

    def _forms(self, parsed: ParsedQuery, query: str) -> tuple[str, ...]:
        """Return what was probably meant by a query with words that stand nowhere."""
        if not unknown_words(self._rankers.catalogue.state, parsed):
            return ()
        return tuple(parse_query(other).text for other in self._suggestions(query, 0))

    def _unfiltered(self, parsed: ParsedQuery, filters: FilterSet) -> int:
        """Return how many passages are found without filters and fields, 0 if there are none."""
        bare = parsed.without_fields()
        if not filters.is_set() and bare.conditions == parsed.conditions:
            return 0
        return QueryAnswer(self._rankers, bare, FilterSet()).total

    def _suggestions(self, query: str, found: int) -> tuple[str, ...]:
        others = self._others(query, found)
        # "vi5" is typed by VNI where it explains the query, and no code "vi 5".
        if not found and not any(other.kind == "keystrokes" for other in others):
            spaced = self._respaced(query)
            if spaced != query:
                others = self._others(spaced, found) or (Suggestion(spaced, "spelling"),)
        return tuple(suggestion.query for suggestion in others)

    def _others(self, query: str, found: int) -> tuple[Suggestion, ...]:
        counts = self._language.counts() if may_be_improved(query, found) else None
        return suggest(query, counts, found) if counts is not None else ()

    def _respaced(self, query: str) -> str:
        """Return a query with its codes as the index has them: ``QL 1A`` for ``QL1A``."""
        from searchkit.text.correction.codes import respace_codes  # most queries find something

        state = self._rankers.catalogue.state
        return respace_codes(query, lambda terms: held_terms(state, "folded", terms))
