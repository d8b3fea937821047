"""The order of a value: by date, number, title or an own field; documents come one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchkit.backends.base import Column
from searchkit.errors import UsageError
from searchkit.index.terms.sorting import FIELD, order_prefix
from searchkit.search.answers.answer import HEADS, condition
from searchkit.search.pages.document_passages import best_passages
from searchkit.search.pages.own_columns import own_column
from searchkit.search.pages.value_names import both_names
from searchkit.search.request import RELEVANCE

if TYPE_CHECKING:
    from searchkit.index.catalogue import Catalogue
    from searchkit.search.answers.answer import Answer
    from searchkit.search.answers.ranked import Ranked

_COLUMNS = {
    "date": Column("date"),
    "number": Column(FIELD, order_prefix("number")),
    "title": Column(FIELD, order_prefix("title")),
}
"""Of what documents are sorted by, the terms whose order is theirs."""


class Order(NamedTuple):
    """What documents are sorted by, and whether the last come first."""

    column: Column
    descending: bool


def find_order(catalogue: Catalogue, sort: str | None) -> Order:
    """Return the order that a name stands for: ``date``, ``number``, ``title``, an own field.

    A minus in front turns it around; relevance is the newest first, where there is nothing to rank
    by. Raises UsageError for another name.
    """
    if sort is None or sort == RELEVANCE:
        return Order(_COLUMNS["date"], descending=True)
    name = sort.removeprefix("-")
    column = _COLUMNS.get(name) or own_column(catalogue, name)
    if column is None:
        own = [field.name for field in catalogue.own_fields.values()]
        names = both_names([RELEVANCE, *_COLUMNS, *own])
        raise UsageError(f'nothing can be sorted by "{sort}"; there is {names}')
    return Order(column, sort.startswith("-"))


def page_by_value(
    catalogue: Catalogue, answer: Answer, order: Order, *, offset: int, limit: int, most: int
) -> list[Ranked]:
    """Return the hits behind the first ``offset``: ``most`` at most of each document, the best."""
    top = catalogue.state.top_blocks(
        condition(answer), HEADS, order.column, descending=order.descending, limit=offset + limit
    )
    shown = np.minimum(top.sizes, most)
    ends = np.cumsum(shown)
    first, last = np.searchsorted(ends, [offset, offset + limit - 1], side="right")
    documents = top.heads[first : last + 1].tolist()
    passages = best_passages(catalogue, answer, documents)
    hits = [hit for owner in documents for hit in passages[owner][:most]]
    before = offset - int(ends[first - 1]) if first else offset
    return hits[before : before + limit]
