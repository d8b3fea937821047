"""All matches of a query in one whole document, as a page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.index.document_view import find_document
from searchkit.search.matching import QueryMatcher
from searchkit.search.snippets import marked_spans
from searchkit.text.tokens import tokenize

if TYPE_CHECKING:
    from searchkit.index.catalogue import Catalogue
    from searchkit.search.query.parser import ParsedQuery
    from searchkit.search.results import Span


def mark_document(catalogue: Catalogue, document: str, query: ParsedQuery) -> tuple[Span, ...]:
    """Return what a query matches in a document, passage by passage as its snippets mark it.

    The spans are offsets into the document's text, in order. Raises UsageError when there is no
    such document.
    """
    view = find_document(catalogue, document)
    matcher = QueryMatcher(query)
    spans: list[Span] = []
    for passage in view.passages:
        tokens = tokenize(view.text[passage.start : passage.end])
        found = marked_spans(tokens, matcher(tokens))
        spans += [(passage.start + start, passage.start + end) for start, end in found]
    return tuple(spans)
