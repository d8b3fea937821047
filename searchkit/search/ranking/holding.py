"""What holds comes before what has ended, where they answer equally well; nothing is hidden."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from searchkit._lazy import cached_property
from searchkit.backends.base import TopDocs
from searchkit.search.number_sets import are_among

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.backends.base import Longs
    from searchkit.index.catalogue import Catalogue

_JUDGED = 30
"""Documents at the head of a ranking that are judged, whichever page is looked at."""

_KNOWN = 1 << 14
"""Documents of which it is remembered whether they have ended."""


class Holding:
    """Lets documents that have ended give way, over one state of the index.

    ``share`` is how much of the best score they lose.
    """

    def __init__(self, catalogue: Catalogue, share: float) -> None:
        self._catalogue = catalogue
        self._share = share
        # Nothing of this object itself: a circle would keep the files of its state open.
        self._has_ended = lru_cache(maxsize=_KNOWN)(partial(_ended, catalogue))

    def arrange(self, top: TopDocs, documents: int) -> TopDocs:
        """Order the first documents of a ranking anew; all others stay behind them.

        The order is right for the first ``documents``: none comes before as many that hold and
        stood in front of it, so that nobody need ask whether it holds.
        """
        if not self.judged or not len(top.docnums):
            return top
        owners = self._catalogue.owner(top.docnums)
        begins = first_places(owners)
        today = dt.date.today()
        judged = owners[begins[:_JUDGED]].tolist()
        self._catalogue.expect((), judged)
        ended = self._ended_among(judged, documents, today)
        if not ended:
            return top
        end = int(begins[_JUDGED]) if len(begins) > _JUDGED else len(owners)
        scores = top.scores.copy()
        loss = self._share * abs(float(scores[0]))
        scores[:end] -= loss * are_among(owners[:end], np.array(ended))
        if end < len(scores):
            scores[:end] = np.maximum(scores[:end], scores[end])
        order = np.arange(len(scores))
        order[:end] = np.argsort(-scores[:end], kind="stable")
        return TopDocs(top.docnums[order], scores[order], top.total)

    def _ended_among(self, judged: Sequence[int], documents: int, today: dt.date) -> list[int]:
        """Return which of some documents have ended, before so many others that have not."""
        ended = []
        for own in judged:
            if self._has_ended(own, today):
                ended.append(own)
                continue
            documents -= 1
            if not documents:
                break
        return ended

    @property
    def judged(self) -> int:
        """How many documents at the head of a ranking are looked at."""
        return _JUDGED if self._share and self._knows else 0

    @cached_property
    def _knows(self) -> bool:
        """Whether any document says how long it has effect, or what it does to others."""
        return self._catalogue.knows("expires", "relations")


def first_places(owners: Longs) -> Longs:
    """Return the places at which the documents of a ranking appear first, ascending."""
    return np.sort(np.unique(owners, return_index=True)[1])


def _ended(catalogue: Catalogue, first: int, on: dt.date) -> bool:
    from searchkit.index.relations.graph import RelationGraph  # few indexes know of any effect
    from searchkit.index.relations.validity import Judgement

    graph = catalogue.kept(RelationGraph)
    return graph.may_have_ended(first) and Judgement(graph, first).ended(on) is not None
