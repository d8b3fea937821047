"""Searching one state of the index: from what a person typed to ranked hits.

Filters alone list the documents that meet them, newest first.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query as q

from searchkit.engine.execution.executor import matching
from searchkit.engine.reader import postings, term_counts
from searchkit.engine.whoosh.opening import open_reader
from searchkit.index.catalogue import Catalogue
from searchkit.index.language_counts import Language
from searchkit.search.hit_builder import make_hit
from searchkit.search.query.document_resolver import complete_numbers
from searchkit.search.query.filters import Filters, make_condition, unmet
from searchkit.search.query.parser import ParsedQuery, parse_query
from searchkit.search.ranking.first_stage import Ranker
from searchkit.search.ranking.within_document import PassageRanker
from searchkit.search.results import Explanation, SearchResult
from searchkit.search.snippets import matched_tokens
from searchkit.search.suggestions import may_be_improved, suggest
from searchkit.text.tokens import TokenizedText, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from whoosh.index import FileIndex

    from searchkit.engine.storage.arrays import Longs
    from searchkit.search.hit_builder import Matcher
    from searchkit.search.ranking.topic_ranking import TopicMatch
    from searchkit.search.ranking.topics import Topic
    from searchkit.search.results import Hit
    from searchkit.search.settings import RankingSettings


def newest_documents(
    reader: Any, catalogue: Catalogue, conditions: Sequence[q.Query], limit: int
) -> tuple[int, Longs]:
    """Return how many documents fulfil all conditions, and the first passages of the newest.

    Those of one day stand in the order of the index, those without a date at the end.
    """
    passages = matching(reader, q.And(list(conditions)))
    found = np.intersect1d(catalogue.boundaries, passages, assume_unique=True)
    undated = np.setdiff1d(found, matching(reader, q.Every("date")), assume_unique=True)
    wanted = min(limit, len(found) - len(undated))
    dated: list[int] = []
    for day in reversed(term_counts(reader, "date").terms):
        if len(dated) >= wanted:
            break
        of_day = postings(reader, "date", day).docnums
        dated += np.intersect1d(found, of_day, assume_unique=True).tolist()
    return len(found), np.array([*dated, *undated.tolist()], np.int64)[:limit]


DEEPER = 4
"""How many times more passages are ranked when too few documents were among the best."""

ROUNDING = 1e-9
"""A difference of scores that only their rounding makes."""


@dataclass(frozen=True, slots=True)
class Ranked:
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


class Engine:
    """Searches the index as it was when the engine was made. Safe to share between threads."""

    def __init__(self, index: FileIndex, settings: RankingSettings) -> None:
        self._index = index
        self._settings = settings
        self._reader = open_reader(index)
        self._ranker = Ranker(self._reader, settings)
        self._language = Language(index.storage.folder)
        self.catalogue = Catalogue(self._reader)
        self._passages = PassageRanker(self._reader, self.catalogue, settings)

    def is_current(self) -> bool:
        """Say whether nothing has been committed since this engine was made."""
        return bool(self._index.latest_generation() == self._reader.generation())

    def search(self, request: Request) -> SearchResult:
        """Return the best hits; raises QueryError for a query that says nothing."""
        started = time.perf_counter()
        if request.topic is not None:
            total, hits = self._search_topic(request, request.topic)
            result = SearchResult(request.query, total, 0.0, tuple(hits))
        elif request.query.strip() or request.filters == Filters():
            result = self._search_query_or_suggested(request)
        else:
            result = self._list(request)
        if not result.total:
            notes = tuple(unmet(self._reader, self.catalogue, request.filters))
            result = replace(result, notes=notes)
        return replace(result, took_ms=(time.perf_counter() - started) * 1000)

    def _list(self, request: Request) -> SearchResult:
        """Return the newest documents that the filters let pass, each by its beginning."""
        from searchkit.search.searcher import newest_documents

        conditions = self._conditions(ParsedQuery(""), request)
        total, firsts = newest_documents(self._reader, self.catalogue, conditions, request.limit)
        listed = [Ranked(first, first, 0.0) for first in firsts.tolist()]
        hits = self._hits(listed, lambda tokens: [0.0] * len(tokens), {})
        return SearchResult(request.query, total, 0.0, tuple(hits))

    def _conditions(self, parsed: ParsedQuery, request: Request) -> list[q.Query]:
        return make_condition(self._reader, self.catalogue, parsed, request.filters)

    def _search_query_or_suggested(self, request: Request) -> SearchResult:
        """Search, say what else could be tried, and try it where nothing was found."""
        total, hits = self._search_query(request)
        # What only the filters hide was not typed wrong.
        found = total or self._unfiltered(request)
        suggestions = self._suggestions(request.query, found)
        searched = None
        for suggestion in suggestions if not found else ():
            total, hits = self._search_query(replace(request, query=suggestion))
            if total:
                searched = suggestion
                break
        return SearchResult(request.query, total, 0.0, tuple(hits), suggestions, searched)

    def _unfiltered(self, request: Request) -> int:
        """Return how many passages the query finds without the filters, 0 if there are none."""
        if request.filters == Filters():
            return 0
        anywhere = replace(request, filters=Filters(), limit=1)
        return self._rank(self._parse(request.query), anywhere, passages=False)[0]

    def _suggestions(self, query: str, found: int) -> tuple[str, ...]:
        counts = self._language.counts() if may_be_improved(query, found) else None
        if counts is None:
            return ()
        return tuple(suggestion.query for suggestion in suggest(query, counts, found))

    def rank_documents(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return the ids of the best documents, each scored as its best passage."""
        parsed = self._parse(query)
        request = Request(query, limit=limit, per_document=1)
        _, ranked = self._rank(parsed, request, passages=False)
        return [(self.catalogue.document(item.owner).id, item.score) for item in ranked]

    def _search_query(self, request: Request) -> tuple[int, list[Hit]]:
        parsed = self._parse(request.query)
        total, ranked = self._rank(parsed, request)
        asked = tokenize(parsed.text)
        parts = self._parts(parsed, ranked) if request.explain else {}
        explanations = {passage: Explanation(part) for passage, part in parts.items()}
        return total, self._hits(ranked, lambda tokens: matched_tokens(asked, tokens), explanations)

    def _hits(
        self,
        ranked: Sequence[Ranked],
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
        return complete_numbers(self._reader, self.catalogue, parse_query(query))

    def _rank(
        self, parsed: ParsedQuery, request: Request, *, passages: bool = True
    ) -> tuple[int, list[Ranked]]:
        """Rank ever deeper until there are enough passages, or no more.

        Without ``passages`` only documents are ranked: which passage stands for each is not looked
        at, and no text is read.
        """
        conditions = self._conditions(parsed, request)
        depth = max(self._settings.candidates, DEEPER * request.limit)
        while True:
            top = self._ranker.rank(parsed, conditions, depth)
            if passages:
                top = self._passages.arrange(parsed, top, request.limit)
            ranked = self._spread(top.docnums, top.scores, request)
            if len(ranked) == request.limit or len(top.docnums) < depth:
                return top.total, ranked
            depth *= DEEPER

    def _spread(
        self, passages: NDArray[np.int64], scores: NDArray[np.float64], request: Request
    ) -> list[Ranked]:
        """Take the best passages, but not too many of one document."""
        taken: dict[int, int] = {}
        ranked: list[Ranked] = []
        owners = self.catalogue.owner(passages)
        for passage, owner, score in zip(
            passages.tolist(), owners.tolist(), scores.tolist(), strict=True
        ):
            taken[owner] = taken.get(owner, 0) + 1
            if taken[owner] <= request.per_document:
                ranked.append(Ranked(passage, owner, score))
                if len(ranked) == request.limit:
                    break
        return ranked

    def _parts(self, parsed: ParsedQuery, ranked: Sequence[Ranked]) -> dict[int, dict[str, float]]:
        passages = np.sort(np.array([item.passage for item in ranked], np.int64))
        by_field = self._ranker.parts(parsed, passages)
        parts = {
            passage: {name: float(scores[i]) for name, scores in by_field.items() if scores[i]}
            for i, passage in enumerate(passages.tolist())
        }
        for item in ranked:
            of_document = item.score - sum(parts[item.passage].values())
            if abs(of_document) > ROUNDING:
                parts[item.passage]["document"] = of_document
        return parts

    def _search_topic(self, request: Request, topic: Topic) -> tuple[int, list[Hit]]:
        from searchkit.search.ranking.topic_ranking import TopicRanker

        ranker = TopicRanker(self._reader, self.catalogue, self._ranker, topic)
        parsed = self._parse(request.query) if request.query.strip() else None
        conditions = self._conditions(parsed or ParsedQuery(""), request)
        total, found = ranker.rank(parsed, conditions)
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
