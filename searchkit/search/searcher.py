"""Searching one state of the index: from what a person typed to ranked hits.

Filters alone list the documents that meet them, newest first.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from searchkit.backends.base import BM25
from searchkit.errors import QueryError
from searchkit.index.catalogue import Catalogue
from searchkit.index.language_counts import Language
from searchkit.index.schema import DOCUMENT, SOURCE
from searchkit.query_tree import And, Not, Term
from searchkit.search.hit_builder import make_hit
from searchkit.search.query.document_resolver import complete_numbers
from searchkit.search.query.filters import Filters, make_filters, unmet
from searchkit.search.query.language.syntax import Words, is_of_documents
from searchkit.search.query.parser import ParsedQuery, parse_query
from searchkit.search.ranking.first_stage import Ranker
from searchkit.search.ranking.within_document import PassageRanker
from searchkit.search.results import Explanation, SearchResult
from searchkit.search.snippets import matched_tokens
from searchkit.search.suggestions import may_be_improved, suggest
from searchkit.search.understanding import understood
from searchkit.text.tokens import TokenizedText, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from searchkit.backends.base import Backend, Floats, Longs
    from searchkit.query_tree import Query
    from searchkit.search.hit_builder import Matcher
    from searchkit.search.ranking.topic_ranking import TopicMatch
    from searchkit.search.ranking.topics import Topic
    from searchkit.search.results import Hit
    from searchkit.search.settings import RankingSettings

_DEEPER = 4
"""How many times more passages are ranked when too few documents were among the best."""

_OF_TEXTS = Not(And((Term("record", SOURCE), Not(Term("record", DOCUMENT)))))
"""Holds for passages, and not for the records of files that have no text."""

_ROUNDING = 1e-9
"""A difference of scores that only their rounding makes."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A passage in its place: its number in the index, its document's first passage, its score."""

    passage: int
    owner: int
    score: float


