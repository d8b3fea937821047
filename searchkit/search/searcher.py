"""Searching one state of the index: from what a person typed to a page of hits."""

from __future__ import annotations

import datetime as dt
import time
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from searchkit._dataclass import replace
from searchkit._lazy import cached_property
from searchkit.backends.base import BM25
from searchkit.index.analysis import analysis_note
from searchkit.index.catalogue import Catalogue
from searchkit.index.language_counts import Language
from searchkit.query_tree import And, Or
from searchkit.search.answers.attempts import Attempts
from searchkit.search.answers.of_query import QueryAnswer
from searchkit.search.answers.rankers import Rankers
from searchkit.search.hit_builder import HitBuilder
from searchkit.search.near_duplicates import folded
from searchkit.search.notes.left_out import (
    FEWER_WORDS,
    NOTHING_TYPED,
    notes_on_failures,
    notes_on_filters,
)
from searchkit.search.pages.page import expect_totals, ranked_page, totals
from searchkit.search.query.filter_set import FilterSet
from searchkit.search.query.filters import VALIDITY, asked
from searchkit.search.query.interpreter import interpret
from searchkit.search.query.language.syntax import Field, Words, fields, top_parts
from searchkit.search.query.parser import ParsedQuery, may_say_when, parse_query
from searchkit.search.query.questions import with_reading
from searchkit.search.request import Request
from searchkit.search.results import SearchResult
from searchkit.search.understanding import understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from searchkit.backends.base import Backend
    from searchkit.search.answers.answer import Answer
    from searchkit.search.pages.facets import Facets
    from searchkit.search.query.filters import Filters
    from searchkit.search.query.topic_conditions import TopicConditions
    from searchkit.search.results import Completion, SimilarDocument, Span
    from searchkit.search.settings import RankingSettings
    from searchkit.search.topics.model import Topic
    from searchkit.text.legal.names.gazetteer import Gazetteer


