"""What an assistant may ask: to search, to fetch, to get a cited place, to see the topics.

``search`` and ``fetch`` answer in the shapes that assistants expect of connectors (``results`` with
``id``, ``title``, ``url``; ``id``, ``title``, ``text``, ``url``, ``metadata``), with citation and
offsets beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from searchkit.errors import UsageError

if TYPE_CHECKING:
    from searchkit import DocumentView, Hit
    from searchkit.library import Index

MOST_RESULTS = 50

LONGEST_TEXT = 100_000
"""Characters of a text that is fetched: about what the window of an assistant takes."""


class Tools:
    """Answers an assistant; ``page`` is the address of ``searchkit serve``, if it runs."""

    def __init__(self, index: Index, page: str = "") -> None:
        self._index = index
        self._page = page.rstrip("/")

    def search(self, query: str, limit: int = 10, topic: str | None = None) -> dict[str, Any]:
        """Return the passages that answer a query best."""
        if not 1 <= limit <= MOST_RESULTS:
            raise UsageError(f"limit is a whole number from 1 to {MOST_RESULTS}")
        found = self._index.search(query, limit=limit, topic=topic or None)
        return {
            "results": [self._result(hit) for hit in found],
            "total": found.total,
            "suggestions": list(found.suggestions),
            "notes": list(found.notes),
        }

    def fetch(self, name: str, start: int = 0) -> dict[str, Any]:
        """Return a document, or the passage of a result's id, from a character on.

        Long texts come in parts: ``next`` is where the next one starts, None at the end.
        """
        view = self._index.document(name)
        if view.named is not None:
            return self._passage(view, view.named)
        if not 0 <= start <= len(view.text):
            raise UsageError(f"{view.id} has {len(view.text)} characters; none is number {start}")
        end = min(len(view.text), start + LONGEST_TEXT)
        return {
            "id": view.id,
            "title": view.title or view.id,
            "text": view.text[start:end],
            "url": self._address(view.id),
            "metadata": dict(view.metadata),
            "start": start,
            "end": end,
            "next": end if end < len(view.text) else None,
            "length": len(view.text),
        }

    def get_passage(self, number: str, citation: str) -> dict[str, Any]:
        """Return the passage of a document that a citation names, ``khoản 2 Điều 5``."""
        view = self._index.document(number)
        passage = view.passage_at(citation)
        if passage is None:
            raise UsageError(
                f'{view.id} has no place "{citation}"; places are written so: khoản 2 Điều 5'
            )
        return self._passage(view, passage)

    def topics(self) -> dict[str, Any]:
        """Return the topics by which passages can be ranked."""
        known = self._index.topics().values()
        names = ("name", "title", "description")
        return {"topics": [{name: getattr(topic, name) for name in names} for topic in known]}

    def _result(self, hit: Hit) -> dict[str, Any]:
        return {
            "id": hit.id,
            "title": hit.title or hit.document_id,
            "url": self._address(hit.document_id, int(hit.id.rpartition("#")[2])),
            "text": hit.text,
            "citation": hit.citation,
            "heading": list(hit.heading),
            "document_id": hit.document_id,
            "start": hit.start,
            "end": hit.end,
            "metadata": dict(hit.metadata),
        }

    def _passage(self, view: DocumentView, number: int) -> dict[str, Any]:
        passage = view.passages[number - 1]
        return {
            "id": f"{view.id}#{number}",
            "title": view.title or view.id,
            "text": view.passage_text(number),
            "url": self._address(view.id, number),
            "metadata": dict(view.metadata),
            "citation": passage.citation,
            "heading": list(passage.heading),
            "page": passage.page,
            "document_id": view.id,
            "start": passage.start,
            "end": passage.end,
        }

    def _address(self, document_id: str, passage: int | None = None) -> str:
        """Return where a person reads it; without a page, a name that is unique."""
        place = f"#p{passage}" if passage else ""
        base = self._page or "searchkit:"
        return f"{base}/documents/{quote(document_id)}{place}"
