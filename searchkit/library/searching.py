"""What an index is asked by whoever searches: queries, topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from searchkit.errors import UsageError, storage_errors
from searchkit.library.session import Session
from searchkit.logs import log
from searchkit.search.query.filters import Filters
from searchkit.search.request import Request
from searchkit.time_limit import time_limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from threading import Event

    from searchkit.search.learning.marked_passages import MarkedPassage
    from searchkit.search.learning.proposals import PhraseProposal
    from searchkit.search.learning.trial import TopicTrial
    from searchkit.search.results import Completion, SearchResult, SimilarDocument
    from searchkit.search.topics.model import Topic


class Searching(Session):
    """Searches, and the topics that they may be about."""

    @storage_errors()
    def search(
        self,
        query: str = "",
        *,
        limit: int = 10,
        offset: int = 0,
        sort: str | None = None,
        group: Literal["document"] | None = None,
        facets: Iterable[str] = (),
        facet_limit: int = 20,
        topic: str | None = None,
        filters: Filters | None = None,
        per_document: int = 3,
        explain: bool = False,
        every_copy: bool = False,
        exact_names: bool = False,
        timeout: float | None = None,
        cancel: Event | None = None,
    ) -> SearchResult:
        """Return the passages that answer a query best, or are most about a topic, or both.

        ``filters`` restrict the search; without a query they list the documents that meet them,
        newest first. ``per_document`` bounds the hits of one document. What other documents say in
        the same words as a hit is named with it, and a hit of its own only with ``every_copy``.

        Who names a place or body that was called otherwise before, or is now, finds documents of
        that time under their own name, too, behind the others; notes say so. With ``exact_names``
        only the names that are typed are looked for, in the query and in filters.

        ``offset`` hits are passed over: all pages are pieces of one list, in which nothing comes
        twice and nothing is missing. ``sort`` is ``relevance``, ``date``, ``number``, ``title`` or
        a field of one's own, with a minus in front (``-date``) for the last first; documents come
        one after the other then, those without a value at the end. With ``group="document"`` each
        hit is a document, with its best passage, and the next ones in its ``more``. ``facets`` are
        ``type``, ``issuer``, ``superior``, ``signer``, ``place``, ``year``, ``folder``, ``topic``,
        ``validity`` or own fields; the ``facet_limit`` most frequent values of each are counted
        over all that is found.

        After ``timeout`` seconds the search ends with SearchTimeoutError, and soon after another
        thread has set ``cancel`` (a ``threading.Event``) with SearchCancelledError.

        Raises UsageError for an unknown topic, order or facet, for a number to filter by that is
        none, or a limit below 1. Nothing in a query is an error, an empty one neither: what cannot
        be parsed is searched as words, and the notes of the result say so, as they say which values
        of fields and filters no document has.
        """
        if group not in (None, "document"):
            raise UsageError(f'hits can be grouped by "document", not by "{group}"')
        request = Request(
            query=query,
            topic=None if topic is None else self.topic(topic),
            filters=filters or Filters(),
            limit=limit,
            per_document=per_document,
            explain=explain,
            fold=not every_copy,
            offset=offset,
            sort=sort,
            grouped=group is not None,
            facets=(facets,) if isinstance(facets, str) else tuple(facets),
            facet_limit=facet_limit,
            exact_names=exact_names,
        )
        with time_limit(timeout, cancel):
            result = self._current().search(request)
        told = "%r: %d found, %.1f ms"  # no message
        log("search", "debug", told, query, result.total, result.took_ms)
        return result

    @storage_errors()
    def suggest(self, typed: str, limit: int = 10) -> tuple[Completion, ...]:
        """Return what may be meant by the beginning of a query, as a search box shows while typing.

        Numbers, titles, headings and frequent phrases that begin so, with or without diacritics;
        the last word may be unfinished.
        """
        if limit < 1:
            raise UsageError("limit is a whole number of at least 1")
        return self._current().complete(typed, limit)

    @storage_errors()
    def similar(self, document: str, limit: int = 10) -> tuple[SimilarDocument, ...]:
        """Return the documents most like one, by its weightiest terms, likest first.

        ``document`` is what ``document()`` takes: an id, a path, a number, a title, the id of a
        hit. Near-duplicates are marked. Raises UsageError when there is no such document, or more
        than one.
        """
        if limit < 1:
            raise UsageError("limit is a whole number of at least 1")
        return self._current().similar(document, limit)

    @storage_errors()
    def marks(self, document: str, query: str) -> tuple[tuple[int, int], ...]:
        """Return all that a query matches in a document, as offsets into its text, in order.

        ``document`` is an id. What is marked is what the snippets of its hits mark. Raises
        UsageError when there is no such document.
        """
        return self._current().marks(document, query)

    @storage_errors()
    def rank_documents(self, query: str, limit: int = 100) -> list[tuple[str, float]]:
        """Return (document id, score) of the documents that ``search`` shows first, in its order.

        A document scores as its best passage; without words to rank by there are none. Raises
        UsageError for a limit below 1.
        """
        if limit < 1:
            raise UsageError("limit is a whole number of at least 1")
        return self._current().rank_documents(query, limit)

    @storage_errors()
    def kinds_of_question(self, query: str, right: Sequence[str]) -> tuple[str, ...]:
        """Return of which kinds a judged question is; ``right``: the ids of its right documents.

        ``asks for time`` says what it asks for, ``says the heading`` and ``in other words`` where
        and how the documents answer it. ``evaluate`` shows its figures by these kinds.
        """
        return self._current().kinds_of_question(query, right)

    def topic(self, name: str) -> Topic:
        """Return one topic by name or title; raises UsageError when there is none."""
        from searchkit.search.topics.loading import find_topic

        return find_topic(self.topics(), name)

    @storage_errors()
    def propose_phrases(
        self, marked: Sequence[MarkedPassage], *, topic: str | None = None, limit: int = 30
    ) -> list[PhraseProposal]:
        """Return phrases that a topic might have, by what marked passages say.

        The most telling come first, then those that speak against it, ``limit`` of each at most.
        ``topic`` is one that there is already; what it has is not proposed. Raises UsageError for
        an unknown topic, or when no passage is marked as about it.
        """
        from searchkit.search.learning.proposals import propose_phrases

        known = () if topic is None else self.topic(topic).phrases
        return propose_phrases(self._current().catalogue, marked, known, limit)

    @storage_errors()
    def try_topic(self, name: str, marked: Iterable[MarkedPassage] = ()) -> TopicTrial:
        """Return what a topic finds, and what each of its phrases adds.

        ``marked`` passages are counted beside. Raises UsageError for an unknown topic.
        """
        from searchkit.search.learning.trial import try_topic

        return try_topic(self._current().catalogue, self.topic(name), marked)
