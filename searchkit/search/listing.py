"""Documents that meet filters alone, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query as q

from searchkit.search.lookup import postings, vocabulary
from searchkit.search.plan import matching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searchkit.index.arrays import Longs
    from searchkit.index.catalogue import Catalogue


def newest_documents(
    reader: Any, catalogue: Catalogue, conditions: Sequence[q.Query], limit: int
) -> tuple[int, Longs]:
    """Return how many documents fulfil all conditions, and the first passages of the newest.

    Those of one day stand in the order of the index, those without a date at the end.
    """
    passages = matching(reader, q.And(list(conditions)))
    found = np.intersect1d(catalogue.boundaries, passages, assume_unique=True)
    undated = np.setdiff1d(found, matching(reader, q.Every("date")), assume_unique=True)
    wanted = min(limit, len(found) - len(undated))
    dated: list[int] = []
    for day in reversed(vocabulary(reader, "date").terms):
        if len(dated) >= wanted:
            break
        of_day = postings(reader, "date", day).docnums
        dated += np.intersect1d(found, of_day, assume_unique=True).tolist()
    return len(found), np.array([*dated, *undated.tolist()], np.int64)[:limit]