@dataclass(frozen=True, slots=True)
class Request:
    """What is looked for: a query, a topic, or both, under filters; or what filters alone let pass.

    ``limit`` hits at most, ``per_document`` of one document; ``explain`` says what scores are made
    of.
    """

    query: str
    topic: Topic | None = None
    filters: Filters = field(default_factory=Filters)
    limit: int = 10
    per_document: int = 3
    explain: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a query finds: how many passages in all, the best ones, and what else may be tried.

    ``parsed`` is the query that found them, ``searched`` its text if that is not the one asked.
    ``suggestions`` are looked for only where nothing was ``found``, not even without the filters.
    """

    parsed: ParsedQuery
    found: int
    total: int
    ranked: list[_Ranked]
    suggestions: tuple[str, ...] = ()
    searched: str | None = None


class Searcher:
    """Searches an index as it was when the searcher was made. Safe to share between threads."""

    def __init__(self, backend: Backend, settings: RankingSettings) -> None:
        self._settings = settings
        self._state = backend.state(BM25(settings.k1, settings.b))
        self._ranker = Ranker(self._state, settings)
        self._language = Language(backend)
        self.catalogue = Catalogue(self._state)
        self._passages = PassageRanker(self.catalogue, settings)

    def is_current(self) -> bool:
        """Say whether nothing has been committed since this searcher was made."""
        return self._state.is_current()

    def search(self, request: Request) -> SearchResult:
        """Return the best hits; raises QueryError for a query that says nothing."""
        started = time.perf_counter()
        parsed = self._parse(request.query) if request.query.strip() else None
        if parsed is None and request.topic is None and request.filters == Filters():
            raise QueryError("nothing was typed: type at least one word to look for", position=0)
        if request.topic is not None:
            total, hits = self._search_topic(request, parsed, request.topic)
            result = SearchResult(request.query, total, 0.0, tuple(hits))
        elif parsed is not None and parsed.root is None:
            result = SearchResult(request.query, 0, 0.0, ())
        elif parsed is None or parsed.is_listing:
            result = self._list(request, parsed or ParsedQuery(""))
        else:
            result = self._search_query(request, parsed)
        notes = list(parsed.notes) if parsed else []
        if not result.total:
            notes += unmet(self.catalogue, request.filters)
        if self._language.damage:
            notes.append(f"nothing can be suggested: {self._language.damage}")
        if parsed is not None and parsed.root is not None:
            result = replace(
                result,
                understood=understood(parsed.root),
                query_tree=And(parsed.conditions),
            )
        took_ms = (time.perf_counter() - started) * 1000
        return replace(result, notes=tuple(notes), took_ms=took_ms)

    def rank_documents(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return (id, score) of the documents that ``search`` shows first, in its order."""
        parsed = self._parse(query)
        if parsed.is_listing:
            return []
        answer = self._answer(Request(query, limit=limit, per_document=1), parsed)
        return [(self.catalogue.document(item.owner).id, item.score) for item in answer.ranked]

    def _list(self, request: Request, parsed: ParsedQuery) -> SearchResult:
        """Return the newest of what the conditions let pass.

        Conditions on documents list documents, each by its beginning, those on texts passages.
        """
        filters = self._filters(parsed, request)
        if parsed.root is None or is_of_documents(parsed.root):
            filters.append(Term("record", DOCUMENT))
        newest = self._state.newest(And(tuple(filters)), "date", request.limit)
        owners = self.catalogue.owner(newest.docnums)
        listed = [
            _Ranked(passage, owner, 0.0)
            for passage, owner in zip(newest.docnums.tolist(), owners.tolist(), strict=True)
        ]
        hits = self._hits(listed, lambda tokens: [0.0] * len(tokens), {})
        return SearchResult(request.query, newest.total, 0.0, tuple(hits))

    def _filters(self, parsed: ParsedQuery, request: Request) -> list[Query]:
        """Return what must hold; the records of files, which have no text, hold nothing."""
        own = parsed.conditions
        texts: list[Query] = (
            [_OF_TEXTS] if own and (parsed.is_listing or not parsed.is_free) else []
        )
        return [*own, *texts, *make_filters(self.catalogue, request.filters)]

    def _search_query(self, request: Request, parsed: ParsedQuery) -> SearchResult:
        answer = self._answer(request, parsed)
        asked = tokenize(answer.parsed.text)
        parts = self._parts(answer.parsed, answer.ranked) if request.explain else {}
        explanations = {passage: Explanation(part) for passage, part in parts.items()}
        hits = self._hits(answer.ranked, lambda tokens: matched_tokens(asked, tokens), explanations)
        suggestions = answer.suggestions
        if answer.found and not parsed.has_fields and parsed.is_free:
            suggestions = self._suggestions(request.query, answer.found)
        return SearchResult(
            request.query, answer.total, 0.0, tuple(hits), suggestions, answer.searched
        )

    def _answer(self, request: Request, parsed: ParsedQuery) -> _Answer:
        """Search, and try what else could be meant where nothing was found.

        Operators and fields say what is meant.
        """
        total, ranked = self._rank(parsed, request)
        # What only the filters hide was not typed wrong.
        found = total or self._unfiltered(parsed, request)
        if found or parsed.has_fields or not parsed.is_free:
            return _Answer(parsed, found, total, ranked)
        suggestions = self._suggestions(request.query, found)
        for suggestion in suggestions:
            parsed = self._parse(suggestion)
            total, ranked = self._rank(parsed, request)
            if total:
                return _Answer(parsed, found, total, ranked, suggestions, suggestion)
        return _Answer(parsed, found, total, ranked, suggestions)

    def _unfiltered(self, parsed: ParsedQuery, request: Request) -> int:
        """Return how many passages the query finds without the filters, 0 if there are none."""
        if request.filters == Filters():
            return 0
        anywhere = replace(request, filters=Filters(), limit=1)
        return self._rank(parsed, anywhere)[0]

    def _suggestions(self, query: str, found: int) -> tuple[str, ...]:
        counts = self._language.counts() if may_be_improved(query, found) else None
        if counts is None:
            return ()
        return tuple(suggestion.query for suggestion in suggest(query, counts, found))

    def _hits(
        self,
        ranked: Sequence[_Ranked],
        matcher: Matcher,
        explanations: Mapping[int, Explanation],
    ) -> list[Hit]:
        """Show ranked passages; those without an explanation get none."""
        return [
            make_hit(
                self.catalogue,
                item.passage,
                item.owner,
                rank=rank,
                score=item.score,
                matcher=matcher,
                explanation=explanations.get(item.passage),
            )
            for rank, item in enumerate(ranked, start=1)
        ]

    def _parse(self, query: str) -> ParsedQuery:
        parsed = complete_numbers(self.catalogue, parse_query(query))
        if parsed.root is None or isinstance(parsed.root, Words):
            return parsed
        from searchkit.search.query.compilation.compiler import conditions  # mere words need none

        return replace(parsed, conditions=tuple(conditions(self.catalogue, parsed.root)))

    def _rank(self, parsed: ParsedQuery, request: Request) -> tuple[int, list[_Ranked]]:
        """Rank ever deeper until there are enough passages, or no more."""
        filters = self._filters(parsed, request)
        depth = max(self._settings.candidates, _DEEPER * request.limit)
        while True:
            top = self._ranker.rank(parsed, filters, depth)
            top = self._passages.arrange(parsed, top, request.limit)
            ranked = self._spread(top.docnums, top.scores, request)
            if len(ranked) == request.limit or len(top.docnums) < depth:
                return top.total, ranked
            depth *= _DEEPER

    def _spread(self, passages: Longs, scores: Floats, request: Request) -> list[_Ranked]:
        """Take the best passages, but not too many of one document."""
        taken: dict[int, int] = {}
        ranked: list[_Ranked] = []
        owners = self.catalogue.owner(passages)
        for passage, owner, score in zip(
            passages.tolist(), owners.tolist(), scores.tolist(), strict=True
        ):
            taken[owner] = taken.get(owner, 0) + 1
            if taken[owner] <= request.per_document:
                ranked.append(_Ranked(passage, owner, score))
                if len(ranked) == request.limit:
                    break
        return ranked

    def _parts(self, parsed: ParsedQuery, ranked: Sequence[_Ranked]) -> dict[int, dict[str, float]]:
        passages = np.sort(np.array([item.passage for item in ranked], np.int64))
        by_field = self._ranker.parts(parsed, passages)
        parts = {
            passage: {name: float(scores[i]) for name, scores in by_field.items() if scores[i]}
            for i, passage in enumerate(passages.tolist())
        }
        for item in ranked:
            of_document = item.score - sum(parts[item.passage].values())
            if abs(of_document) > _ROUNDING:
                parts[item.passage]["document"] = of_document
        return parts

    def _search_topic(
        self, request: Request, parsed: ParsedQuery | None, topic: Topic
    ) -> tuple[int, list[Hit]]:
        from searchkit.search.ranking.topic_ranking import TopicRanker

        ranker = TopicRanker(self.catalogue, self._ranker, topic)
        filters = self._filters(parsed or ParsedQuery(""), request)
        total, found = ranker.rank(parsed, filters)
        passages = np.array([item.passage for item in found], np.int64)
        scores = np.array([item.score for item in found])
        asked = tokenize(parsed.text) if parsed else None
        explanations = {
            match.passage: _topic_explanation(match, request.explain) for match in found
        }
        return total, self._hits(
            self._spread(passages, scores, request),
            lambda tokens: _marks(topic, asked, tokens),
            explanations,
        )


def _topic_explanation(match: TopicMatch, explain: bool) -> Explanation:
    """Say by which phrases a hit of a topic matched; on demand also with what weight."""
    return Explanation(match.parts if explain else {}, match.phrases)


def _marks(topic: Topic, asked: TokenizedText | None, tokens: TokenizedText) -> Sequence[float]:
    """Mark the phrases of a topic in a passage, and the words of the query beside it."""
    weights = topic.token_weights(tokens)
    if asked is None:
        return weights
    words = matched_tokens(asked, tokens)
    return [max(pair) for pair in zip(weights, words, strict=True)]
