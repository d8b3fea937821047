"""Searching one state of the index: from what a person typed to ranked hits.

Filters alone list the documents that meet them, newest first.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from searchkit.backends.base import BM25
from searchkit.errors import QueryError
from searchkit.index.analysis import analysis_note
from searchkit.index.catalogue import Catalogue
from searchkit.index.language_counts import Language
from searchkit.index.schema import DOCUMENT, SOURCE
from searchkit.query_tree import And, Not, Or, Term
from searchkit.search.hit_builder import make_hit
from searchkit.search.matching import QueryMatcher
from searchkit.search.near_duplicates import Groups
from searchkit.search.notes import (
    FEWER_WORDS,
    count_documents,
    notes_on_failures,
    notes_on_filters,
)
from searchkit.search.query.filters import Filters, make_filters, unmet
from searchkit.search.query.interpreter import interpret, unknown_words
from searchkit.search.query.language.syntax import (
    Field,
    Words,
    fields,
    is_of_documents,
    top_parts,
)
from searchkit.search.query.parser import ParsedQuery, parse_query
from searchkit.search.query.questions import is_question
from searchkit.search.ranking.first_stage import Ranker
from searchkit.search.ranking.within_document import PassageRanker
from searchkit.search.results import Explanation, SearchResult
from searchkit.search.suggestions import may_be_improved, suggest
from searchkit.search.understanding import understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from searchkit.backends.base import Backend, Floats, Longs
    from searchkit.query_tree import Query
    from searchkit.search.hit_builder import Matcher
    from searchkit.search.query.topic_conditions import TopicConditions
    from searchkit.search.ranking.second_stage import SecondStage
    from searchkit.search.ranking.topic_ranking import TopicMatch
    from searchkit.search.results import Hit, Span
    from searchkit.search.settings import RankingSettings
    from searchkit.search.topics.model import Topic
    from searchkit.search.topics.scoring import TopicScorer
    from searchkit.text.tokens import TokenizedText

_DEEPER = 4
"""How many times more passages are ranked when too few documents were among the best."""

_OF_TEXTS = Not(And((Term("record", SOURCE), Not(Term("record", DOCUMENT)))))
"""Holds for passages, and not for the records of files that have no text."""

_ROUNDING = 1e-9
"""A difference of scores that only their rounding makes."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A passage in its place: its number in the index, its document's first passage, its score.

    ``same`` are the passages, with their documents, that say the same and stand behind it.
    """

    passage: int
    owner: int
    score: float
    same: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What is looked for: a query, a topic, or both, under filters; or what filters alone let pass.

    ``limit`` hits at most, ``per_document`` of one document; ``explain`` says what scores are made
    of. ``fold`` makes passages that say the same one hit.
    """

    query: str
    topic: Topic | None = None
    filters: Filters = field(default_factory=Filters)
    limit: int = 10
    per_document: int = 3
    explain: bool = False
    fold: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a query finds: how many passages in all, the best ones, and what else may be tried.

    ``parsed`` is the query that found them, ``condition`` what they had to match, ``searched`` its
    text if that is not the one asked. ``suggestions`` are looked for only where nothing was
    ``found``, not even without the filters. ``nearest``: no passage has all the words, these have
    the most.
    """

    parsed: ParsedQuery
    condition: Query
    found: int
    total: int
    ranked: list[_Ranked]
    suggestions: tuple[str, ...] = ()
    searched: str | None = None
    nearest: bool = False


class Searcher:
    """Searches an index as it was when the searcher was made. Safe to share between threads."""

    def __init__(
        self,
        backend: Backend,
        settings: RankingSettings,
        topics: Callable[[], Mapping[str, Topic]],
    ) -> None:
        self._settings = settings
        self._named_topics = topics
        self._state = backend.state(BM25(settings.k1, settings.b))
        self._ranker = Ranker(self._state, settings)
        self._language = Language(backend)
        self._analysis_note = analysis_note(backend)
        self.catalogue = Catalogue(self._state)
        self._passages = PassageRanker(self.catalogue, settings)

    @cached_property
    def _second_stage(self) -> SecondStage:
        # Only questions need it; other searches start sooner without its modules and its model.
        from searchkit.search.ranking.second_stage import SecondStage

        return SecondStage(self.catalogue, self._settings)

    @cached_property
    def topics(self) -> TopicConditions:
        """The topics that may be named, as conditions on this state of the index."""
        from searchkit.search.query.topic_conditions import TopicConditions

        return TopicConditions(self.catalogue, self._named_topics)

    def is_current(self) -> bool:
        """Say whether nothing has been committed since this searcher was made."""
        return self._state.is_current()

    def search(self, request: Request) -> SearchResult:
        """Return the best hits; raises QueryError for a query that says nothing."""
        started = time.perf_counter()
        parsed = self._parse(request.query) if request.query.strip() else None
        if parsed is None and request.topic is None and not request.filters.is_set():
            raise QueryError("nothing was typed: type at least one word to look for", position=0)
        topic = request.topic or self._only_topic(parsed, request.filters)
        if topic is not None:
            result = self._search_topic(request, parsed, topic)
        elif parsed is not None and parsed.root is None:
            result = SearchResult(request.query, 0, 0.0, ())
        elif parsed is None or parsed.is_listing:
            result = self._list(request, parsed or ParsedQuery(""))
        else:
            result = self._search_query(request, parsed)
        notes = result.notes
        if not result.total:
            filtered = unmet(self.catalogue, request.filters)
            notes = (*filtered, *notes, *notes_on_failures(self.catalogue))
        notes = (*(parsed.notes if parsed else ()), *self._unknown_topics(parsed), *notes)
        if self._language.damage:
            notes = (*notes, f"nothing can be suggested: {self._language.damage}")
        elif self._analysis_note:
            notes = (*notes, self._analysis_note)
        if parsed is not None and parsed.root is not None:
            tree = And(parsed.conditions)
            result = replace(result, understood=understood(parsed.root), query_tree=tree)
        return replace(result, notes=notes, took_ms=(time.perf_counter() - started) * 1000)

    def rank_documents(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return (id, score) of the documents that ``search`` shows first, in its order."""
        parsed = self._parse(query)
        if parsed.is_listing:
            return []
        answer = self._answer(Request(query, limit=limit, per_document=1), parsed)
        return [(self.catalogue.record(item.owner).id, item.score) for item in answer.ranked]

    def kinds_of_question(self, query: str, right: Sequence[str]) -> tuple[str, ...]:
        """Return of which kinds a question is, by the ids of the documents that answer it."""
        known = [self._first_of_id[name] for name in right if name in self._first_of_id]
        return self._second_stage.kinds(self._parse(query), np.array(sorted(known), np.int64))

    @cached_property
    def _first_of_id(self) -> dict[str, int]:
        firsts = self.catalogue.boundaries.tolist()
        named = zip(self.catalogue.documents(), firsts, strict=True)
        return {document.id: first for document, first in named}

    def marks(self, document: str, query: str) -> tuple[Span, ...]:
        """Return what a query matches in a document, passage by passage as in snippets."""
        from searchkit.search.document_marks import mark_document

        return mark_document(self.catalogue, document, self._parse(query))

    def _list(self, request: Request, parsed: ParsedQuery) -> SearchResult:
        """Return the newest of what the conditions let pass.

        Conditions on documents list documents, each by its beginning, those on texts passages. What
        only excludes lists the documents that have it in no passage.
        """
        conditions = parsed.conditions
        of_documents = not request.filters.topic and (
            parsed.root is None or is_of_documents(parsed.root)
        )
        excluded = [part.part for part in conditions if isinstance(part, Not)]
        if not of_documents and conditions and len(excluded) == len(conditions):
            having = self.catalogue.owner(self._state.matching(Or(tuple(excluded))))
            conditions = (Not(self.catalogue.whole_documents(np.unique(having))),)
            of_documents = True
        found = And((*conditions, Term("record", DOCUMENT) if of_documents else _OF_TEXTS))
        passing = And((found, *self._filtered(request.filters)))
        newest = self._state.newest(passing, "date", request.limit)
        owners = self.catalogue.owner(newest.docnums)
        listed = [
            _Ranked(passage, owner, 0.0)
            for passage, owner in zip(newest.docnums.tolist(), owners.tolist(), strict=True)
        ]
        hits = self._hits(listed, lambda tokens: [0.0] * len(tokens), {})
        return SearchResult(
            request.query,
            newest.total,
            0.0,
            tuple(hits),
            notes=notes_on_filters(self.catalogue, found, request.filters),
            documents=newest.total if of_documents else count_documents(self.catalogue, passing),
        )

    def _notes(self, answer: _Answer, found: Query, request: Request) -> tuple[str, ...]:
        notes = notes_on_filters(self.catalogue, found, request.filters)
        return (*notes, FEWER_WORDS) if answer.nearest and answer.total else notes

    def _filters(self, parsed: ParsedQuery, request: Request) -> list[Query]:
        """Return what must hold; the records of files, which have no text, hold nothing."""
        texts = () if parsed.is_free else (_OF_TEXTS,)
        return [*parsed.conditions, *texts, *self._filtered(request.filters)]

    def _filtered(self, filters: Filters) -> list[Query]:
        about = [self.topics.any_of(names)] if (names := filters.values("topic")) else []
        return [*make_filters(self.catalogue, filters), *about]

    def _search_query(self, request: Request, parsed: ParsedQuery) -> SearchResult:
        answer = self._answer(request, parsed)
        matcher = QueryMatcher(answer.parsed)
        explanations = self._explain(answer) if request.explain else {}
        hits = self._hits(answer.ranked, matcher, explanations)
        suggestions = answer.suggestions
        if answer.found and not parsed.is_exact:
            suggestions = self._suggestions(request.query, answer.found)
        condition = And((answer.condition, *answer.parsed.conditions))
        return SearchResult(
            request.query,
            answer.total,
            0.0,
            tuple(hits),
            suggestions,
            answer.searched,
            (*self._notes(answer, condition, request), *self._model_notes(answer.parsed)),
            count_documents(
                self.catalogue,
                And((condition, *self._filtered(request.filters))),
            ),
        )

    def _model_notes(self, parsed: ParsedQuery) -> tuple[str, ...]:
        if not is_question(parsed, self._settings.fewest_words) or not self._second_stage.note:
            return ()
        return (self._second_stage.note,)

    def _answer(self, request: Request, parsed: ParsedQuery) -> _Answer:
        """Search, and try what else could be meant where nothing was found.

        Operators and fields say what is meant.
        """
        total, ranked = self._rank(parsed, request)
        if parsed.is_exact:
            return _Answer(parsed, self._ranker.condition(parsed), total, total, ranked)
        if total and (forms := self._forms(parsed, request.query)):
            parsed = replace(parsed, forms=(*parsed.forms, *forms))
            total, ranked = self._rank(parsed, request)
        # What only the filters hide was not typed wrong.
        found = total or self._unfiltered(parsed, request)
        if found:
            return _Answer(parsed, self._ranker.condition(parsed), found, total, ranked)
        suggestions = self._suggestions(request.query, found)
        for suggestion in suggestions:
            other = self._parse(suggestion)
            total, ranked = self._rank(other, request)
            if total:
                condition = self._ranker.condition(other)
                return _Answer(other, condition, found, total, ranked, suggestions, suggestion)
        total, ranked = self._rank(parsed, request, nearest=True)
        condition = self._ranker.condition(parsed, self._filters(parsed, request), nearest=True)
        return _Answer(parsed, condition, found, total, ranked, suggestions, nearest=True)

    def _forms(self, parsed: ParsedQuery, query: str) -> tuple[str, ...]:
        """Return what was probably meant by a query with words that stand nowhere."""
        if not unknown_words(self._state, parsed):
            return ()
        return tuple(parse_query(other).text for other in self._suggestions(query, 0))

    def _unfiltered(self, parsed: ParsedQuery, request: Request) -> int:
        """Return how many passages the query finds without the filters, 0 if there are none."""
        if not request.filters.is_set():
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
                same=item.same,
            )
            for rank, item in enumerate(ranked, start=1)
        ]

    def _parse(self, query: str) -> ParsedQuery:
        parsed = interpret(
            self.catalogue, parse_query(query, self.catalogue.own_fields if ":" in query else {})
        )
        if parsed.root is None or isinstance(parsed.root, Words):
            return parsed
        from searchkit.search.query.compilation.compiler import conditions  # mere words need none

        found = conditions(self.catalogue, parsed.root, lambda: self.topics)
        return replace(parsed, conditions=tuple(found))

    def _rank(
        self, parsed: ParsedQuery, request: Request, *, nearest: bool = False
    ) -> tuple[int, list[_Ranked]]:
        """Rank ever deeper until there are enough passages, or no more."""
        filters = self._filters(parsed, request)
        depth = max(self._settings.candidates, _DEEPER * request.limit)
        rank = self._ranker.rank_nearest if nearest else self._ranker.rank
        while True:
            top = rank(parsed, filters, depth)
            if is_question(parsed, self._settings.fewest_words):
                top = self._second_stage.arrange(parsed, top)
            top = self._passages.arrange(parsed, top, request.limit)
            ranked = self._spread(top.docnums, top.scores, request)
            if len(ranked) == request.limit or len(top.docnums) < depth:
                return top.total, ranked
            depth *= _DEEPER

    def _spread(self, passages: Longs, scores: Floats, request: Request) -> list[_Ranked]:
        """Take the best passages, but not too many of one document, nor what was said before."""
        taken: dict[int, int] = {}
        ranked: list[_Ranked] = []
        groups = Groups()
        owners = self.catalogue.owner(passages)
        for passage, owner, score in zip(
            passages.tolist(), owners.tolist(), scores.tolist(), strict=True
        ):
            if taken.get(owner, 0) == request.per_document:
                continue
            group = groups.add(owner, self._text(passage, owner)) if request.fold else len(ranked)
            if group < len(ranked):
                first = ranked[group]
                ranked[group] = replace(first, same=(*first.same, (passage, owner)))
                continue
            if len(ranked) == request.limit:
                break
            taken[owner] = taken.get(owner, 0) + 1
            ranked.append(_Ranked(passage, owner, score))
        return ranked

    def _text(self, passage: int, owner: int) -> str:
        stored = self.catalogue.passage(passage)
        return self.catalogue.document(owner).text[stored.start : stored.end]

    def _explain(self, answer: _Answer) -> dict[int, Explanation]:
        parts = self._parts(answer.parsed, answer.ranked)
        passages = [item.passage for item in answer.ranked]
        explanations = {passage: Explanation(part) for passage, part in parts.items()}
        if is_question(answer.parsed, self._settings.fewest_words):
            reasons = self._second_stage.reasons(answer.parsed, np.array(passages, np.int64))
            for passage, said in zip(passages, reasons, strict=True):
                explanations[passage] = replace(explanations[passage], reasons=said)
        return explanations

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
    ) -> SearchResult:
        from searchkit.search.ranking.topic_ranking import TopicRanker
        from searchkit.search.topics.scoring import TopicScorer

        ranker = TopicRanker(self.catalogue, self._ranker, topic)
        filters = self._filters(parsed or ParsedQuery(""), request)
        asked = None if parsed is None or parsed.is_listing else parsed
        total, found = ranker.rank(asked, filters, _DEEPER * request.limit)
        passages = np.array([item.passage for item in found], np.int64)
        scores = np.array([item.score for item in found])
        words = None if asked is None else QueryMatcher(asked)
        explanations = {
            match.passage: _topic_explanation(match, request.explain) for match in found
        }
        scorer = TopicScorer(topic)
        hits = self._hits(
            self._spread(passages, scores, request),
            lambda tokens: _marks(scorer, words, tokens),
            explanations,
        )
        matching = [self.topics.about(topic), *filters]
        if asked is not None:
            matching.append(self._ranker.condition(asked))
        documents = count_documents(self.catalogue, And(tuple(matching)))
        return SearchResult(request.query, total, 0.0, tuple(hits), documents=documents)

    def _unknown_topics(self, parsed: ParsedQuery | None) -> Iterator[str]:
        root = parsed.root if parsed else None
        if root is not None and any(part.name == "topic" for part in fields(root)):
            yield from self.topics.unknown(root)

    def _only_topic(self, parsed: ParsedQuery | None, filters: Filters) -> Topic | None:
        """Return the topic that is all there is to rank by, None where there is none, or more."""
        if parsed is not None and not parsed.is_listing:
            return None
        names = [*filters.values("topic")]
        if parsed is not None and parsed.root is not None:
            parts = top_parts(parsed.root)
            names += [p.value for p in parts if isinstance(p, Field) and p.name == "topic"]
        return self.topics.called(names[0]) if len(names) == 1 else None


def _topic_explanation(match: TopicMatch, explain: bool) -> Explanation:
    """Say by which phrases a hit of a topic matched; on demand also with what weight."""
    return Explanation(match.parts if explain else {}, match.phrases)


def _marks(topic: TopicScorer, words: Matcher | None, tokens: TokenizedText) -> Sequence[float]:
    """Mark the phrases of a topic in a passage, and the words of the query beside it."""
    weights = topic.token_weights(tokens)
    if words is None:
        return weights
    return [max(pair) for pair in zip(weights, words(tokens), strict=True)]
