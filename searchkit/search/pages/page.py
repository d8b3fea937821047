"""A page: the hits behind an offset, in the order that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit._named_tuple import NamedTuple
from searchkit.search.answers.answer import HEADS, condition
from searchkit.search.pages.by_relevance import RelevanceOrder
from searchkit.search.request import RELEVANCE

if TYPE_CHECKING:
    from searchkit.backends.base import Longs
    from searchkit.index.catalogue import Catalogue
    from searchkit.search.answers.answer import Answer
    from searchkit.search.answers.ranked import Ranked
    from searchkit.search.answers.rankers import Rankers
    from searchkit.search.request import Request


class Totals(NamedTuple):
    """How much is found: ``sizes[n]`` documents have n passages that match."""

    sizes: Longs

    @property
    def documents(self) -> int:
        """Number of documents."""
        return int(self.sizes[1:].sum())

    @property
    def passages(self) -> int:
        """Number of passages."""
        return self.at_most(len(self.sizes))

    def at_most(self, most: int) -> int:
        """Return the number of passages if a document has no more than ``most``."""
        return int((self.sizes * np.minimum(np.arange(len(self.sizes)), most)).sum())


def expect_totals(catalogue: Catalogue, answer: Answer, request: Request) -> None:
    """Be told that all that is found will be counted, and nothing more of it."""
    if not request.facets and _is_by_relevance(answer, request):
        catalogue.state.expect_blocks(condition(answer), HEADS)


def totals(catalogue: Catalogue, answer: Answer) -> Totals:
    """Count all that is found."""
    return Totals(catalogue.state.count_blocks(condition(answer), HEADS).sizes)


def ranked_page(rankers: Rankers, answer: Answer, request: Request) -> list[Ranked]:
    """Return the hits of a page; raises UsageError for an order that there is not."""
    offset, limit = request.offset, request.limit
    most = request.most_of_document
    if answer.ranking is not None and _is_by_relevance(answer, request):
        depth = rankers.settings.candidates
        order = RelevanceOrder(rankers.catalogue, answer.ranking, depth=depth, most=most)
        hits = order.page(offset, limit)
    else:
        from searchkit.search.pages.by_value import find_order, page_by_value

        by = find_order(rankers.catalogue, request.sort)
        hits = page_by_value(rankers.catalogue, answer, by, offset=offset, limit=limit, most=most)
    if not request.grouped or request.per_document == 1:
        return hits
    from searchkit.search.pages.document_passages import with_more

    return with_more(rankers.catalogue, answer, hits, request.per_document)


def _is_by_relevance(answer: Answer, request: Request) -> bool:
    return answer.ranking is not None and request.sort in (None, RELEVANCE)