class Searcher:
    """Searches an index as it was when the searcher was made. Safe to share between threads."""

    def __init__(
        self,
        backend: Backend,
        settings: RankingSettings,
        topics: Callable[[], Mapping[str, Topic]],
        names: Callable[[], Gazetteer],
    ) -> None:
        self._named_topics = topics
        self._names = names
        self.catalogue = Catalogue(backend.state(BM25(settings.k1, settings.b)))
        self._language = Language(backend)
        self._analysis_note = analysis_note(backend)
        self._rankers = Rankers(self.catalogue, settings)
        self._attempts = Attempts(self._rankers, self._language)

    @cached_property
    def _knows_effects(self) -> bool:
        """Whether any document says from when it has effect, or what it does to others."""
        return self.catalogue.knows("effective", "relations")

    @cached_property
    def topics(self) -> TopicConditions:
        """The topics that may be named, as conditions on this state of the index."""
        from searchkit.search.query.topic_conditions import TopicConditions

        return TopicConditions(self.catalogue, self._named_topics)

    @cached_property
    def facets(self) -> Facets:
        """What counts the values of facets; most searches ask for none."""
        from searchkit.search.pages.facets import Facets

        return Facets(self.catalogue, self.topics)

    def is_current(self) -> bool:
        """Say whether nothing has been committed since this searcher was made."""
        return self.catalogue.state.is_current()

    def search(self, request: Request) -> SearchResult:
        """Return a page of hits; of a query that says nothing it is empty, and a note says so."""
        started = time.perf_counter()
        if request.sort or request.facets or request.filters.chosen:
            from searchkit.search.pages.value_names import with_known_names  # most name none

            request = with_known_names(request, self.catalogue.own_fields)
        names = None if request.exact_names else self._names
        parsed = self._parse(request.query, names) if request.query.strip() else None
        if parsed is None and request.topic is None and not request.filters.is_set():
            return SearchResult(request.query, 0, 0.0, (), notes=(NOTHING_TYPED,))
        result = self._result(request, parsed, names)
        notes = (*self._unmet(request, parsed, found=bool(result.total)), *result.notes)
        if not result.total:
            notes = (*notes, *notes_on_failures(self.catalogue))
        notes = (*(parsed.notes if parsed else ()), *self._unknown_topics(parsed), *notes)
        if names is not None:
            notes = (*self._other_names(parsed, request.filters), *notes)
        if self._language.damage:
            notes = (*notes, f"nothing can be suggested: {self._language.damage}")
        elif self._analysis_note:
            notes = (*notes, self._analysis_note)
        if parsed is not None and parsed.root is not None:
            tree = And(parsed.conditions)
            result = replace(result, understood=understood(parsed.root), query_tree=tree)
        notes = tuple(dict.fromkeys(notes))
        return replace(result, notes=notes, took_ms=(time.perf_counter() - started) * 1000)

    def rank_documents(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return (id, score) of the documents that ``search`` shows first, in its order."""
        parsed = self._parse(query, self._names)
        if parsed.is_listing:
            return []
        answer = self._attempts.answer(query, parsed, FilterSet(), self._parse_fully).answer
        request = Request(query, limit=limit, per_document=1)
        hits = ranked_page(self._rankers, answer, request)
        return [(self.catalogue.record(hit.owner).id, hit.score) for hit in hits]

    def kinds_of_question(self, query: str, right: Sequence[str]) -> tuple[str, ...]:
        """Return of which kinds a question is, by the ids of the documents that answer it."""
        known = {self.catalogue.first_of_id(name) for name in right}
        firsts = np.array(sorted(first for first in known if first is not None), np.int64)
        return self._rankers.second.kinds(self._parse(query), firsts)

    def marks(self, document: str, query: str) -> tuple[Span, ...]:
        """Return what a query matches in a document, passage by passage as in snippets."""
        from searchkit.search.document_marks import mark_document

        return mark_document(self.catalogue, document, self._parse_fully(query))

    def complete(self, typed: str, limit: int) -> tuple[Completion, ...]:
        """Return what may be meant by the beginning of a query."""
        from searchkit.search.completion import complete

        return complete(self.catalogue, self._language.counts(), typed, limit)

    def similar(self, document: str, limit: int) -> tuple[SimilarDocument, ...]:
        """Return the documents most like one; raises UsageError when there is no such document."""
        from searchkit.index.document_view import find_first
        from searchkit.search.similar import similar_documents

        first = find_first(self.catalogue, document)
        return similar_documents(self.catalogue, self._rankers.settings, first, limit)

    def _result(
        self, request: Request, parsed: ParsedQuery | None, names: Callable[[], Gazetteer] | None
    ) -> SearchResult:
        """Answer the query, the topic or the filters."""
        if request.topic is None and parsed is not None and parsed.root is None:
            return SearchResult(request.query, 0, 0.0, ())
        filters = self._filters(request.filters, names)
        topic = request.topic or self._only_topic(parsed, request.filters)
        if topic is not None:
            from searchkit.search.answers.of_topic import TopicAnswer  # most searches ask for none

            answer = TopicAnswer(self._rankers, self.topics, topic, parsed, filters)
            return self._page(request, answer)
        if parsed is None or parsed.is_listing:
            from searchkit.search.answers.of_filters import Listing

            listing = Listing(
                self.catalogue, parsed, filters, of_topics=bool(request.filters.values("topic"))
            )
            result = self._page(request, listing)
            return (
                result if not listing.is_of_documents else replace(result, total=result.documents)
            )
        parse = partial(self._parse, names=names)
        expect = partial(expect_totals, self.catalogue, request=request)
        attempt = self._attempts.answer(request.query, parsed, filters, parse, expect)
        result = self._page(request, attempt.answer)
        notes = (*result.notes, *((FEWER_WORDS,) if attempt.nearest and result.total else ()))
        return replace(
            result,
            suggestions=attempt.suggestions,
            searched=attempt.searched,
            notes=(*notes, *attempt.answer.notes),
        )

    def _page(self, request: Request, answer: Answer) -> SearchResult:
        """Return the page of an answer that is asked for, with what is counted beside it."""
        expect_totals(self.catalogue, answer, request)
        hits = ranked_page(self._rankers, answer, request)
        shown = [passage for hit in hits for passage in (hit, *hit.more)]
        explanations = answer.explain(shown, explain=request.explain)
        day = _day_asked_about(request.filters)
        on = day if self._knows_effects else None
        build = HitBuilder(self.catalogue, answer.matcher, explanations, on)
        if request.facets:
            names, limit = request.facets, request.facet_limit
            chosen = request.filters.choices()
            if request.filters.day_of_effect():
                chosen.setdefault(VALIDITY, ("in_force",))
            found, facets = self.facets.count(answer, names, limit, chosen, day)
        else:
            found, facets = totals(self.catalogue, answer), {}
        page = build.page(hits, request.offset + 1)
        return SearchResult(
            request.query,
            found.passages,
            0.0,
            tuple(folded(page) if request.fold and answer.ranking else page),
            notes=notes_on_filters(self.catalogue, answer.found, answer.filters.by_field),
            documents=found.documents,
            passages=found.passages,
            available=found.at_most(request.most_of_document),
            offset=request.offset,
            facets=facets,
        )

    def _filters(self, filters: Filters, names: Callable[[], Gazetteer] | None) -> FilterSet:
        topics = filters.values("topic")
        about = [self.topics.any_of(topics)] if topics else []
        chosen = {
            name: self.facets.holds(name, values, _day_asked_about(filters))
            for name, values in filters.choices().items()
        }
        by_field = asked(self.catalogue, filters, names)
        if VALIDITY in chosen and not filters.in_force:  # a state of the day is chosen instead
            by_field = [one for one in by_field if one.name != "in_force"]
        kept = []
        for one in by_field:
            holds = Or((one.holds, one.silent)) if filters.with_unknown else one.holds
            if one.name == "in_force":
                chosen[VALIDITY] = And((*filter(None, [chosen.get(VALIDITY)]), holds))
            else:
                kept.append(holds)
        of_fields = () if filters.with_unknown else tuple(by_field)
        return FilterSet((*kept, *about), chosen, of_fields)

    def _parse_fully(self, query: str) -> ParsedQuery:
        """Parse a query that looks for other names of what it names, too."""
        return self._parse(query, self._names)

    def _parse(self, query: str, names: Callable[[], Gazetteer] | None = None) -> ParsedQuery:
        if ":" in query:
            parsed = parse_query(query, self.catalogue.own_fields, self._knows_value)
        else:
            parsed = parse_query(query)
        if isinstance(parsed.root, Words) and may_say_when(parsed.text):
            return self._described(parsed, names)
        return self._interpreted(parsed, names)

    def _knows_value(self, name: str, value: str) -> bool:
        """Say whether the index has a value of a field."""
        from searchkit.search.query.filter_values import has_value  # few queries have fields

        return has_value(self.catalogue.state, name, value)

    def _described(self, parsed: ParsedQuery, names: Callable[[], Gazetteer] | None) -> ParsedQuery:
        """Return a query with what it says of heads as fields, where any document meets it."""
        from searchkit.search.query.asked.heads import described  # few say when
        from searchkit.search.query.asked.readings import as_described, as_words

        assert isinstance(parsed.root, Words)
        root = described(parsed.root, self._knows_value, dt.date.today())
        if root is not None:
            meant = self._interpreted(as_described(parsed, root), names)
            if self._is_met(meant):
                return meant
            parsed = as_words(parsed, root)
        return self._interpreted(parsed, names)

    def _is_met(self, query: ParsedQuery) -> bool:
        """Say whether anything is found by a query that was read out of words."""
        if query.is_listing:
            return bool(len(self.catalogue.state.matching(And(query.conditions))))
        return QueryAnswer(self._rankers, query, FilterSet()).total > 0

    def _interpreted(
        self, parsed: ParsedQuery, names: Callable[[], Gazetteer] | None
    ) -> ParsedQuery:
        """Return a query with all that the index knows of what it says."""
        plain = self._read(parsed)
        self.catalogue.state.expect_terms(self._rankers.terms_of(plain))
        parsed = self._read(interpret(self.catalogue, plain, names))
        if parsed.root is None or isinstance(parsed.root, Words):
            return parsed
        from searchkit.search.query.compilation.compiler import Known, conditions  # words need none

        known = Known(self.catalogue, lambda: self.topics, names)
        return replace(parsed, conditions=tuple(conditions(known, parsed.root)))

    def _read(self, query: ParsedQuery) -> ParsedQuery:
        """Return a query with how it is probably read, if that is a question without marks."""
        return with_reading(query, self._language.counts, self._rankers.settings.fewest_words)

    def _other_names(self, parsed: ParsedQuery | None, filters: Filters) -> tuple[str, ...]:
        """Say which other names of what is named were looked for."""
        has_fields = parsed is not None and parsed.is_exact
        if not (parsed and parsed.names) and not has_fields and not filters.is_set():
            return ()
        from searchkit.search.notes.other_names import notes_on_names  # few searches name any

        return notes_on_names(self.catalogue, parsed, filters, self._names)

    def _unmet(self, request: Request, parsed: ParsedQuery | None, *, found: bool) -> Iterator[str]:
        """Say which values no document has of those that filters and fields ask for."""
        root = parsed.root if parsed else None
        has_fields = root is not None and any(fields(root))
        if not has_fields and not request.filters.is_set():
            if parsed is not None and _may_call_by_number(parsed):
                from searchkit.search.notes.unmet import unmet_number

                yield from unmet_number(self.catalogue, parsed.text)
            return
        from searchkit.search.notes.unmet import unmet_fields, unmet_filters  # most ask for none

        yield from unmet_filters(self.catalogue, request.filters, found=found)
        if root is not None:
            yield from unmet_fields(self.catalogue, root, found=found)

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


def _day_asked_about(filters: Filters) -> dt.date:
    """Return the day on which documents must hold, today where none is named."""
    return filters.day_of_effect() or dt.date.today()


def _may_call_by_number(query: ParsedQuery) -> bool:
    """Say whether a query may call a document by a number that none has."""
    known = query.candidates or query.documents
    return query.is_free and not known and any(map(str.isdigit, query.text))
