"""The best passages of the documents on a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from searchkit.query_tree import And
from searchkit.search.answers.answer import condition
from searchkit.search.answers.ranked import Ranked
from searchkit.search.number_sets import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searchkit.index.catalogue import Catalogue
    from searchkit.search.answers.answer import Answer


def best_passages(
    catalogue: Catalogue, answer: Answer, owners: Iterable[int]
) -> dict[int, list[Ranked]]:
    """Return all passages of an answer that some documents have, by document, the best first."""
    firsts = distinct(np.fromiter(owners, np.int64))
    own = And((condition(answer), catalogue.whole_documents(firsts)))
    top = answer.order(catalogue.state.matching(own))
    passages: dict[int, list[Ranked]] = {}
    rows = zip(
        top.docnums.tolist(),
        catalogue.owner(top.docnums).tolist(),
        top.scores.tolist(),
        strict=True,
    )
    for row in rows:
        passages.setdefault(row[1], []).append(Ranked(*row))
    return passages


def with_more(
    catalogue: Catalogue, answer: Answer, hits: Sequence[Ranked], most: int
) -> list[Ranked]:
    """Return one hit for each of the documents of ``hits``, in their order.

    It is its best passage, with the score that the document has in the order, and has the next
    best passages with it: ``most`` in all.
    """
    passages = best_passages(catalogue, answer, (hit.owner for hit in hits))
    documents = []
    for hit in hits:
        best, *others = passages.get(hit.owner, [hit])
        more = tuple(
            replace(other, score=min(other.score, hit.score)) for other in others[: most - 1]
        )
        documents.append(replace(best, score=hit.score, more=more))
    return documents
