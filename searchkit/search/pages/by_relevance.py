"""The order of relevance: one list of hits, of which every page is a piece.

The list has a head and a tail. The head are the best passages by the first stage, some hundreds,
and further ones that the ranking looks at with them; these are ordered by all that the ranking
knows: the second stage, and what a passage says by itself against its document's title. The tail
are all others, in the order of the first stage. How far the head reaches hangs on the query alone
and never on the page, so that pages neither repeat nor lose anything; and a page far behind costs
no more than the first, for the head is not ordered for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searchkit.search.answers.ranked import Ranked
from searchkit.search.number_sets import are_among

if TYPE_CHECKING:
    from searchkit.backends.base import Floats, Longs, TopDocs
    from searchkit.index.catalogue import Catalogue
    from searchkit.search.answers.answer import Ranking

_LEAST_HITS = 50
"""The head has so many hits at least, if there are as many."""

_SPARE = 2
"""Passages of the tail that are looked at for each one wanted, since some are of the same document.
"""

_DEEPER = 4
"""How many times more passages are ranked when too few hits were among the best."""


class RelevanceOrder:
    """The list of hits of one answer: ``most`` at most of one document.

    ``depth``: passages of the head at least, if there are as many.
    """

    def __init__(self, catalogue: Catalogue, ranking: Ranking, *, depth: int, most: int) -> None:
        self._catalogue = catalogue
        self._ranking = ranking
        self._most = most
        self._head, self._listed, self._floor = self._find_head(depth)
        self._depth = len(self._head.docnums)

    def page(self, offset: int, limit: int) -> list[Ranked]:
        """Return the hits behind the first ``offset``, ``limit`` at most."""
        hits = []
        if offset < self._listed:
            hits = self._first(offset + limit)[offset:]
        missing = limit - len(hits)
        if missing and self._depth < self._head.total:
            hits += self._tail(max(0, offset - self._listed), missing)
        return hits

    def _find_head(self, depth: int) -> tuple[TopDocs, int, float]:
        """Return the passages of the head, how many are hits, and what each scores at least.

        What the tail holds scores no more than that, although titles count there in full.
        """
        while True:
            top = self._ranking.rank(depth)
            _, sizes = np.unique(self._catalogue.owner(top.docnums), return_counts=True)
            listed = int(np.minimum(sizes, self._most).sum())
            if listed >= _LEAST_HITS or len(top.docnums) < depth:
                least = float(top.scores[:depth].min(initial=np.inf))
                return top, listed, least if len(top.docnums) < top.total else -np.inf
            depth *= _DEEPER

    def _first(self, count: int) -> list[Ranked]:
        """Return the first hits of the head."""
        top = self._ranking.arrange(self._head, count)
        owners = self._catalogue.owner(top.docnums)
        kept = (_places(owners, self._most) < self._most).nonzero()[0][:count]
        return _hits(top.docnums[kept], owners[kept], np.maximum(top.scores[kept], self._floor))

    def _tail(self, skipped: int, count: int) -> list[Ranked]:
        """Return hits of the tail, behind the first ``skipped`` ones."""
        head = self._head.docnums
        depth = _SPARE * (self._depth + skipped + count)
        while True:
            top = self._ranking.rank_roughly(depth)
            is_tail = ~are_among(top.docnums, head)
            passages, scores = top.docnums[is_tail], top.scores[is_tail]
            owners = self._catalogue.owner(np.concatenate([head, passages]))
            kept = (_places(owners, self._most) < self._most)[self._depth :].nonzero()[0]
            if len(kept) >= skipped + count or len(top.docnums) < depth:
                kept = kept[skipped : skipped + count]
                scores = np.minimum(scores[kept], self._floor)
                return _hits(passages[kept], owners[self._depth :][kept], scores)
            depth *= _DEEPER


def _places(owners: Longs, most: int) -> Longs:
    """Return for each passage how many before it are of the same document.

    Of documents with no more than ``most`` passages 0 is enough.
    """
    places = np.zeros(len(owners), np.int64)
    sizes = np.bincount(owners)
    several = (sizes[owners] > most).nonzero()[0]
    order = several[owners[several].argsort(kind="stable")]
    grouped = owners[order]
    starts = np.flatnonzero(np.append(True, grouped[1:] != grouped[:-1]))[: len(grouped)]
    lengths = np.diff(np.append(starts, len(grouped)))
    places[order] = np.arange(len(order)) - np.repeat(starts, lengths)
    return places


def _hits(passages: Longs, owners: Longs, scores: Floats) -> list[Ranked]:
    rows = zip(passages.tolist(), owners.tolist(), scores.tolist(), strict=True)
    return [Ranked(*row) for row in rows]
