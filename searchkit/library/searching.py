"""What an index is asked by whoever searches: queries, topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.errors import UsageError, storage_errors
from searchkit.library.session import Session
from searchkit.search.query.filters import Filters
from searchkit.search.searcher import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.search.results import SearchResult
    from searchkit.search.topics.model import Topic


class Searching(Session):
    """Searches, and the topics that they may be about."""

    @storage_errors()
    def search(
        self,
        query: str = "",
        *,
        limit: int = 10,
        topic: str | None = None,
        filters: Filters | None = None,
        per_document: int = 3,
        explain: bool = False,
        every_copy: bool = False,
    ) -> SearchResult:
        """Return the passages that answer a query best, or are most about a topic, or both.

        ``filters`` restrict the search by the letterhead; without a query they list the documents
        that meet them, newest first. ``per_document`` bounds the hits of one document. What other
        documents say in the same words as a hit is named with it, and a hit of its own only with
        ``every_copy``. Raises
        QueryError where there is nothing to look for at all, UsageError for an unknown topic, for a
        number to filter by that is none, or a limit below 1. Nothing in a query is an error: what
        cannot be parsed is searched as words, and the notes of the result say so.
        """
        if limit < 1 or per_document < 1:
            raise UsageError("limit and per_document are whole numbers of at least 1")
        request = Request(
            query=query,
            topic=None if topic is None else self.topic(topic),
            filters=filters or Filters(),
            limit=limit,
            per_document=per_document,
            explain=explain,
            fold=not every_copy,
        )
        return self._current().search(request)

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

        A document scores as its best passage; without words to rank by there are none.
        """
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
